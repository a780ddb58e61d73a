import Diagnostics
public import RequirementDiff

/// Findings that were accepted before, in a `cspreg.ignore`.
public struct AcceptedFindings: Sendable {
  /// The file; `nil` for the nearest upwards.
  public var file: String?
  /// Whether every finding is shown all the same.
  public var areShown: Bool

  /// Names a file; without arguments the nearest.
  public init(file: String? = nil, areShown: Bool = false) {
    self.file = file
    self.areShown = areShown
  }

  /// Takes accepted findings out of a report.
  ///
  /// - Parameters:
  ///   - report: What changed.
  ///   - say: Receives warnings about lines that are expired or fit nothing.
  /// - Returns: The report that is left.
  /// - Throws: What stops the file from being read.
  public func apply(to report: DiffReport, say: (String) -> Void) throws -> DiffReport {
    guard !areShown, let path = file ?? nearestFile(named: "cspreg.ignore") else { return report }
    let list = try IgnoreList(parsing: Input.read(path), file: path)
    let (left, warnings) = list.apply(to: report, today: String(now().prefix(10)))
    for warning in warnings {
      say("\(path):\(warning.line ?? 1): \(warning.rule): \(warning.message)")
    }
    return left
  }
}
