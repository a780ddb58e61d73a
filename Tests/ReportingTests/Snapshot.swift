import Foundation
import RequirementSamples
import Testing

/// An expected text as a file that a person can read.
enum Snapshot {
  /// Compares a text with `Fixtures/<name>`.
  ///
  /// With `CSPREG_UPDATE_SNAPSHOTS=1` the file is rewritten and the test fails, so that nothing passes
  /// unseen.
  static func expect(
    _ text: String, is name: String, at place: SourceLocation = #_sourceLocation
  ) throws {
    let path = Repository.path("Tests/ReportingTests/Fixtures/\(name)")
    if ProcessInfo.processInfo.environment["CSPREG_UPDATE_SNAPSHOTS"] == "1" {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      Issue.record("\(name) was rewritten; look at it and run again", sourceLocation: place)
      return
    }
    let expected = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text == expected, "\(name)", sourceLocation: place)
  }
}
