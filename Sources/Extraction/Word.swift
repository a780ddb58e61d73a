import DocumentTree

/// A word of a document, cut so that a name or a source is always a word of its own.
struct Word: Sendable, Hashable {
  /// What it may mean to an extractor.
  enum Meaning: Sendable, Hashable {
    case directive(String)
    /// A directive without sources, such as `report-uri`.
    case otherDirective
    case source(SourceToken)
    /// Looks like a source and must not be one.
    case refused(String)
    /// A semicolon.
    case end
    /// Three dots: what the policy already has.
    case ellipsis
    case other
  }

  var text: String
  var line: Int
  var isCode: Bool
  var isStrong: Bool
  /// Whether it is the text of a link.
  var isLink = false
  /// Whether a colon follows.
  var hasColon = false
  /// Whether it ends a sentence.
  var endsSentence = false
  /// Whether it ends a question.
  var asks = false
  var meaning: Meaning

  var directive: String? {
    if case .directive(let name) = meaning { name } else { nil }
  }

  var source: SourceToken? {
    if case .source(let token) = meaning { token } else { nil }
  }

  var isOther: Bool { meaning == .other }
}

extension Sequence<Word> {
  /// Their texts, joined by blanks.
  var text: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(underestimatedCount * 8)
    for word in self {
      if !bytes.isEmpty { bytes.append(32) }
      let part: Void? = word.text.utf8.withContiguousStorageIfAvailable {
        bytes.append(contentsOf: $0)
      }
      if part == nil { bytes.append(contentsOf: word.text.utf8) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
