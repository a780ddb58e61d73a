/// Shortens lists of sources as a shell would spell them: `{https,wss}://analytex-{us,eu}.v.io`.
enum BraceText {
  /// Collapses sources that differ in their scheme or in one part of one label.
  ///
  /// - Parameter sources: Sources of one group, in order.
  /// - Returns: Spellings that together stand for exactly `sources`, each once.
  static func collapse(_ sources: [String]) -> [String] {
    var order: [String] = []
    var schemes: [String: [String]] = [:]
    var seen: Set<String> = []
    for source in sources where seen.insert(source).inserted {
      let (scheme, rest) = split(source)
      if schemes[rest] == nil { order.append(rest) }
      schemes[rest, default: []].append(scheme)
    }
    var groups: [(scheme: String, rests: [String])] = []
    for rest in order {
      let all = schemes[rest] ?? []
      // A source without a scheme has no `://` either, so that it cannot share braces.
      for part in [all.filter(\.isEmpty), all.filter { !$0.isEmpty }.sorted()]
      where !part.isEmpty {
        let scheme = spelled(part)
        if let index = groups.firstIndex(where: { $0.scheme == scheme }) {
          groups[index].rests.append(rest)
        } else {
          groups.append((scheme, [rest]))
        }
      }
    }
    return groups.flatMap { group in merge(group.rests).map { group.scheme + $0 } }
  }

  private static func split(_ source: String) -> (scheme: String, rest: String) {
    guard let colon = source.firstIndex(of: ":"), source[colon...].hasPrefix("://") else {
      return ("", source)
    }
    let rest = source.index(colon, offsetBy: 3)
    return (String(source[..<colon]), String(source[rest...]))
  }

  private static func spelled(_ schemes: [String]) -> String {
    if schemes == [""] { return "" }
    return schemes.count == 1 ? "\(schemes[0])://" : "{\(schemes.joined(separator: ","))}://"
  }

  /// Merges hosts that are alike but for one label, or for the part of it behind a dash.
  private static func merge(_ hosts: [String]) -> [String] {
    var order: [String] = []
    var parts: [String: [String]] = [:]
    for host in hosts {
      let key: String
      let part: String
      let isPlain = host.contains(".") && !host.contains("/") && !host.hasPrefix("*")
      let end = host.firstIndex(of: ".") ?? host.endIndex
      let label = host[..<end]
      let tail = host[end...]
      if isPlain, let dash = label.lastIndex(of: "-") {
        key = "\(label[...dash])\u{0}\(tail)"
        part = String(label[label.index(after: dash)...])
      } else if isPlain, tail.dropFirst().contains(".") {
        key = "\u{0}\(tail)"
        part = String(label)
      } else {
        key = host
        part = ""
      }
      if parts[key] == nil { order.append(key) }
      parts[key, default: []].append(part)
    }
    return order.map { key in
      let list = parts[key] ?? []
      let text = list.count == 1 ? list[0] : "{\(list.joined(separator: ","))}"
      return key.split(separator: "\u{0}", omittingEmptySubsequences: false)
        .joined(separator: text)
    }
  }
}
