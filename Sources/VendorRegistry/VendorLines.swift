import Synchronization

/// Where the lines of each vendor stand in a log, found when they are worth it.
final class VendorLines: Sendable {
  /// A line without its newline.
  struct Line: Sendable {
    /// Its bytes in the log.
    var place: Range<Int>
    /// Its number from 1.
    var number: Int
  }

  private struct State: Sendable {
    var lines: [String: [Line]]?
    var asked: String?
  }

  private let state = Mutex(State())

  /// The lines of each vendor.
  ///
  /// - Parameter find: Finds them, the first time.
  /// - Returns: Lines by the name of the vendor that they give first.
  func found(_ find: () -> [String: [Line]]) -> [String: [Line]] {
    state.withLock { state in
      if let lines = state.lines { return lines }
      let lines = find()
      state.lines = lines
      return lines
    }
  }

  /// The same where more than one vendor was asked about; `nil` before.
  func found(asked vendor: String, _ find: () -> [String: [Line]]) -> [String: [Line]]? {
    let isFirst = state.withLock { state in
      defer { state.asked = vendor }
      return state.lines == nil && (state.asked ?? vendor) == vendor
    }
    return isFirst ? nil : found(find)
  }
}
