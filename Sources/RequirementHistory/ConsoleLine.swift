import ContentSecurityPolicy

/// A line that a browser writes into its console when a policy blocks something.
///
/// No wording is relied on, for browsers change and translate it: it names a URL in quotes or alone, and, with
/// a colon and a quote or in brackets, the directive that blocked it.
enum ConsoleLine {
  /// The URL and directive that a line tells of; `nil` for a line of another kind.
  static func question(in text: String) -> HostQuestion? {
    let words = text.split { $0.isWhitespace || "'\"“”‘’`<>()".contains($0) }
    let urls = words.filter { word in
      ["https://", "http://", "wss://", "ws://"].contains { word.hasPrefix($0) }
    }
    guard !urls.isEmpty else { return nil }
    let names = words.enumerated().filter { _, word in
      PolicyList(parsing: String(word)).policies.first?.directives.first?.hasSourceList ?? false
    }
    guard let directive = names.first else { return nil }
    // A bare policy names its directive first and no sentence before it.
    let isPolicy = directive.offset == 0
    if isPolicy { return nil }
    let name = String(directive.element).lowercased()
    return urls.lazy.compactMap { HostQuestion($0.withoutTail, directive: name) }.first
  }
}

extension Substring {
  /// A URL without the punctuation that ends a sentence.
  fileprivate var withoutTail: String {
    var rest = self
    while let last = rest.last, ".,;:!".contains(last) { rest.removeLast() }
    return String(rest)
  }
}
