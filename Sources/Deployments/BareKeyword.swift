import ContentSecurityPolicy

/// Keywords and hashes that a program writes without the quotes that a policy has.
enum BareKeyword {
  private static let keywords: Set<String> = [
    "self", "none", "unsafe-eval", "unsafe-hashes", "unsafe-inline", "strict-dynamic",
    "report-sample", "wasm-unsafe-eval", "script", "inline-speculation-rules",
  ]

  /// What is written without quotes.
  struct Forms: OptionSet {
    let rawValue: Int
    static let keywords = Forms(rawValue: 1)
    static let hashes = Forms(rawValue: 2)
    static let nonces = Forms(rawValue: 4)

    func contains(_ token: String) -> Bool {
      contains(.keywords) && BareKeyword.keywords.contains(token)
        || contains(.hashes) && ["sha256-", "sha384-", "sha512-"].contains { token.hasPrefix($0) }
        || contains(.nonces) && token.hasPrefix("nonce-")
    }
  }

  /// A text with quotes around the tokens that the platform puts them around.
  static func quoted(_ text: MappedText, _ forms: Forms = [.keywords, .hashes, .nonces])
    -> MappedText
  {
    var result = MappedText()
    let text = text.spelled { spelling(around: $0, forms) }
    var position = 0
    for token in text.bytes.split(whereSeparator: ASCII.isWhitespace) {
      let range = token.startIndex..<token.endIndex
      let name = ASCIIText.string(token)
      result.append(text[position..<range.lowerBound])
      position = range.upperBound
      let part = text[range]
      guard forms.contains(name) else {
        result.append(part)
        continue
      }
      let quoted = "'" + name + "'"
      if part.segments.count == 1, part.segments[0].kind == .verbatim,
        let source = part.segments[0].source as Range<Int>?,
        let spelling = part.segments[0].spelling
      {
        result.append(Array(quoted.utf8), escapedAs: source, spelling)
      } else if let source = part.segments.first(where: { !$0.source.isEmpty })?.source {
        result.append(
          valueOf: .unwritten(quoted), referredToAt: source, part.segments.last?.spelling)
      } else {
        result.append(unwritten: quoted)
      }
    }
    result.append(text[position..<text.bytes.count])
    return result
  }

  /// How text is written where keywords have no quotes.
  static func spelling(around spelling: any Spelling, _ forms: Forms) -> any Spelling {
    switch spelling {
    case var element as ListElement:
      element.inside = Text(inside: element.inside, forms: forms)
      return element
    case var reference as ListReference:
      reference.inside = Text(inside: reference.inside, forms: forms)
      return reference
    case var spread as WrappedReference:
      spread.inside = Text(inside: spread.inside, forms: forms)
      return spread
    default: return Text(inside: spelling, forms: forms)
    }
  }

  /// Text in which keywords have no quotes.
  struct Text: Spelling {
    var inside: any Spelling
    var forms: Forms

    func written(_ text: String) -> [UInt8]? {
      let tokens = text.split(separator: " ", omittingEmptySubsequences: false).map { token in
        let bare = String(token.dropFirst().dropLast())
        let isQuoted = token.count > 2 && token.first == "'" && token.last == "'"
        return isQuoted && forms.contains(bare) ? bare : String(token)
      }
      return inside.written(tokens.joined(separator: " "))
    }
  }
}

extension DirectiveMap {
  /// It with quotes around the keywords that the platform puts them around.
  func quotingKeywords(_ forms: BareKeyword.Forms = [.keywords, .hashes, .nonces]) -> DirectiveMap {
    var map = self
    for index in directives.indices {
      map.directives[index].sources = directives[index].sources.map { source in
        var source = source
        source.text = BareKeyword.quoted(source.text, forms)
        return source
      }
    }
    return map
  }
}
