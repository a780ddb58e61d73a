locals {
  hosts = ["https://a.test", "https://b.test"]
  map   = { default-src = ["'self'"], img-src = ["'self'", "a.test"] }
}
resource "aws_cloudfront_response_headers_policy" "a" {
  security_headers_config {
    content_security_policy {
      override                = true
      content_security_policy = "default-src 'self'; script-src ${join(" ", local.hosts)} ${var.x}"
    }
  }
}
resource "aws_cloudfront_response_headers_policy" "b" {
  security_headers_config {
    content_security_policy {
      content_security_policy = join("; ", [for k, v in local.map : "${k} ${join(" ", v)}"])
    }
  }
}
resource "aws_cloudfront_response_headers_policy" "c" {
  security_headers_config {
    content_security_policy {
      content_security_policy = <<-EOT
        default-src 'self';
        img-src a.test
      EOT
    }
  }
}
