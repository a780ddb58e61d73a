import ContentSecurityPolicy
import Deployments

/// A policy as it was sent, or as it was read from a file.
struct SentPolicy: Sendable, CustomStringConvertible {
  let isReportOnly: Bool
  /// Each directive with single spaces.
  let directives: [String]

  var description: String {
    (isReportOnly ? "[report-only] " : "") + directives.joined(separator: "; ")
  }

  init(_ text: some StringProtocol, isReportOnly: Bool) {
    self.isReportOnly = isReportOnly
    directives = text.split(separator: ";").compactMap { directive in
      let tokens = directive.split(whereSeparator: \.isWhitespace)
      return tokens.isEmpty ? nil : tokens.joined(separator: " ")
    }
  }

  init(_ policy: DeployedPolicy) {
    self.init(policy.text.collapsed, isReportOnly: policy.delivery == .reportOnly)
  }

  /// The policies of an answer's header fields.
  static func all(in fields: [(name: String, value: String)]) -> [SentPolicy] {
    fields.flatMap { field -> [SentPolicy] in
      let names = ["content-security-policy", "content-security-policy-report-only"]
      guard let index = names.firstIndex(of: field.name.lowercased()) else { return [] }
      return field.value.split(separator: ",").map { SentPolicy($0, isReportOnly: index == 1) }
        .filter { !$0.directives.isEmpty }
    }
  }

  /// Whether another one is this, whatever its run-time parts `{{...}}` were.
  func fits(_ sent: SentPolicy) -> Bool {
    guard isReportOnly == sent.isReportOnly, directives.count == sent.directives.count else {
      return false
    }
    var left = sent.directives
    // What is wholly known first, so that a run-time part does not take its place.
    for directive in directives.sorted(by: { !$0.contains("{{") && $1.contains("{{") }) {
      guard let place = left.firstIndex(where: { Self.fits(directive, $0) }) else { return false }
      left.remove(at: place)
    }
    return true
  }

  /// Whether two directives have the same name and sources, in whatever order.
  private static func fits(_ pattern: String, _ text: String) -> Bool {
    let (known, sent) = (pattern.split(separator: " "), text.split(separator: " "))
    guard known.first == sent.first,
      known.contains(where: { $0.contains("{{") })
        || known.count == sent.count
    else { return false }
    var left = sent
    for token in known where !token.contains("{{") {
      guard let place = left.firstIndex(of: token) else { return false }
      left.remove(at: place)
    }
    for token in known where token.contains("{{") && !token.hasPrefix("{{") {
      let start = token[..<(token.firstRange(of: "{{")?.lowerBound ?? token.endIndex)]
      guard let place = left.firstIndex(where: { $0.hasPrefix(start) }) else { return false }
      left.remove(at: place)
    }
    // One that is not known at all may stand for several or none.
    return left.isEmpty || known.contains { $0.hasPrefix("{{") }
  }

  /// What two lists do not have in common; empty when each has what the other has.
  static func differences(read: [SentPolicy], sent: [SentPolicy]) -> [String] {
    var left = sent
    var differences: [String] = []
    for policy in read {
      if let place = left.firstIndex(where: policy.fits) {
        left.remove(at: place)
      } else {
        differences.append("read, not sent: \(policy)")
      }
    }
    return differences + left.map { "sent, not read: \($0)" }
  }
}
