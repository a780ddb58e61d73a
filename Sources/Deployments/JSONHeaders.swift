import ContentSecurityPolicy
import Diagnostics

/// Reads the header rules of a platform that is configured in JSON.
struct JSONHeaders {
  let json: JSONSource
  private(set) var fields = HeaderFields()

  /// Takes a document.
  init(_ json: JSONSource) {
    self.json = json
    if let laxity = json.laxity {
      let line = LineIndex(json.bytes).line(of: laxity.offset)
      fields.obstacle = "the file is not valid JSON (\(laxity.message) on line \(line))"
    }
  }

  /// Takes `[{"key": "Content-Security-Policy", "value": "..."}]`.
  mutating func add(pairs node: DataNode?, named key: String, scope: String?) {
    for pair in node?.elements ?? [] {
      guard let name = pair[key]?.string, Delivery(header: name) != nil,
        let value = pair["value"]?.text
      else { continue }
      fields.add(name, value, scope: scope, separators: [0x2C, 0x0A])
    }
    fields.nextPage()
  }

  /// Takes `{"Content-Security-Policy": "..."}`.
  mutating func add(members node: DataNode?, scope: String?) {
    for entry in node?.entries ?? [] {
      guard Delivery(header: entry.key) != nil, let value = entry.value.text else { continue }
      fields.add(entry.key, value, scope: scope, separators: [0x2C, 0x0A])
    }
    fields.nextPage()
  }

  /// Takes policies that the platform does not write as headers.
  mutating func add(_ policies: [DeployedPolicy]) { fields.add(policies) }

  /// What was found.
  func content(_ platform: String) -> DeployedFile {
    var diagnostics: [Diagnostic] = []
    if let laxity = json.laxity {
      diagnostics.append(Self.invalid(laxity, json.bytes))
    }
    return DeployedFile(platform: platform, policies: fields.policies, diagnostics: diagnostics)
  }

  /// Reads a file as a platform's, or says why it is no JSON.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - platform: The platform's id.
  ///   - isCertain: Whether the name says that it is the platform's.
  ///   - taken: What the platform reads besides JSON.
  ///   - body: Takes the rules; `false` when the document is none of the platform's.
  /// - Returns: What it holds; `nil` when it is no file of the platform.
  static func read(
    _ file: SourceFile, as platform: String, isCertain: Bool,
    taking taken: Set<JSONSource.Laxity> = [], _ body: (inout JSONHeaders) -> Bool
  ) -> DeployedFile? {
    let json: JSONSource
    do {
      json = try JSONSource(file, taking: taken)
    } catch {
      guard isCertain else { return nil }
      return DeployedFile(
        platform: platform, policies: [], diagnostics: [invalid(error, file.bytes)])
    }
    var headers = JSONHeaders(json)
    let isOurs = body(&headers)
    return isOurs || isCertain ? headers.content(platform) : nil
  }

  private static func invalid(_ fault: JSONSource.Fault, _ bytes: [UInt8]) -> Diagnostic {
    let line = LineIndex(bytes).line(of: fault.offset)
    return Diagnostic(
      rule: "invalid-json", level: .warn, line: line,
      message: "the file is not valid JSON: \(fault.message) on line \(line)")
  }
}
