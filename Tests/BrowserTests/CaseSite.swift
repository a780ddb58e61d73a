import Foundation
import Synchronization

/// The pages of all cases, and what came of them.
final class CaseSite: Sendable {
  /// What a page said.
  struct Report: Sendable, Codable {
    var test: Int
    var outcome: String
    var violations: [String]
  }

  /// What came of a run.
  struct State: Sendable {
    /// The cases whose last URL was asked for.
    var hits: Set<Int> = []
    var reports: [Int: Report] = [:]
    var isDone = false
    var error: String?
  }

  private struct Done: Codable { var error: String? }

  /// A case as the page reads it.
  private struct Plan: Encodable {
    struct Entry: Encodable {
      var id: Int
      var kind, page, url, nonce, integrity, source, body, type: String
    }
    var cases: [Entry]
    var next: String?
  }

  let cases: [BrowserCase]
  private let groups: [(origin: String, cases: [BrowserCase])]
  private let script: String
  private let state = Mutex(State())

  init(_ cases: [BrowserCase], script: String) {
    self.cases = cases
    self.script = script
    groups = Dictionary(grouping: cases, by: Self.runner).sorted { $0.key < $1.key }
      .map { (origin: $0.key, cases: $0.value) }
  }

  /// What has come of it so far.
  var results: State { state.withLock { $0 } }

  /// The page that begins it all.
  var start: String { runnerURL(0) ?? "about:blank" }

  private func runnerURL(_ index: Int) -> String? {
    groups.indices.contains(index) ? "\(groups[index].origin)/-/run?group=\(index)" : nil
  }

  /// The origin of the page that runs a case.
  private static func runner(_ test: BrowserCase) -> String {
    test.kind == .frameAncestors ? String(test.url.dropLast()) : test.origin
  }

  func answer(_ exchange: Exchange) -> Answer {
    switch exchange.path {
    case "/-/run":
      return Answer(
        "text/html",
        "<!doctype html><link rel=icon href='data:,'><body><script src=/-/run.js></script>")
    case "/-/run.js": return Answer("text/javascript", script)
    case "/-/cases": return plan(Int(exchange.query["group"] ?? "") ?? 0)
    case "/-/hit":
      let id = Int(exchange.query["of"] ?? "") ?? -1
      return Answer("text/plain", results.hits.contains(id) ? "yes" : "no")
    case "/-/result":
      if let report = try? JSONDecoder().decode(Report.self, from: Data(exchange.body)) {
        state.withLock { $0.reports[report.test] = report }
      }
      return Answer("text/plain", "")
    case "/-/done":
      let done = try? JSONDecoder().decode(Done.self, from: Data(exchange.body))
      state.withLock {
        $0.isDone = true
        $0.error = done?.error
      }
      return Answer("text/plain", "")
    default: break
    }
    guard let id = Int(exchange.query["case"] ?? ""), cases.indices.contains(id) else {
      return Answer(status: "404 Not Found")
    }
    let test = cases[id]
    if exchange.path == "/-/page" { return page(test) }
    let hop = Int(exchange.query["hop"] ?? "") ?? 0
    if test.redirects.indices.contains(hop) {
      return Answer(redirectTo: Self.tagged(test.redirects[hop], id, hop: hop + 1))
    }
    _ = state.withLock { $0.hits.insert(id) }
    if exchange.isWebSocket { return Answer(status: "400 Bad Request") }
    return Answer(test.kind.contentType, test.kind.content)
  }

  /// A URL with the number of its case, which no policy looks at.
  private static func tagged(_ url: String, _ id: Int, hop: Int = 0) -> String {
    url.hasPrefix("http") || url.hasPrefix("ws")
      ? url + "?case=\(id)" + (hop > 0 ? "&hop=\(hop)" : "") : url
  }

  private func plan(_ group: Int) -> Answer {
    guard groups.indices.contains(group) else { return Answer(status: "404 Not Found") }
    let entries = groups[group].cases.map { test in
      Plan.Entry(
        id: test.id, kind: test.kind.rawValue, page: "\(test.origin)/-/page?case=\(test.id)",
        url: test.kind == .base ? test.url : Self.tagged(test.url, test.id), nonce: test.nonce,
        integrity: test.integrity, source: test.source, body: test.kind.content,
        type: test.kind.contentType)
    }
    let data = try? JSONEncoder().encode(Plan(cases: entries, next: runnerURL(group + 1)))
    return Answer("application/json", String(decoding: data ?? Data(), as: UTF8.self))
  }

  private func page(_ test: BrowserCase) -> Answer {
    var text = "<!doctype html><meta charset=utf-8>"
    for meta in test.metas {
      text += "<meta http-equiv='Content-Security-Policy' content=\"\(Self.escaped(meta))\">"
    }
    let source = Self.escaped(test.source)
    var attributes = test.nonce.isEmpty ? "" : " nonce='\(test.nonce)'"
    if !test.integrity.isEmpty {
      attributes += " integrity='\(test.integrity)' crossorigin=anonymous"
    }
    text += "<body>"
    switch test.kind {
    case .scriptParser:
      text += "<script src=\"\(Self.tagged(test.url, test.id))\"\(attributes)></script>"
    case .inlineScript: text += "<script\(attributes)>\(test.source)</script>"
    case .inlineStyle: text += "<style\(attributes)>\(test.source)</style>"
    case .eventHandler: text += "<b id=x onclick=\"\(source)\">x</b>"
    case .styleAttribute: text += "<b id=x style=\"\(source)\">x</b>"
    case .frameAncestors: text += "<iframe></iframe>"
    default: break
    }
    var answer = Answer("text/html", text + "<i id=end></i>")
    answer.headers += test.headers.map { ("Content-Security-Policy", $0) }
    answer.headers += test.reportOnly.map { ("Content-Security-Policy-Report-Only", $0) }
    return answer
  }

  private static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;")
      .replacingOccurrences(of: "\"", with: "&quot;")
  }
}
