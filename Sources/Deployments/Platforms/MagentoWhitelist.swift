import ContentSecurityPolicy

/// Magento: `csp_whitelist.xml`, the hosts and hashes that a module adds.
enum MagentoWhitelist: Platform {
  static let id = "magento"
  static let marks = ["csp_whitelist"]

  static func claims(_ name: String) -> Claim {
    if name.hasPrefix("csp_whitelist") { return .certain }
    return FileName.ending(of: name) == "xml" ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) != .onlyWhenNamed else { return nil }
    let isCertain = claims(file.name) == .certain
    return XMLSource.read(file, as: id, isCertain: isCertain) { xml in
      xml.root.name == "csp_whitelist" ? policies(xml) : nil
    }
  }

  private static func policies(_ xml: XMLSource) -> [DeployedPolicy] {
    let lists = xml.root.all("policies")
    var map = DirectiveMap()
    var empty: [String: XMLSource.Element] = [:]
    for element in lists.flatMap({ $0.all("policy") }) {
      guard let name = xml.string("id", of: element)?.lowercased() else { continue }
      let sources = sources(element, xml)
      if sources.isEmpty {
        empty[name] = element
      } else if let index = map.directives.firstIndex(where: { $0.name == name }) {
        map.directives[index].sources += sources
      } else {
        let key = element.attributes.first { $0.name == "id" }?.value ?? element.range
        map.directives.append(.init(name: name, key: key, sources: sources))
      }
    }
    let layout = WhitelistLayout(xml: xml, list: lists.last, empty: empty)
    guard
      var policy = map.policy(delivery: .header, scope: nil, page: 0, layout: layout)
    else { return [] }
    policy.merge = PolicyMerge(
      with: "the lists of the other modules and of Magento itself (Magento 2.3.5 and later)",
      isAdditive: true)
    policy.additions = ["the lists of the other modules"]
    policy.objection = { source, _ in
      WhitelistValue(source) == nil
        ? "csp_whitelist.xml takes hosts and hashes; \(source) is set in etc/config.xml" : nil
    }
    return [policy]
  }

  private static func sources(
    _ policy: XMLSource.Element, _ xml: XMLSource
  ) -> [DirectiveMap.Source] {
    let values = policy.all("values").flatMap { $0.all("value") }
    return values.compactMap { value in
      var text = value.text.trimmed
      guard let extent = text.extent else { return nil }
      if xml.string("type", of: value) == "hash" {
        let algorithm = xml.string("algorithm", of: value) ?? "sha256"
        let hash = "'\(algorithm)-\(ASCIIText.string(text.bytes))'"
        text = MappedText()
        text.append(Array(hash.utf8), escapedAs: extent, QuotedText())
      }
      let separator = WhitelistLayout.space(before: value, xml.bytes)
      let ids = Set(values.compactMap { xml.string("id", of: $0) })
      var source = MappedText()
      source.append(
        text, referredToAt: value.range, WhitelistElement(separator: separator, ids: ids))
      return .init(text: source, place: value.range, copyMark: nil)
    }
  }
}

/// What a source is in a list of Magento.
private struct WhitelistValue {
  var attributes = "type=\"host\""
  var text: String
  var id: String

  /// `nil` for keywords and nonces, which are no values.
  init?(_ source: String) {
    text = source
    if source.hasPrefix("'") {
      let inner = source.dropFirst().dropLast()
      guard let dash = inner.firstIndex(of: "-"), inner.hasPrefix("sha") else { return nil }
      attributes = "type=\"hash\" algorithm=\"\(inner[..<dash].lowercased())\""
      text = String(inner[inner.index(after: dash)...])
    }
    let host = text.hasPrefix("https://") ? text.dropFirst(8) : text[...]
    let words = host.lowercased().split { !$0.isASCII || !$0.isLetter && !$0.isNumber }
    id = words.isEmpty ? "any" : words.prefix(8).joined(separator: "-")
  }

