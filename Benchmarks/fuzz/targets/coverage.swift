// modules: Diagnostics ByteScanning ContentSecurityPolicy
// dictionary: policy
// length: 512
@testable import ContentSecurityPolicy

/// The named profiles.
let profiles: [MatchingProfile] = [.spec, .chromium, .firefox, .webkit, .allBrowsers]

/// Lines: origin, directive, source; then policies.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let (lines, rest) = Input(start, count).fields(3)
  let origin = Origin(lines[0]) ?? .example
  let list = PolicyList(parsing: rest)
  for needed in [
    NeededSource(directive: lines[1], reading: lines[2]),
    NeededSource(directive: lines[1], token: lines[2], profileNamesWorkerSource: true),
  ] {
    for profile in profiles { check(list, needed, origin, profile) }
  }
  let source = SourceExpression(lines[2])
  expect(source.covers(source, directive: lines[1], origin: origin), "does not cover itself")
  for policy in list.policies.prefix(1) {
    for other in policy.directives.prefix(2).flatMap({ $0.sources.prefix(4) }) {
      _ = other.covers(source, directive: lines[1], origin: origin)
    }
  }
  return 0
}

func check(
  _ list: PolicyList, _ needed: NeededSource, _ origin: Origin, _ profile: MatchingProfile
) {
  let prepared = PreparedSource(needed, origin: origin, profile: profile)
  let answer = list.coverage(of: prepared)
  expect(answer == list.coverage(of: needed, origin: origin, profile: profile), "two answers")
  switch answer.answer {
  case .yes:
    guard !needed.isPlaceholder, needed.directive != NeededSource.unspecified else { return }
    for probe in prepared.probes {
      let verdict = list.allows(probe.request, origin: origin, profile: profile)
      expect(verdict.isAllowed, "covered, but \(probe.witness) is blocked")
    }
  case .no:
    expect(answer.witness != nil && answer.reason != nil, "a no without witness or reason")
    expect(!answer.edits.isEmpty, "a no without an edit")
    expect(answer.edits.allSatisfy { list.policies.indices.contains($0.policy) }, "whose edit?")
  case .depends:
    expect(answer.reason != nil, "depends without a reason")
    expect(answer.edits.isEmpty, "an edit for what depends")
  }
  guard let witness = answer.witness, !needed.isPlaceholder,
    needed.directive != NeededSource.unspecified
  else { return }
  let target: Request.Target
  switch witness.url {
  case "inline": target = .inline
  case "eval": target = .eval
  case "wasm-eval": target = .wasmEval
  default:
    guard let url = RequestURL(witness.url) else { return }
    target = .url(url)
  }
  let request = Request(directive: witness.directive, target: target)
  let verdict = list.allows(request, origin: origin, profile: profile)
  expect(!verdict.isAllowed, "the witness is allowed: \(witness)")
}
