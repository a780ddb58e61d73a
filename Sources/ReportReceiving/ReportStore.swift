public import ViolationReports

/// Where a receiver keeps what was counted.
///
/// A receiver calls it from one queue, one call at a time.
public protocol ReportStore: Sendable {
  /// Adds what was counted; when it returns, all of it is there for good, and when it throws, none.
  func add(_ batch: ReportBatch) throws(ReportStoreError)

  /// The sites that may send reports, by the hashes of their tokens.
  func sites() throws(ReportStoreError) -> [String: String]

  /// All that was counted, as if the reports had been read from a file.
  func tally() throws(ReportStoreError) -> ReportTally
}
