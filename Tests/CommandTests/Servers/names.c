// Preloaded into cspreg-fetch: invents names under .test, sends what goes to the one public address
// there to a loopback port, and writes down every look-up and connection.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static const char *public_address = "93.184.216.34";

static void note(const char *what, const char *whom) {
  FILE *file = fopen(getenv("NAMES_LOG"), "a");
  if (!file) return;
  fprintf(file, "%s %s\n", what, whom);
  fclose(file);
}

static struct addrinfo *entry(const char *text, const struct addrinfo *hints) {
  struct addrinfo *info = calloc(1, sizeof *info);
  struct sockaddr_storage *place = calloc(1, sizeof *place);
  info->ai_socktype = hints ? hints->ai_socktype : SOCK_STREAM;
  info->ai_addr = (struct sockaddr *)place;
  if (strchr(text, ':')) {
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)place;
    info->ai_family = six->sin6_family = AF_INET6;
    info->ai_addrlen = sizeof *six;
    inet_pton(AF_INET6, text, &six->sin6_addr);
  } else {
    struct sockaddr_in *four = (struct sockaddr_in *)place;
    info->ai_family = four->sin_family = AF_INET;
    info->ai_addrlen = sizeof *four;
    inet_pton(AF_INET, text, &four->sin_addr);
  }
  return info;
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
                struct addrinfo **result) {
  static int rebound = 0;
  int (*real)(const char *, const char *, const struct addrinfo *, struct addrinfo **) =
      dlsym(RTLD_NEXT, "getaddrinfo");
  note("lookup", node ? node : "-");
  size_t length = node ? strlen(node) : 0;
  if (length < 5 || strcmp(node + length - 5, ".test")) return real(node, service, hints, result);
  if (!strcmp(node, "hang.test")) for (;;) select(0, 0, 0, 0, 0);
  if (!strcmp(node, "nobody.test")) return EAI_NONAME;
  if (!strcmp(node, "rebind.test")) {
    *result = entry(rebound++ ? "127.0.0.1" : public_address, hints);
  } else if (!strcmp(node, "private.test")) {
    *result = entry("10.0.0.5", hints);
  } else if (!strcmp(node, "metadata.test")) {
    *result = entry("169.254.169.254", hints);
  } else if (!strcmp(node, "mapped.test")) {
    *result = entry("::ffff:127.0.0.1", hints);
  } else if (!strcmp(node, "nat64.test")) {
    *result = entry("64:ff9b::7f00:1", hints);
  } else if (!strcmp(node, "six.test")) {
    *result = entry("fd00::1", hints);
  } else if (!strcmp(node, "mixed.test")) {
    *result = entry(public_address, hints);
    (*result)->ai_next = entry("127.0.0.1", hints);
  } else {
    *result = entry(public_address, hints);
  }
  return 0;
}

void freeaddrinfo(struct addrinfo *info) { (void)info; }

int connect(int descriptor, const struct sockaddr *address, socklen_t length) {
  int (*real)(int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "connect");
  char text[INET6_ADDRSTRLEN] = "?";
  if (address->sa_family == AF_INET) {
    struct sockaddr_in four = *(const struct sockaddr_in *)address;
    inet_ntop(AF_INET, &four.sin_addr, text, sizeof text);
    note("connect", text);
    if (strcmp(text, public_address)) return errno = ECONNREFUSED, -1;
    four.sin_port = htons(atoi(getenv("NAMES_PORT")));
    inet_pton(AF_INET, "127.0.0.1", &four.sin_addr);
    return real(descriptor, (struct sockaddr *)&four, sizeof four);
  }
  if (address->sa_family == AF_INET6) {
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)address;
    inet_ntop(AF_INET6, &six->sin6_addr, text, sizeof text);
    note("connect", text);
    return errno = ECONNREFUSED, -1;
  }
  return real(descriptor, address, length);
}
