// modules: Diagnostics ByteScanning JSONText ContentSecurityPolicy ViolationReports
// dictionary: reports
// length: 4096
@testable import ContentSecurityPolicy
@testable import ViolationReports

/// Any bytes as a line of violation reports.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Input(start, count).bytes
  guard let read = try? ReportReader.read(bytes[...]) else { return 0 }
  expect(read == (try? ReportReader.read(bytes[...])), "read twice, it says something else")
  expect(
    !(read.reports.isEmpty && read.noise.isEmpty && read.problem == nil), "nothing, and no reason")
  var tally = ReportTally(entryLimit: 4)
  for report in read.reports { check(report, bytes) }
  tally.add(read)
  expect(tally.reports == read.reports.reduce(0) { $0 + $1.count }, "reports are lost")
  let kept = tally.entries.values.reduce(0) { $0 + $1.reports }
  expect(kept + tally.forgotten == tally.reports, "what was given up is not counted")
  expect(tally.entries.count <= 4, "too many entries")
  // What a collector puts around a report changes nothing of it.
  let wrapped = Array("{\"id\": 1, \"payload\": ".utf8) + bytes + Array("}".utf8)
  if let inner = try? ReportReader.read(wrapped[...]), read.problem == nil, inner.problem == nil {
    expect(
      inner.reports.map(\.blocked) == read.reports.map(\.blocked), "wrapped it reads otherwise")
  }
  return 0
}

func check(_ report: ViolationReport, _ bytes: [UInt8]) {
  expect(Directive.fallbackNames(of: report.directive) != nil, "no directive: \(report)")
  expect(report.count > 0, "no report: \(report)")
  if let site = report.site { expect(isPlain(site), "no host: \(report)") }
  switch report.blocked {
  case .keyword(let word):
    expect(word.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }, "no word: \(report)")
  case .origin(let origin):
    expect(isPlain(origin.replacing("://", with: "")), "no origin: \(report)")
    let again = BlockedResource.reading(origin)
    expect(again == .resource(report.blocked), "read again it is \(again): \(report)")
  }
}

/// Whether a text may stand in a command and in a policy.
func isPlain(_ text: String) -> Bool {
  !text.isEmpty
    && text.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x3A).contains(byte) || "-._[]".utf8.contains(byte)
    }
}
