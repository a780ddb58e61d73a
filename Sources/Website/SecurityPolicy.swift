/// The policy of the site's own pages: their own files and nothing else.
public enum SecurityPolicy {
  /// What stands in each page.
  public static let meta =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    + "form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

  /// What the server sends, with what only a header can say.
  public static let header = meta + "; frame-ancestors 'none'"

  /// The file `_headers` of Netlify, Cloudflare Pages and others.
  static let headers = """
    /*
      Content-Security-Policy: \(header)
      X-Content-Type-Options: nosniff
      Referrer-Policy: no-referrer
    /v1/*
      Access-Control-Allow-Origin: *
    /assets/*
      Cache-Control: public, max-age=31536000, immutable

    """
}
