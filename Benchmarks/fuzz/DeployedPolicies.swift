import ContentSecurityPolicy
@testable import Deployments

/// Reads a file of a platform and adds sources to its policies: what must hold of any bytes.
///
/// - Parameters:
///   - platform: The platform.
///   - name: A name that it claims.
///   - bytes: The file.
///   - isProgram: Whether it is a program, in which what is no valid text may be read otherwise once
///     something is added; `fix` reads again and refuses that.
func check(
  _ platform: any Platform.Type, _ name: String, _ bytes: [UInt8], isProgram: Bool = false
) {
  let file = SourceFile(path: name, bytes: bytes)
  guard let before = platform.read(file)?.policies else { return }
  for policy in before { checkPlaces(policy, file) }
  for index in before.indices.prefix(3) {
    let patch = PolicyPatch(before[index], of: file)
    let names = lists(before[index]).keys.sorted().prefix(3)
    for directive in Array(names) + ["worker-src"] {
      let source = "https://new.test"
      guard let edits = try? patch.edits(adding: [source], to: directive), !edits.isEmpty else {
        continue
      }
      let applied = FileEdit.apply(edits, to: bytes)
      expect(applied != nil, "\(directive): edits overlap")
      let edited = applied ?? []
      let after = platform.read(SourceFile(path: name, bytes: edited))?.policies ?? []
      if isProgram { continue }
      let text = String(decoding: edited, as: UTF8.self)
      expect(after.count == before.count, "\(directive): \(after.count) policies after\n\(text)")
      var expected = lists(before[index])
      // What a platform merges with its own is not copied.
      let governing = before[index].isFragment ? nil : before[index].governing(directive)
      // Beside other sources `'none'` means nothing, so that it stays where it is.
      let own = expected[directive].flatMap { $0.count > 1 ? $0 : nil }
      let old =
        own
        ?? (expected[directive] ?? governing?.tokens ?? []).filter {
          $0.lowercased() != "'none'"
        }
      expected[directive] = old + [source]
      var found = lists(after[index])
      if directive == "worker-src", expected[directive] != found[directive] {
        // A nonce means nothing there, so that it may be left out of the copy.
        found[directive]?.removeAll { $0.hasPrefix("'nonce-") }
        expected[directive]?.removeAll { $0.hasPrefix("'nonce-") }
      }
      expect(found == expected, "\(directive): \(found), not \(expected)\n\(text)")
      for other in before.indices where other != index {
        let now = lists(after[other])
        expect(now == lists(before[other]) || now == found, "\(directive): another policy changed")
      }
    }
  }
}

/// The parts of a policy's text are those of the file.
private func checkPlaces(_ policy: DeployedPolicy, _ file: SourceFile) {
  let outer = policy.enclosing.first?.bytes ?? file.bytes
  var end = 0
  for segment in policy.text.segments {
    expect(segment.range.lowerBound == end, "a gap in the text")
    end = segment.range.upperBound
    expect(segment.source.upperBound <= outer.count, "a place outside the file")
    let isSame = policy.text.bytes[segment.range] == outer[segment.source]
    expect(segment.kind != .verbatim || isSame, "not what the file says")
  }
  expect(end == policy.text.bytes.count, "text without a place")
  let lines = PolicyLines(file).lines(of: policy)
  expect(lines.lowerBound >= 1, "no line")
  expect((policy.extent?.upperBound ?? 0) <= file.bytes.count, "an extent outside the file")
}

private func lists(_ policy: DeployedPolicy) -> [String: [String]] {
  let directives = policy.policies.policies.flatMap(\.directives)
  return Dictionary(directives.map { ($0.name, $0.tokens) }) { first, _ in first }
}

/// The platform of an id.
func platform(_ id: String) -> any Platform.Type {
  let found = Platforms.all.first { $0.id == id }
  expect(found != nil, "no platform \(id)")
  return found ?? PolicyText.self
}
