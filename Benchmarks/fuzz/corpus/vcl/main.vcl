sub vcl_deliver {
#FASTLY deliver
  set resp.http.Content-Security-Policy = "img-src " req.http.Host " %27self%27;" + {"font-src "b" "} + regsub(x, "a;b", "");
  if (req.url ~ "^/a") { set resp.http.Content-Security-Policy = {CSP"img-src a "}"CSP}; } elsif (y) { unset resp.http.Content-Security-Policy; }
  add beresp.http.content-security-policy-report-only = "img-src a"; /* b */ // c
  header.set(resp, "Content-Security-Policy", "img-src a");
}
