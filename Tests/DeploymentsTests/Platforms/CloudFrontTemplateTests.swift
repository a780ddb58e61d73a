import Testing

@testable import Deployments

@Suite struct CloudFrontTemplateTests {
  static func template(_ value: String, more: String = "") -> String {
    """
    Resources:
      Headers:
        Type: AWS::CloudFront::ResponseHeadersPolicy
        Properties:
          ResponseHeadersPolicyConfig:
            Name: !Sub '${AWS::StackName}-csp'
            SecurityHeadersConfig:
              ContentSecurityPolicy:
                Override: true
                ContentSecurityPolicy: \(value)
    \(more)
    """
  }

  @Test(arguments: [
    ("img-src a", "10-10: <Resources.Headers> img-src a"),
    ("!Sub \"img-src ${Host} 'self'\"", "10-10: <Resources.Headers> img-src {{Host}} 'self'"),
    (
      "!Sub\n              - img-src ${H} ${I}\n              - { H: a.test, I: !Ref X }",
      "11-11: <Resources.Headers> img-src a.test {{I}}"
    ),
    (
      "!Join\n              - '; '\n              - - default-src 'self'\n                - !Sub img-src ${A}",
      "12-13: <Resources.Headers> default-src 'self'; img-src {{A}}"
    ),
    (
      "{ \"Fn::Join\": [\" \", [\"default-src 'self';\", \"img-src\", {\"Ref\": A}]] }",
      "10-10: <Resources.Headers> default-src 'self'; img-src {{A}}"
    ),
    (
      "!If [Live, \"img-src a\", \"img-src b\"]",
      "10-10: <Resources.Headers when Live> img-src a|10-10: <Resources.Headers when not Live> img-src b"
    ),
    ("!ImportValue Policy", "10-10: <Resources.Headers> {{ImportValuePolicy}}"),
    (
      "!FindInMap [Policies, Live, Csp]",
      "10-10: <Resources.Headers> img-src mapped"
    ),
  ]) func readsFunctions(value: String, expected: String) {
    let text = Self.template(
      value, more: "Mappings:\n  Policies:\n    Live:\n      Csp: img-src mapped\n")
    let lines = CloudFrontTemplate.lines(text, name: "template.yaml")
    #expect(lines?.joined(separator: "|") == expected)
    CloudFrontTemplate.expectRoundTrips(text, name: "template.yaml")
  }

  @Test func theDefaultOfAParameterCountsWhereItIsAll() {
    let text = Self.template(
      "!Ref Csp", more: "Parameters:\n  Csp:\n    Type: String\n    Default: \"img-src 'self'\"\n")
    #expect(
      CloudFrontTemplate.lines(text, name: "a.yml") == ["14-14: <Resources.Headers> img-src 'self'"]
    )
    #expect(CloudFrontTemplate.expectRoundTrips(text, name: "a.yml") == 1)
  }

  @Test func readsJSONAndServerless() {
    let json = """
      {"Resources": {"H": {"Type": "AWS::CloudFront::ResponseHeadersPolicy", "Properties":
        {"ResponseHeadersPolicyConfig": {"CustomHeadersConfig": {"Items": [
          {"Header": "X-A", "Value": "default-src a"},
          {"Header": "content-security-policy-report-only", "Value": "img-src a"}]},
          "SecurityHeadersConfig": {"ContentSecurityPolicy": {"ContentSecurityPolicy":
            {"Fn::Join": ["; ", ["default-src 'self'", {"Fn::Sub": "img-src ${A}"}]]}}}}}}}}
      """
    let expected = [
      "6-6: <Resources.H> default-src 'self'; img-src {{A}}",
      "4-4: [report-only] <Resources.H> img-src a",
    ]
    #expect(CloudFrontTemplate.lines(json, name: "cdn.template") == expected)
    #expect(CloudFrontTemplate.expectRoundTrips(json, name: "cdn.json") >= 4)
    let serverless = Self.template("\"img-src ${self:custom.host} a\"").split(separator: "\n")
      .map { "  " + $0 }.joined(separator: "\n")
    #expect(
      CloudFrontTemplate.lines("resources:\n" + serverless, name: "serverless.yml")
        == ["11-11: <Resources.Headers> img-src {{self:custom.host}} a"])
  }

  @Test func otherFilesAreNone() {
    #expect(CloudFrontTemplate.lines("Resources: {}\n", name: "a.yaml") == nil)
    #expect(CloudFrontTemplate.lines("{\"Resources\": {}}", name: "a.json") == nil)
    #expect(CloudFrontTemplate.lines(Self.template("!Ref AWS::NoValue"), name: "a.yaml") == [])
  }
}
