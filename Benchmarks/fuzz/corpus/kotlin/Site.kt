private const val CDN = "https://cdn.test"
@Bean open fun chain(http: HttpSecurity): SecurityFilterChain {
  val hosts = listOf("a", CDN)
  http { headers { contentSecurityPolicy { policyDirectives = "img-src 'self' $CDN ${hosts.joinToString(" ")}; font-src b" ; reportOnly = true } } }
  response.setHeader("Content-Security-Policy", """
    img-src a; /* b */
  """.trimIndent())
  return http.build()
}
