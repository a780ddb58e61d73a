import Foundation
import Impact
import RequirementSamples
import Testing

@testable import Reporting

@Suite struct JUnitFormatTests {
  @Test func theSampleReadsWell() throws {
    try Snapshot.expect(Samples.report.written(by: JUnitFormat.self), is: "report.junit.xml")
  }

  @Test func hostileTextDoesNoHarm() {
    let text = Samples.hostileReport.written(by: JUnitFormat.self)
    #expect(Samples.isHarmless(text), "\(text.debugDescription)")
  }

  @Test func theCountsAreRight() throws {
    let text = Samples.report.written(by: JUnitFormat.self)
    func count(_ tag: String) -> Int { text.split(separator: tag).count - 1 }
    let (cases, failures, skips) = (count("<testcase "), count("<failure "), count("<skipped "))
    #expect(failures > 0 && skips == 1)
    let attributes = "tests=\"\(cases)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skips)\""
    #expect(text.contains(attributes))
  }

  static let hasValidator = (try? validate("<x/>")) != nil

  /// What `xmllint` finds wrong with a text; empty when it fits `Fixtures/junit.xsd`.
  static func validate(_ text: String) throws -> String {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("\(UUID().uuidString).xml")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/xmllint")
    let schema = Repository.path("Tests/ReportingTests/Fixtures/junit.xsd")
    process.arguments = ["--noout", "--nonet", "--schema", schema, file.path]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let output = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? "" : String(decoding: output, as: UTF8.self)
  }

  @Test(
    .enabled(if: hasValidator, "xmllint is not there: apt install libxml2-utils"),
    arguments: [
      Samples.report.written(by: JUnitFormat.self),
      Samples.hostileReport.written(by: JUnitFormat.self),
      ImpactPresentation([], checking: false).written(by: JUnitFormat.self),
    ])
  func fitsTheSchema(_ text: String) throws {
    #expect(try Self.validate(text) == "")
    #expect(try Self.validate(text.replacing("classname=", with: "class=")) != "")
  }

  @Test func whatIsNotUsedIsSkipped() {
    let placed = PlacedResult(path: "x", line: 1, result: Samples.notUsed)
    let text = ImpactPresentation([placed], checking: false).written(by: JUnitFormat.self)
    #expect(text.contains("<skipped/>") && text.contains("skipped=\"1\""))
  }

  @Test func nothingUntrustedIsMarkup() {
    #expect(!Samples.hostileReport.written(by: JUnitFormat.self).contains("<script"))
  }
}
