import ContentSecurityPolicy
import ViolationReports

/// The hosts that a text asks about, each with how often it was met.
///
/// A text is any mixture of lines: hosts, URLs, policies, lines of a browser's console, CSP reports as JSON
/// or NDJSON.
public struct HostQuestions: Sendable {
  /// The questions in the order in which they first came, with their counts.
  public private(set) var counts: [(question: HostQuestion, count: Int)] = []
  /// Numbers of lines that ask nothing.
  public private(set) var unread: [Int] = []

  private var positions: [HostQuestion: Int] = [:]

  /// Starts with nothing.
  public init() {}

  /// Takes one line.
  ///
  /// - Parameters:
  ///   - line: The line's bytes, without its end.
  ///   - number: Its number, for ``unread``.
  public mutating func read(_ line: some Sequence<UInt8>, number: Int) {
    let text = String(decoding: Array(line), as: UTF8.self).trimmed
    if text.isEmpty { return }
    let found = Self.questions(in: text)
    if found.isEmpty { unread.append(number) }
    for question in found { add(question) }
  }

  private mutating func add(_ question: HostQuestion) {
    if let position = positions[question] {
      counts[position].count += 1
    } else {
      positions[question] = counts.count
      counts.append((question, 1))
    }
  }

  private static func questions(in text: String) -> [HostQuestion] {
    if text.first == "{" || text.first == "[" {
      // What is dropped as noise names no host that anybody is asked about.
      if let read = try? ReportReader.read(Array(text.utf8)[...], keepsDetails: true) {
        return read.reports.compactMap { report in
          HostQuestion(report.details?.blocked ?? "", directive: report.directive)
        }
      }
    }
    if let refused = ConsoleLine.question(in: text) { return [refused] }
    if !text.contains(" "), !text.contains(";") { return HostQuestion(text).map { [$0] } ?? [] }
    let value = text.afterHeaderName
    return PolicyList(parsing: value).policies.flatMap(\.directives).flatMap { directive in
      directive.sources.compactMap { HostQuestion($0.token, directive: directive.name) }
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace || first == "\u{FEFF}" { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }

  /// What follows `Content-Security-Policy:`, else the text itself.
  fileprivate var afterHeaderName: String {
    guard let colon = firstIndex(of: ":"),
      self[..<colon].lowercased().hasPrefix("content-security-policy")
    else { return self }
    return String(self[index(after: colon)...])
  }
}
