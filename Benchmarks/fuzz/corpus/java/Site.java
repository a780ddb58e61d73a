class Site {
  static final String CDN = "https://cdn.test";
  SecurityFilterChain chain(HttpSecurity http) throws Exception {
    List<String> hosts = List.of("a", "b");
    http.headers(h -> h.contentSecurityPolicy(c -> c.policyDirectives("img-src 'self' " + CDN + " " + String.join(" ", hosts)
        + """
        ; font-src \
        c
        """).reportOnly()));
    response.setHeader("Content-Security-Policy", String.format("img-src %s; script-src 'nonce-%s'", CDN, nonce)); /* a */
    return http.build();
  }
}
