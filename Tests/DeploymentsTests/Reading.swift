import ContentSecurityPolicy
import Testing

@testable import Deployments

extension Platform {
  /// Each policy of a text as `first-last: policy`, with delivery and scope where they say anything.
  static func lines(_ text: String, name: String = "file") -> [String]? {
    lines(Array(text.utf8), name: name)
  }

  /// The same of bytes.
  static func lines(_ bytes: [UInt8], name: String = "file") -> [String]? {
    let file = SourceFile(path: name, bytes: bytes)
    guard let found = read(file) else { return nil }
    let lines = PolicyLines(file)
    return found.policies.map { policy in
      let range = lines.lines(of: policy)
      let delivery = policy.delivery == .reportOnly ? "[report-only] " : ""
      let scope = policy.scope.map { "<\($0)> " } ?? ""
      let fragment = policy.isFragment ? "(fragment) " : ""
      return "\(range.lowerBound)-\(range.upperBound): \(delivery)\(scope)\(fragment)"
        + policy.text.collapsed
    }
  }

  /// The file with a source added to one of its policies; `refused: ` and why when it is refused.
  static func added(
    _ source: String, to directive: String, policy index: Int = 0, in text: String,
    name: String = "file"
  ) -> String {
    let file = SourceFile(path: name, bytes: Array(text.utf8))
    guard let policies = read(file)?.policies, policies.indices.contains(index) else {
      return "no policy"
    }
    let patch = PolicyPatch(policies[index], of: file)
    do {
      let edits = try patch.edits(adding: [source], to: directive)
      return String(decoding: FileEdit.apply(edits, to: file.bytes) ?? [], as: UTF8.self)
    } catch {
      return "refused: \(error.reason)"
    }
  }

  /// Holds the round trip of a file: each policy, each directive, and directives that it lacks.
  ///
  /// - Returns: How many patches were made.
  @discardableResult static func expectRoundTrips(
    _ text: String, name: String = "file", sourceLocation: SourceLocation = #_sourceLocation
  ) -> Int {
    let file = SourceFile(path: name, bytes: Array(text.utf8))
    guard let before = read(file)?.policies else {
      Issue.record("not read", sourceLocation: sourceLocation)
      return 0
    }
    var patched = 0
    let source = "https://new.test"
    for index in before.indices {
      let patch = PolicyPatch(before[index], of: file)
      let names = Set(before[index].policies.policies.flatMap { $0.directives.map(\.name) })
      for name in names.union(["connect-src", "frame-src", "worker-src"]).sorted()
      where !name.hasPrefix("{{") {
        guard let edits = try? patch.edits(adding: [source], to: name), !edits.isEmpty else {
          continue
        }
        guard let bytes = FileEdit.apply(edits, to: file.bytes) else {
          Issue.record("\(name): edits overlap", sourceLocation: sourceLocation)
          continue
        }
        patched += 1
        let then = SourceFile(path: file.path, bytes: bytes)
        let after = read(then)?.policies ?? []
        #expect(after.count == before.count, "\(name)", sourceLocation: sourceLocation)
        guard after.count == before.count else { continue }
        var expected = lists(before[index])
        var old = expected[name] ?? []
        if case .copy(let governing) = before[index].basis(of: name) {
          old = expected[governing] ?? before[index].governing(name)?.tokens ?? []
        }
        expected[name] = old.filter { $0.lowercased() != "'none'" } + [source]
        var found = lists(after[index])
        if before[index].policies.policies.first?.directive(name) == nil, name == "worker-src" {
          // A nonce means nothing there, so that it may be left out of the copy.
          found[name]?.removeAll { $0.hasPrefix("'nonce-") }
          expected[name]?.removeAll { $0.hasPrefix("'nonce-") }
        }
        #expect(found == expected, "\(name)", sourceLocation: sourceLocation)
        #expect(after[index].delivery == before[index].delivery, sourceLocation: sourceLocation)
        for other in before.indices where other != index {
          let isSame = lists(after[other]) == lists(before[other])
          let sharesText = lists(after[other]) == expected
          #expect(isSame || sharesText, "\(name)", sourceLocation: sourceLocation)
        }
        let again = try? PolicyPatch(after[index], of: then).edits(adding: [source], to: name)
        #expect(again == [], "\(name): again", sourceLocation: sourceLocation)
      }
    }
    return patched
  }

  private static func lists(_ policy: DeployedPolicy) -> [String: [String]] {
    let directives = policy.policies.policies.flatMap(\.directives)
    return Dictionary(directives.map { ($0.name, $0.tokens) }) { first, _ in first }
  }
}
