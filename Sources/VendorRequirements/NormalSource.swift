extension String {
  /// The source in the form that decides whether two requirements are the same.
  ///
  /// Scheme and host lower-case, default port and a lone `/` dropped; the path stays. `h` and
  /// `https://h` stay different. Keywords are lower-case; nonces and hashes keep their value.
  public var normalSource: String {
    if isNormalHost { return self }
    if hasPrefix("'") {
      let lower = lowercased()
      if lower.hasPrefix("'nonce-") { return "'nonce-" + dropFirst(7) }
      if lower.hasPrefix("'sha"), let dash = lower.firstIndex(of: "-") {
        return String(lower[...dash]) + self[index(after: dash)...]
      }
      return lower
    }
    var scheme = ""
    var rest = self[...]
    if let mark = rest.firstRange(ofMark: "://") {
      scheme = rest[..<mark].lowercased()
      rest = rest[rest.index(mark, offsetBy: 3)...]
    }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    var host = rest[..<slash].lowercased()
    let path = rest[slash...]
    let defaultPort = ["https": ":443", "wss": ":443", "http": ":80", "ws": ":80"][scheme]
    if let defaultPort, host.hasSuffix(defaultPort) { host.removeLast(defaultPort.count) }
    return (scheme.isEmpty ? "" : scheme + "://") + host + (path == "/" ? "" : String(path))
  }
}

extension String {
  /// Whether the text is a host, perhaps behind `https://` or `wss://`, in which nothing can change.
  fileprivate var isNormalHost: Bool {
    let bytes = utf8.span
    let start = hasPrefix("https://") ? 8 : hasPrefix("wss://") ? 6 : 0
    for index in start..<bytes.count {
      let byte = bytes[index]
      guard (0x61...0x7A).contains(byte) || (0x2A...0x39).contains(byte) && byte != 0x2F else {
        return false
      }
    }
    return start < bytes.count
  }
}

extension Substring {
  /// Start of the first occurrence of an ASCII mark.
  fileprivate func firstRange(ofMark mark: String) -> Index? {
    var at = startIndex
    while at != endIndex {
      if self[at...].hasPrefix(mark) { return at }
      at = index(after: at)
    }
    return nil
  }
}
