#pragma once
#include <curl/curl.h>
#include <netinet/in.h>
#include <string.h>

// curl_easy_setopt and curl_easy_getinfo take whatever comes; Swift needs one function a type.

typedef size_t (*cspreg_curl_data)(char *, size_t, size_t, void *);
typedef int (*cspreg_curl_progress)(void *, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
typedef curl_socket_t (*cspreg_curl_open)(void *, curlsocktype, struct curl_sockaddr *);

static inline CURLcode cspreg_curl_set_text(CURL *h, CURLoption o, const char *v) {
  return curl_easy_setopt(h, o, v);
}
static inline CURLcode cspreg_curl_set_number(CURL *h, CURLoption o, long v) {
  return curl_easy_setopt(h, o, v);
}
static inline CURLcode cspreg_curl_set_size(CURL *h, CURLoption o, curl_off_t v) {
  return curl_easy_setopt(h, o, v);
}
static inline CURLcode cspreg_curl_set_list(CURL *h, CURLoption o, struct curl_slist *v) {
  return curl_easy_setopt(h, o, v);
}
static inline CURLcode cspreg_curl_set_context(CURL *h, CURLoption o, void *v) {
  return curl_easy_setopt(h, o, v);
}
static inline CURLcode cspreg_curl_set_data(CURL *h, CURLoption o, cspreg_curl_data v) {
  return curl_easy_setopt(h, o, v);
}
static inline CURLcode cspreg_curl_set_progress(CURL *h, cspreg_curl_progress v) {
  return curl_easy_setopt(h, CURLOPT_XFERINFOFUNCTION, v);
}
static inline CURLcode cspreg_curl_set_open(CURL *h, cspreg_curl_open v) {
  return curl_easy_setopt(h, CURLOPT_OPENSOCKETFUNCTION, v);
}
static inline long cspreg_curl_response_code(CURL *h) {
  long code = 0;
  curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &code);
  return code;
}
static inline curl_socket_t cspreg_curl_socket(CURL *h) {
  curl_socket_t socket = CURL_SOCKET_BAD;
  curl_easy_getinfo(h, CURLINFO_ACTIVESOCKET, &socket);
  return socket;
}
static inline const char *cspreg_curl_address(CURL *h) {
  char *address = 0;
  curl_easy_getinfo(h, CURLINFO_PRIMARY_IP, &address);
  return address;
}

// The bytes of an Internet address: their number, 4 or 16; 0 for any other family.
static inline int cspreg_address_bytes(const struct sockaddr *address, unsigned char *out) {
  if (address->sa_family == AF_INET) {
    memcpy(out, &((const struct sockaddr_in *)address)->sin_addr, 4);
    return 4;
  }
  if (address->sa_family == AF_INET6) {
    memcpy(out, &((const struct sockaddr_in6 *)address)->sin6_addr, 16);
    return 16;
  }
  return 0;
}
