/// What an expression is known to be.
indirect enum CodeValue: Sendable {
  /// Text, and how a directive is added to it when it was put together.
  case text(MappedText, (any DirectiveLayout)?)
  case list([Element], in: CodeExpression?)
  case map([Member], in: CodeExpression?)
  /// One or the other, by a condition.
  case choice(String, CodeValue, CodeValue)
  case function(CodeExpression)
  case flag(Bool)
  case nothing
  /// Known only at run time, as the file spells it.
  case unknown(String)

  /// An element of a list.
  struct Element: Sendable {
    var value: CodeValue
    /// What of the file it stands for; a spread list's with its dots.
    var source: Range<Int>
    /// How the list that it stands in is written.
    var style: ListStyle
    /// Whether it is a literal that may be edited, and not part of a list which others use too.
    var isOwn = true
    /// What goes before ``source`` where it is copied into another list; `nil` when its names may
    /// mean something else there.
    var copyMark: String? = ""
    /// Whether another element can be added behind it.
    var takesMore = true

    /// Its text as one of the sources of a list, so that the next one is an element of its own.
    var sourceText: MappedText {
      let reference = ListReference(
        quote: style.quote, separator: style.separator, after: style.after, inside: style.inside)
      switch value {
      case .text(let text, _):
        guard takesMore else { return .reference(to: text, at: source, nil) }
        guard isOwn, !text.segments.contains(where: { $0.spelling == nil }) else {
          return .reference(to: text, at: source, reference)
        }
        return text.spelled { inside in
          if inside is ListElement || inside is ListReference { return inside }
          return ListElement(
            inside: inside, quote: style.closing(source), separator: style.separator)
        }
      case .unknown(let expression): return .runTime(expression, at: source, reference)
      case .choice, .function, .map, .list:
        return .runTime(style.expression(source), at: source, reference)
      case .flag, .nothing: return MappedText()
      }
    }
  }

  /// A member of a map.
  struct Member: Sendable {
    /// Empty for members that are known only at run time.
    var name: String
    var key: Range<Int>
    var value: CodeValue
    /// The value's expression.
    var expression: CodeExpression
  }

  /// The text that it is.
  var text: MappedText? { if case .text(let text, _) = self { text } else { nil } }
}

/// A list element that is no literal: what is added behind it is a literal of its own.
struct ListReference: Spelling {
  var quote: String
  var separator: String
  var after = ""
  var inside: any Spelling

  func written(_ text: String) -> [UInt8]? {
    inside.written(text).map { Array(quote.utf8) + $0 + Array(quote.utf8) }
  }

  func addition(_ source: String) -> [UInt8]? {
    written(source).map { Array(separator.utf8) + $0 + Array(after.utf8) }
  }
}

extension MappedText {
  /// The text of an expression that stands for a value.
  ///
  /// - Parameters:
  ///   - value: What it is.
  ///   - source: Where it stands.
  ///   - spelling: How text is written behind it.
  /// - Returns: The text, as one reference.
  static func reference(
    to value: MappedText, at source: Range<Int>, _ spelling: (any Spelling)?
  ) -> MappedText {
    var text = MappedText()
    text.append(valueOf: value, referredToAt: source, spelling)
    return text
  }

  /// The text of an expression that is known only at run time.
  static func runTime(
    _ expression: String, at source: Range<Int>, _ spelling: (any Spelling)?
  ) -> MappedText {
    var text = MappedText()
    text.append(runTime: expression, for: source, spelling)
    return text
  }

  /// Text that stands nowhere in the file.
  static func unwritten(_ string: String) -> MappedText {
    var text = MappedText()
    text.append(unwritten: string)
    return text
  }

  /// It without white space around it.
  var trimmed: MappedText {
    guard let first = bytes.firstIndex(where: { !CodeText.isSpace($0) }),
      let last = bytes.lastIndex(where: { !CodeText.isSpace($0) })
    else { return MappedText() }
    return self[first..<last + 1]
  }

  /// It with parts replaced by text that stands elsewhere or nowhere.
  func replacing(_ ranges: [Range<Int>], with text: MappedText) -> MappedText {
    var result = MappedText()
    var position = 0
    for range in ranges {
      result.append(self[position..<range.lowerBound])
      result.append(text)
      position = range.upperBound
    }
    result.append(self[position..<bytes.count])
    return result
  }
}
