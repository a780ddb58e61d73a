import ContentSecurityPolicy
public import JSONText

/// Reads violation reports out of JSON.
///
/// Both of browsers' forms are read, `{"csp-report": {...}}` of
/// <https://www.w3.org/TR/CSP3/#deprecated-serialize-violation> and the batches of the Reporting API,
/// <https://www.w3.org/TR/reporting-1/#media-type>, alone or inside whatever a collector put around them: objects,
/// arrays, and strings that hold JSON.
public struct ReportReader: Sendable {
  /// What a text held.
  public struct Result: Sendable, Hashable {
    /// The reports, in their order.
    public var reports: [ViolationReport] = []
    /// Why others were dropped, once a report.
    public var noise: [ReportNoise] = []
    /// What is wrong with the first that could not be read.
    public var problem: String?

    /// Starts with nothing.
    public init() {}

    /// Whether it held nothing at all.
    var isEmpty: Bool { reports.isEmpty && noise.isEmpty && problem == nil }
  }

  /// How deep reports are looked for.
  private static let depthLimit = 6

  private let keepsDetails: Bool
  private var result = Result()

  private init(keepsDetails: Bool) { self.keepsDetails = keepsDetails }

  /// What stands around a report.
  private struct Envelope {
    var page: String?
    var time: Int?
    var firstTime: Int?
    var count: Int?
  }

  /// Reads a text, such as a line of a stream or the body of a request.
  ///
  /// - Parameters:
  ///   - bytes: JSON.
  ///   - file: Its name, for messages.
  ///   - line: Its line, for messages.
  ///   - keepsDetails: Whether to keep what may tell about a visitor.
  /// - Returns: The reports in it, what was dropped, and the first problem.
  /// - Throws: That it is no JSON.
  public static func read(
    _ bytes: ArraySlice<UInt8>, file: String = "report", line: Int = 1,
    keepsDetails: Bool = false
  ) throws(JSONError) -> Result {
    let node = try JSONNode(parsing: bytes, file: file, line: line, mode: .lenient)
    var reader = ReportReader(keepsDetails: keepsDetails)
    reader.collect(node, Envelope(), depth: 0)
    if reader.result.isEmpty { reader.result.problem = "it holds no violation report" }
    return reader.result
  }

  /// Takes the reports of a value, however deep they are.
  private mutating func collect(_ node: JSONNode, _ envelope: Envelope, depth: Int) {
    guard depth <= Self.depthLimit else { return }
    switch node.value {
    case .array(let nodes):
      for (index, node) in nodes.enumerated()
      where !isFound({ $0.collect(node, envelope, depth: depth + 1) }) {
        note("element \(index + 1) of the array is no violation report")
      }
    case .string(let text):
      guard let first = text.utf8.first(where: { $0 > 0x20 }), first == 0x7B || first == 0x5B,
        let inner = try? JSONNode(parsing: Array(text.utf8), file: "", mode: .lenient)
      else { return }
      collect(inner, envelope, depth: depth + 1)
    case .object:
      guard let fields = ReportFields(node) else { return }
      if fields.isBody { return take(fields, envelope) }
      var around = envelope
      around.time = fields.time ?? envelope.time
      around.firstTime = fields.firstTime ?? envelope.firstTime
      around.count = fields.count ?? envelope.count
      around.page = fields.string("url") ?? envelope.page
      if let type = fields.string("type"), type != "csp-violation", let body = fields.value("body"),
        ReportFields(body)?.namesDirective == false
      {
        return result.noise.append(.otherType)
      }
      // The first member that holds reports is taken: a collector may keep them raw beside parsed.
      for value in fields.values where isFound({ $0.collect(value, around, depth: depth + 1) }) {
        return
      }
    default: return
    }
  }

  /// Whether a step found reports, noise or a problem.
  private mutating func isFound(_ step: (inout ReportReader) -> Void) -> Bool {
    let before = (result.reports.count, result.noise.count, result.problem)
    step(&self)
    return (result.reports.count, result.noise.count, result.problem) != before
  }

  private mutating func note(_ problem: String) {
    if result.problem == nil { result.problem = problem }
  }

  /// Takes one report.
  private mutating func take(_ fields: ReportFields, _ envelope: Envelope) {
    let page = fields.string("documenturi", "documenturl") ?? envelope.page
    let source = fields.string("sourcefile")
    if let noise = Self.noise(ofPage: page) ?? Self.noise(ofSource: source) {
      return result.noise.append(noise)
    }
    guard let directive = Self.directive(fields) else {
      return note("a report names no directive of CSP")
    }
    let blocked: BlockedResource
    switch BlockedResource.reading(fields.string("blockeduri", "blockedurl") ?? "") {
    case .resource(let resource): blocked = resource
    case .noise(let noise): return result.noise.append(noise)
    case .unreadable(let problem): return note(problem)
    }
    var details: ViolationReport.Details?
    if keepsDetails {
      details = ViolationReport.Details(
        blocked: fields.string("blockeduri", "blockedurl") ?? "", page: page,
        sample: fields.string("sample", "scriptsample"))
    }
    let disposition = fields.string("disposition").map { $0.lowercasedASCII }
    var report = ViolationReport(
      site: page.flatMap(Self.site), directive: directive, blocked: blocked,
      disposition: disposition == "report" ? .report : .enforce,
      time: envelope.time ?? fields.time, count: envelope.count ?? 1)
    report.firstTime = envelope.firstTime ?? fields.firstTime
    report.details = details
    result.reports.append(report)
  }

  /// Host of a page, which with `www.` before it is the same site; `nil` for one without.
  private static func site(_ page: String) -> String? {
    guard let url = RequestURL(page), ["http", "https"].contains(url.scheme) else { return nil }
    let host = url.host.reportedHost
    guard let host, host.hasPrefix("www."), host.dropFirst(4).contains(".") else { return host }
    return String(host.dropFirst(4))
  }

  private static func noise(ofPage page: String?) -> ReportNoise? {
    guard let page, let scheme = BlockedResource.scheme(of: page) else { return nil }
    let noise = SchemeRole(scheme).noise
    // A frame without a page of its own has the site's policy.
    return scheme == "about" || noise == .unknownScheme ? nil : noise
  }

  private static func noise(ofSource source: String?) -> ReportNoise? {
    guard let source, !source.isEmpty else { return nil }
    // What the extensions that run visitors' scripts call them.
    if source == "sandbox eval code" { return .injectedScript }
    // Of a URL that is none of the web's, browsers tell the scheme alone.
    let scheme = String(source.prefix { $0 != ":" }).lowercasedASCII
    let noise = SchemeRole(scheme).noise
    return scheme == "about" || noise == .unknownScheme ? nil : noise
  }

  /// The directive that was asked first, else the one that decided, which old browsers print with its list.
  private static func directive(_ fields: ReportFields) -> String? {
    for text in [fields.string("effectivedirective"), fields.string("violateddirective")] {
      guard let word = text?.utf8.split(maxSplits: 1, whereSeparator: { $0 <= 0x20 }).first else {
        continue
      }
      let name = String(Substring(word)).lowercasedASCII
      if Directive.fallbackNames(of: name) != nil { return name }
    }
    return nil
  }
}
