/// A line of text as a reader sees it, with where it stands and how its parts are marked up.
public struct Line: Sendable, Hashable {
  /// How a part of a line is marked up.
  public enum Mark: Sendable, Hashable {
    case code
    case strong
    case link
  }

  /// A marked-up part, in UTF-8 offsets of ``Line/text``.
  public struct Span: Sendable, Hashable {
    /// How it is marked up.
    public var mark: Mark
    /// Where in the text, in UTF-8 code units.
    public var range: Range<Int>
    /// Target of a link in Markdown; in pages they are not read.
    public var target: String?

    /// Makes a span.
    public init(mark: Mark, range: Range<Int>, target: String? = nil) {
      self.mark = mark
      self.range = range
      self.target = target
    }
  }

  /// The text; outside code without leading, trailing or repeated blanks.
  public var text: String
  /// Line of the document, from 1.
  public var number: Int
  /// Marked-up parts in order of their start.
  public var spans: [Span]

  /// Makes a line.
  public init(text: String, number: Int, spans: [Span] = []) {
    self.text = text
    self.number = number
    self.spans = spans
  }

  /// Tells whether a mark covers the whole of a range.
  public func has(_ mark: Mark, in range: Range<Int>) -> Bool {
    spans.contains {
      $0.mark == mark && $0.range.lowerBound <= range.lowerBound
        && $0.range.upperBound >= range.upperBound
    }
  }
}
