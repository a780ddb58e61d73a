import DocumentTree
import VendorRequirements

/// Hosts by region: "EU: a.eu.example", "US: a.us.example", of which a policy names one.
struct RegionLists: DocumentShape {
  static let shapeName = "region-lists"
  let name = RegionLists.shapeName

  func read(_ outline: Outline, context: ExtractionContext) -> Readings {
    var readings = Readings()
    var open: [Statement.Entry] = []
    var start = 0
    func close(_ end: Int) {
      defer { open = [] }
      guard open.count >= 2, Set(open.map(\.token.host)).count == open.count else { return }
      let sites = Set(open.map { $0.token.site ?? $0.token.text })
      guard sites.count == 1 else { return }
      readings.statements.append(
        Statement(
          entries: open, evidence: .headingList, confidence: .inferred, passages: start..<end,
          shape: name))
    }
    for passage in outline.passages {
      guard passage.hasHost else {
        close(passage.index)
        continue
      }
      let words = passage.words
      let hosts = words.filter { $0.source?.kind == .host }
      let isRow =
        passage.block.table == nil && !passage.block.isCode && hosts.count == 1
        && !words.contains { $0.directive != nil } && words.count <= 12
      if isRow, let host = hosts.first, let token = host.source,
        let region = RegionLists.region(in: words)
      {
        if open.isEmpty { start = passage.index }
        open.append(
          .init(
            directive: Profile.unspecified, token: token, line: host.line, region: region))
      } else {
        close(passage.index)
      }
    }
    close(outline.passages.count)
    return readings
  }

  /// The region that a text names, as its usual short code.
  static func region(in words: [Word]) -> String? {
    for word in words where word.isOther {
      if let code = codes[word.text.lowercased()] {
        let isCode = word.text.utf8.count <= 2
        if !isCode || word.text == word.text.uppercased() { return code }
      }
    }
    return nil
  }

  /// The hosts that a regional host may stand beside: `api.eu.x.io` and `api-eu.x.io` beside
  /// `api.x.io`.
  static func withoutRegion(_ host: String) -> [String] {
    let labels = host.split(separator: ".")
    return labels.indices.compactMap { index in
      var others = labels
      let parts = labels[index].split(separator: "-")
      guard let last = parts.last, codes[String(last)] != nil, last.utf8.count <= 3 else {
        return nil
      }
      if parts.count > 1 {
        others[index] = parts.dropLast().joined(separator: "-")[...]
      } else {
        others.remove(at: index)
      }
      return others.count >= 2 ? others.joined(separator: ".") : nil
    }
  }

  private static let codes: [String: String] = [
    "eu": "eu", "europe": "eu", "european": "eu", "us": "us", "usa": "us", "america": "us",
    "american": "us", "au": "au", "australia": "au", "ap": "ap", "apac": "ap", "asia": "ap",
    "in": "in", "india": "in", "ca": "ca", "canada": "ca", "uk": "uk", "jp": "jp", "japan": "jp",
    "sg": "sg", "singapore": "sg", "de": "de", "germany": "de", "br": "br", "brazil": "br",
    "me": "me", "uae": "me",
  ]
}
