import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct CloudFrontTerraformTests {
  static let name = "main.tf"

  static func resource(_ value: String, after: String = "") -> String {
    """
    resource "aws_cloudfront_response_headers_policy" "a" {
      security_headers_config {
        content_security_policy {
          override = true
          content_security_policy = \(value)
        }
      }
    }
    \(after)
    """
  }

  @Test(arguments: [
    ("\"img-src 'self'\"", "", "img-src 'self'"),
    ("\"img-src a ${var.host}\"", "", "img-src a {{var.host}}"),
    (
      "\"img-src a ${var.host}\"", "variable \"host\" {\n  default = \"b\"\n}",
      "img-src a {{var.host}}"
    ),
    ("local.csp", "locals {\n  csp = \"img-src a\"\n}", "img-src a"),
    ("local.csp", "", "{{local.csp}}"),
    ("var.csp", "variable \"csp\" {\n  default = \"img-src a\"\n}", "img-src a"),
    ("format(\"img-src %s; font-src b\", var.x)", "", "img-src {{var.x}}; font-src b"),

    ("join(\"; \", [\"img-src a\", \"font-src b\"])", "", "img-src a; font-src b"),
    (
      "join(\" \", concat([\"img-src\"], local.h))", "locals {\n  h = [\"a\", \"b\"]\n}",
      "img-src a b"
    ),
    ("<<EOT\nimg-src a;\n  font-src b\nEOT\n", "", "img-src a; font-src b"),
    ("trimspace(<<-EOT\n    img-src ${var.x}\n  EOT\n)", "", "img-src {{var.x}}"),
    (
      "replace(<<-EOT\n    img-src a;\n    font-src b\n  EOT\n, \"/\\\\s+/\", \" \")", "",
      "img-src a; font-src b"
    ),
    (
      "join(\"; \", [for k, v in local.m : \"${k} ${v}\"])",
      "locals {\n  m = {\n    img-src = \"a\"\n    \"font-src\" = \"b c\"\n  }\n}",
      "font-src b c; img-src a"
    ),
    (
      "join(\"; \", [for k, v in local.m : join(\" \", concat([k], v))])",
      "locals {\n  m = { img-src = [\"a\", \"b\"] }\n}", "img-src a b"
    ),
  ]) func readsValues(value: String, after: String, expected: String) {
    let text = Self.resource(value, after: after)
    let found = CloudFrontTerraform.lines(text, name: Self.name)?.map {
      String($0.drop { $0 != "<" }.drop { $0 != ">" }.dropFirst(2))
    }
    #expect(found == [expected])
    CloudFrontTerraform.expectRoundTrips(text, name: Self.name)
  }

  @Test func customHeadersAndConditions() {
    let text = """
      # content_security_policy = "img-src x"
      resource "aws_cloudfront_response_headers_policy" "b" {
        name = "b-${var.stage}"
        custom_headers_config {
          items {
            header = "content-security-policy-report-only"
            value  = var.strict ? "img-src a" : "img-src b"
          }
          items {
            header = "X-Note"
            value  = "img-src y"
          }
        }
      }
      resource "aws_other" "c" {
        content_security_policy = "img-src z"
      }
      """
    #expect(
      CloudFrontTerraform.lines(text, name: Self.name) == [
        "7-7: [report-only] <b when var.strict> img-src a",
        "7-7: [report-only] <b otherwise> img-src b",
      ])
    CloudFrontTerraform.expectRoundTrips(text, name: Self.name)
  }

  @Test(arguments: [
    (
      "\"default-src 'self'\"", "img-src", "\"default-src 'self'; img-src 'self' https://new.test\""
    ),
    (
      "join(\"; \", [\n        \"default-src a\", # all\n        \"font-src b\", // f\n      ])",
      "img-src",
      "join(\"; \", [\n        \"default-src a\", # all\n        \"font-src b\",\n        \"img-src a https://new.test\", // f\n      ])"
    ),
    ("\"img-src ${local.a}\"", "img-src", "\"img-src ${local.a} https://new.test\""),
  ]) func addsASource(value: String, directive: String, expected: String) {
    #expect(
      CloudFrontTerraform.added(
        "https://new.test", to: directive, in: Self.resource(value), name: Self.name)
        == Self.resource(expected))
  }

  @Test func aMapGetsAnEntry() {
    let value = "join(\"; \", [for k, v in local.m : \"${k} ${join(\" \", v)}\"])"
    let text = Self.resource(
      value,
      after: "locals {\n  m = {\n    default-src = [\"a\"]\n    img-src     = [\"b\"]\n  }\n}")
    #expect(
      CloudFrontTerraform.added("https://new.test", to: "font-src", in: text, name: Self.name)
        == text.replacing(
          "[\"b\"]\n", with: "[\"b\"]\n    font-src = [\"a\", \"https://new.test\"]\n"))
    #expect(
      CloudFrontTerraform.added("https://new.test", to: "img-src", in: text, name: Self.name)
        == text.replacing("[\"b\"]", with: "[\"b\", \"https://new.test\"]"))
    CloudFrontTerraform.expectRoundTrips(text, name: Self.name)
  }

  @Test func layersInTexts() {
    let text = """
      resource "helm_release" "web" {
        values = [<<-YAML
          ingress:
            annotations:
              nginx.ingress.kubernetes.io/configuration-snippet: |
                add_header Content-Security-Policy "default-src 'self'; img-src ${var.cdn}";
        YAML
        ]
      }
      """
    #expect(
      CloudFrontTerraform.lines(text, name: Self.name) == [
        "6-6: <ingress.annotations> default-src 'self'; img-src {{var.cdn}}"
      ])
    #expect(CloudFrontTerraform.expectRoundTrips(text, name: Self.name) > 1)
    #expect(
      CloudFrontTerraform.added("https://new.test", to: "font-src", in: text, name: Self.name)
        == text.replacing(
          "${var.cdn}", with: "${var.cdn}; font-src 'self' https://new.test"))
  }

  @Test func otherFilesAreNone() {
    #expect(CloudFrontTerraform.lines("a = \"open", name: Self.name) == nil)
    #expect(CloudFrontTerraform.lines("a = 1", name: "a.hcl") == nil)
    #expect(CloudFrontTerraform.lines("locals {\n  a = 1\n}\n", name: Self.name) == [])
  }

  @Test func functionsSetHeaders() {
    let text = """
      resource "aws_cloudfront_function" "f" {
        code = <<-JS
          function handler(event) {
            var response = event.response;
            response.headers['content-security-policy'] = { value: "default-src 'self'; img-src a.test" };
            return response;
          }
        JS
      }
      resource "aws_lambda_function" "g" {
        source = <<JS
          event.request.headers['content-security-policy'] = { value: "img-src no" };
          const headers = { 'content-security-policy-report-only': [{ key: 'x', value: 'img-src b.test' }] };
        JS
      }
      """
    #expect(
      CloudFrontTerraform.lines(text, name: "main.tf") == [
        "5-5: default-src 'self'; img-src a.test", "13-13: [report-only] img-src b.test",
      ])
    CloudFrontTerraform.expectRoundTrips(text, name: "main.tf")
  }
}
