// modules: Diagnostics ByteScanning ContentSecurityPolicy
// dictionary: policy
// length: 4096
@testable import ContentSecurityPolicy

/// Any bytes as a policy that is linted.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Input(start, count).bytes
  for delivery in [Delivery.header, .meta, .reportOnly] {
    let list = PolicyList(parsing: bytes, delivery: delivery)
    let findings = list.lint()
    expect(findings == list.lint(), "linted twice, it says something else")
    for finding in findings { check(finding, list, bytes) }
    let skipped = list.policies.reduce(0) { $0 + $1.diagnostics.count }
    expect(findings.count >= skipped, "what parsing skipped is missing")
  }
  return 0
}

func check(_ finding: PolicyDiagnostic, _ list: PolicyList, _ bytes: [UInt8]) {
  expect(bytes.indices.contains(finding.offset), "offset outside the text: \(finding)")
  expect(!finding.message.isEmpty, "nothing said: \(finding)")
  expect(list.policies.indices.contains(finding.policy), "no such policy: \(finding)")
  guard let position = finding.directive, let index = finding.source else { return }
  let policy = list.policies[finding.policy]
  guard let place = policy.writtenPositions.firstIndex(of: position) else {
    expect(false, "no such directive: \(finding)")
    return
  }
  let directive = policy.directives[place]
  expect(directive.sources.indices.contains(index), "no such source: \(finding)")
  expect(directive.sources[index].offset == finding.offset, "offset of a source: \(finding)")
  if finding.rule == "unquoted-keyword", let suggestion = finding.suggestion {
    expect(suggestion.utf8.first == 0x27, "not quoted: \(suggestion)")
  }
}
