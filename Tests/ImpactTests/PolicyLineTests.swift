import ContentSecurityPolicy
import Diagnostics
import Impact
import JSONText
import Testing

@Suite struct PolicyLineTests {
  static func line(_ text: String) throws(JSONError) -> PolicyLine {
    try PolicyLine(parsing: Array(text.utf8)[...], file: "in.ndjson", number: 7)
  }

  @Test func readsAPolicy() throws {
    let line = try Self.line(
      #"{"id":"p1","policy":"img-src a.test, font-src b.test","url":"https://h.test:8443/x"}"#)
    #expect(line.id == .string("p1"))
    #expect(line.policies.policies.map(\.text) == ["img-src a.test", "font-src b.test"])
    #expect(line.policies.policies.allSatisfy { $0.delivery == .header })
    #expect(line.origin.text == "https://h.test:8443")
    #expect(line.uses.isEmpty)
  }

  @Test func readsHeaders() throws {
    let line = try Self.line(
      #"{"id":5,"headers":[{"name":"content-security-policy","value":"img-src a.test"},"#
        + #"{"name":"X-Frame-Options","value":"DENY"},"#
        + #"{"name":"Content-Security-Policy-Report-Only","value":"img-src b.test"},"#
        + #"{"name":"Content-Security-Policy","value":"font-src c.test"}]}"#)
    #expect(line.id == .number("5"))
    #expect(
      line.policies.policies.map(\.text) == ["img-src a.test", "img-src b.test", "font-src c.test"])
    #expect(line.policies.policies.map(\.delivery) == [.header, .reportOnly, .header])
  }

  @Test func aPageWithoutPoliciesIsUnderNone() throws {
    #expect(try Self.line(#"{"headers":[]}"#).policies.policies.isEmpty)
    #expect(try Self.line(#"{"headers":[{"name":"Via","value":"x"}]}"#).policies.policies.isEmpty)
  }

  @Test(arguments: [
    ("header", Delivery.header), ("meta", .meta), ("report-only", .reportOnly),
  ]) func readsTheDelivery(name: String, delivery: Delivery) throws {
    let line = try Self.line(#"{"policy":"img-src a.test","delivery":"\#(name)"}"#)
    #expect(line.policies.policies.map(\.delivery) == [delivery])
  }

  @Test func otherFieldsAreIgnoredAndMissingOnesHaveDefaults() throws {
    let line = try Self.line(#"{"policy":"","note":[1,{"x":null}],"seen":false}"#)
    #expect(line.id == .null)
    #expect(line.origin == .example)
    #expect(line.policies.policies.isEmpty)
  }

  @Test func readsWhatThePageUses() throws {
    let line = try Self.line(#"{"policy":"img-src *","uses":{"acorn":2,"oak":1}}"#)
    #expect(line.uses == ["acorn", "oak"])
    #expect(try Self.line(#"{"policy":"img-src *","uses":"auto"}"#).uses.isEmpty)
  }

  @Test(arguments: [
    ("", "in.ndjson:7:1: "),
    ("{\"policy\":\"a\"", "in.ndjson:7:14: "),
    ("[]", "in.ndjson:7:1: "),
    ("\"policy\"", "in.ndjson:7:1: "),
    ("{}", "in.ndjson:7:1: the line has neither \"policy\" nor \"headers\"."),
    ("{\"policy\":3}", "in.ndjson:7:11: "),
    ("{\"policy\":\"\",\"id\":[1]}", "in.ndjson:7:19: \"id\" must be a string or a number."),
    ("{\"policy\":\"\",\"id\":true}", "in.ndjson:7:19: \"id\" must be"),
    (
      "{\"policy\":\"\",\"delivery\":\"http\"}",
      "in.ndjson:7:25: \"delivery\" must be header, meta or report-only."
    ),
    (
      "{\"policy\":\"\",\"url\":\"nowhere\"}",
      "in.ndjson:7:20: \"url\" is not a URL with a scheme and a host."
    ),
    ("{\"headers\":{}}", "in.ndjson:7:12: "),
    ("{\"headers\":[3]}", "in.ndjson:7:13: "),
    ("{\"headers\":[{\"name\":\"a\"}]}", "in.ndjson:7:13: the key \"value\" is missing"),
    ("{\"headers\":[{\"value\":\"a\"}]}", "in.ndjson:7:13: the key \"name\" is missing"),
    ("{\"policy\":\"\",\"policy\":\"\"}", "in.ndjson:7:14: the key \"policy\" stands twice"),
    ("{\"policy\":\"\"} x", "in.ndjson:7:15: "),
    ("{\"policy\":\"\\ud800\"}", "in.ndjson:7:12: "),
  ]) func tellsWhereALineIsWrong(text: String, start: String) {
    let error = #expect(throws: JSONError.self) { try Self.line(text) }
    #expect(error?.description.hasPrefix(start) == true, "\(error?.description ?? "")")
  }

  @Test func refusesBytesThatAreNoText() {
    let bytes = Array("{\"policy\":\"".utf8) + [0xFF] + Array("\"}".utf8)
    #expect(throws: JSONError.self) {
      try PolicyLine(parsing: bytes[...], file: "in.ndjson", number: 1)
    }
  }
}
