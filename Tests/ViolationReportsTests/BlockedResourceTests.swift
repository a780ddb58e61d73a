import Testing

@testable import ViolationReports

@Suite struct BlockedResourceTests {
  @Test(arguments: [
    ("https://A.Acorn.test/x?y=secret#z", "https://a.acorn.test"),
    ("https://a.acorn.test:443/", "https://a.acorn.test"),
    ("http://a.acorn.test:8080", "http://a.acorn.test:8080"),
    ("wss://a.acorn.test/socket", "wss://a.acorn.test"),
    ("https://user:pass@a.acorn.test/", "https://a.acorn.test"),
    ("https://b\u{FC}cher.test/", "https://xn--bcher-kva.test"),
    ("a.acorn.test", "a.acorn.test"), ("a.acorn.test:8443/x", "a.acorn.test:8443"),
    ("localhost:3000", "localhost:3000"), ("  'a.acorn.test' ", "a.acorn.test"),
    ("https://a.acorn.test./x", "https://a.acorn.test"), ("https://[::1]:81/", "https://[::1]:81"),
    ("http://192.168.0.1/x", "http://192.168.0.1"), ("//a.acorn.test/x", "a.acorn.test"),
  ]) func origins(text: String, origin: String) {
    #expect(BlockedResource.reading(text) == .resource(.origin(origin)))
  }

  @Test(arguments: [
    ("inline", "inline"), ("'self'", "self"), ("EVAL", "eval"), ("wasm-eval", "wasm-eval"),
    ("data", "data"), ("data:image/png;base64,AAAA", "data"), ("blob:https://a.test/1-2", "blob"),
    ("trusted-types-sink", "trusted-types-sink"), ("wss", "wss"),
  ]) func keywords(text: String, keyword: String) {
    #expect(BlockedResource.reading(text) == .resource(.keyword(keyword)))
  }

  @Test(arguments: [
    ("", ReportNoise.nothingBlocked), ("chrome-extension", .browserExtension),
    ("moz-extension://1-2/x.js", .browserExtension),
    ("safari-web-extension://1/x", .browserExtension), ("about:blank", .browserPage),
    ("about", .browserPage), ("chrome://global/x", .browserPage),
    ("gsa://onpageload", .unknownScheme),
    ("mxjscall", .unknownScheme), ("_ttps://a.acorn.test/x", .unknownScheme),
    ("word./x", .unknownScheme),
  ]) func noise(text: String, reason: ReportNoise) {
    #expect(BlockedResource.reading(text) == .noise(reason))
  }

  @Test(arguments: [
    "https://", "https://a b.test/", "https://<script>.test/", "https://\"x\".test", "a..test",
    "https://*.acorn.test", "https://a.acorn.test:99999/",
    "https://" + String(repeating: "a", count: 64) + ".test/",
    "https://" + String(repeating: "a.", count: 130) + "test/", "https://a.test`id`.test/",
  ]) func namesNothing(text: String) {
    guard case .unreadable = BlockedResource.reading(text) else {
      Issue.record("\(text) reads as \(BlockedResource.reading(text))")
      return
    }
  }
}