  /// It as an element whose id none of the others has.
  func element(besides ids: Set<String>) -> String {
    var unique = id
    var number = 2
    while ids.contains(unique) {
      unique = "\(id)-\(number)"
      number += 1
    }
    let inner = XMLText().written(text) ?? []
    return "<value id=\"\(unique)\" \(attributes)>\(ASCIIText.string(inner))</value>"
  }
}

/// A value behind which another one is written.
private struct WhitelistElement: Spelling {
  var separator: String
  var ids: Set<String>

  func written(_ text: String) -> [UInt8]? { nil }

  func addition(_ source: String) -> [UInt8]? {
    WhitelistValue(source).map { Array((separator + $0.element(besides: ids)).utf8) }
  }
}

/// A list for a directive that has none yet.
private struct WhitelistLayout: DirectiveLayout {
  let xml: XMLSource
  /// The last `policies`.
  let list: XMLSource.Element?
  /// The policies without values.
  let empty: [String: XMLSource.Element]

  func creation(
    of name: String, copying copied: [Range<Int>], adding added: [String], in patch: PolicyPatch
  ) throws(Refusal) -> [FileEdit] {
    if patch.directive(name) != nil {
      throw Refusal("what \(name) ends in is no value that another one can be written behind")
    }
    var values = ""
    var ids: Set<String> = []
    guard let list, let last = list.children.last else {
      throw Refusal("the file has no policies to write another one beside")
    }
    let policy = empty[name] ?? last
    let space = Self.space(before: policy, xml.bytes)
    let outer = Self.space(before: list, xml.bytes)
    let unit = space.hasPrefix(outer) && !outer.isEmpty ? space.dropFirst(outer.count) : "    "
    func line(_ depth: Int) -> String {
      space.isEmpty ? "" : space + String(repeating: String(unit), count: depth)
    }
    for source in added {
      guard let value = WhitelistValue(source) else { throw Refusal("\(source) is no host") }
      values += line(2) + value.element(besides: ids)
      ids.insert(value.id)
    }
    let body = "<values>\(values)\(line(1))</values>"
    let id = ASCIIText.string(XMLText(quote: 0x22).written(name) ?? [])
    let whole = "<policy id=\"\(id)\">\(line(1))\(body)\(line(0))</policy>"
    guard let element = empty[name] else {
      return [FileEdit(inserting: Array((space + whole).utf8), at: last.range.upperBound)]
    }
    guard let old = element.all("values").first else {
      return [fill(element, with: line(1) + body, closing: line(0), orReplaceBy: whole)]
    }
    return [fill(old, with: values, closing: line(1), orReplaceBy: body)]
  }

  /// Writes text at the end of an element, behind comments that stand in it.
  private func fill(
    _ element: XMLSource.Element, with text: String, closing: String, orReplaceBy whole: String
  ) -> FileEdit {
    guard let content = element.content else {
      return FileEdit(replacing: element.range, with: Array(whole.utf8))
    }
    let ink = xml.bytes[content].lastIndex { !CodeText.isSpace($0) }
    let at = ink.map { $0 + 1 } ?? content.lowerBound
    let hasLine = xml.bytes[at..<content.upperBound].contains(0x0A)
    return FileEdit(inserting: Array((text + (hasLine ? "" : closing)).utf8), at: at)
  }

  /// The last line end and the white space before an element.
  static func space(before element: XMLSource.Element, _ bytes: [UInt8]) -> String {
    var start = element.range.lowerBound
    while start > 0, CodeText.isSpace(bytes[start - 1]) { start -= 1 }
    let gap = bytes[start..<element.range.lowerBound]
    guard let feed = gap.lastIndex(of: 0x0A) else { return ASCIIText.string(gap) }
    let end = feed > start && bytes[feed - 1] == 0x0D ? feed - 1 : feed
    return ASCIIText.string(bytes[end..<element.range.lowerBound])
  }
}
