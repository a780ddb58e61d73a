/// Where a receiver keeps what was counted.
///
/// A receiver calls it from one queue, one call at a time.
public protocol ReportStore: Sendable {
  /// Adds what was counted; when it returns, all of it is there for good, and when it throws, none.
  func add(_ batch: ReportBatch) throws(ReportStoreError)

  /// The sites that may send reports, by the hashes of their tokens.
  func sites() throws(ReportStoreError) -> [String: String]

  /// Hands on what was counted, by site, directive and what was blocked.
  ///
  /// - Parameters:
  ///   - time: Only what was last seen then or later, in seconds since 1970; `nil` for all.
  ///   - body: Receives a count and says whether to go on.
  /// - Returns: Number of reports whose origins are not told apart.
  /// - Throws: That it cannot be read.
  func eachCount(
    since time: Int?, _ body: (SiteCount) -> Bool
  ) throws(ReportStoreError) -> Int
}
