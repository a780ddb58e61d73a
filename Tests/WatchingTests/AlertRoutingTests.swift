import Diagnostics
import JSONText
import ProjectConfiguration
import Testing

@testable import Watching

@Suite struct AlertRoutingTests {
  static let alert = Alert(
    kind: .changed, vendor: "acorn", identity: "h", level: .warn,
    findings: [["rule": "region-added"], ["rule": "source-added"]],
    impact: [
      ["result": "breaks", "owner": "shop"], ["result": "safe", "owner": "blog"],
    ], message: "m")

  @Test(
    arguments: [
      (nil, nil, nil, Level.warn, true), (nil, nil, nil, .break, false),
      (nil, nil, nil, .info, true),
      (["shop"], nil, nil, .warn, true), (["blog"], nil, nil, .warn, false),
      (nil, ["acorn"], nil, .warn, true), (nil, ["other"], nil, .warn, false),
      (nil, nil, ["region-added"], .warn, true), (nil, nil, ["bypass-host"], .warn, false),
    ] as [([String]?, [String]?, [String]?, Level, Bool)])
  func changes(
    owners: [String]?, vendors: [String]?, rules: [String]?, minimum: Level, isTold: Bool
  ) {
    let channel = Channel(
      name: "c", kind: .webhook, minimum: minimum, owners: owners, vendors: vendors, rules: rules)
    #expect(AlertRouting.isTold(Self.alert, to: channel) == isTold)
  }

  @Test func failuresGoToThoseWhoWatchAllPolicies() {
    let failed = Alert(kind: .failed, vendor: "acorn", identity: "x", level: .warn, message: "m")
    #expect(
      AlertRouting.isTold(failed, to: Channel(name: "c", kind: .webhook, rules: ["bypass-host"])))
    #expect(!AlertRouting.isTold(failed, to: Channel(name: "c", kind: .webhook, owners: ["shop"])))
  }

  @Test(
    arguments: [
      (Level.break, [], nil, Level.break), (.break, [], [], .break),
      (.break, [], ["safe", "breaks"], .break), (.break, [], ["safe", "incomplete"], .warn),
      (.break, ["region-added"], ["safe", "not-used"], .info),
      (.break, ["domain-added"], ["safe"], .warn), (.info, ["domain-added"], ["safe"], .info),
    ] as [(Level, Set<String>, [String]?, Level)])
  func levels(worst: Level, rules: Set<String>, results: [String]?, level: Level) {
    func found(tellsCovered: Bool) -> Level {
      AlertRouting.level(
        worst: worst, rules: rules, results: results, tellsCovered: tellsCovered)
    }
    #expect(found(tellsCovered: false) == level)
    // The switch makes silence a warning, and nothing else another thing.
    let isSilent = level == .info && worst > .info
    #expect(found(tellsCovered: true) == (isSilent ? .warn : level))
  }

  @Test func theKeyIsTheAlertsAndTheChannels() {
    var other = Self.alert
    #expect(other.key(channel: "a") == Self.alert.key(channel: "a"))
    #expect(other.key(channel: "b") != Self.alert.key(channel: "a"))
    other.message = "other words"
    other.findings = []
    #expect(other.key(channel: "a") == Self.alert.key(channel: "a"))
    other.identity = "i"
    #expect(other.key(channel: "a") != Self.alert.key(channel: "a"))
  }

  /// What a page says cannot end a line, colour a terminal or turn the reading direction.
  @Test func theMessageHasNothingButLines() {
    let alert = Alert(
      kind: .changed, vendor: "acorn", identity: "h", level: .warn,
      message: "one\r\nBcc: x\u{1B}[31m\u{202E}\u{0}\ntwo\u{2028}three\rfour")
    #expect(alert.message == "one\nBcc: x[31m\ntwothreefour")
  }
}
