/// A piece of a document's main content: a heading, a paragraph, a list item, a table.
public struct Block: Sendable, Hashable {
  /// What a block is.
  public enum Kind: Sendable, Hashable {
    /// A heading with its level, 1 to 6.
    case heading(Int)
    case paragraph
    /// The first text of a list item.
    case item
    /// A term of a definition list.
    case term
    /// What a definition list says of the terms before it.
    case description
    /// Preformatted text with the language that the document states.
    case code(String?)
    case table(Table)
    /// Title of the foldable part that follows it.
    case summary
    /// Caption of a table or figure, title of a code block.
    case caption
  }

  /// What it is.
  public var kind: Kind
  /// Its text; empty for a table.
  public var lines: [Line]
  /// How many lists it stands in.
  public var depth: Int
  /// Whether it stands in a quotation.
  public var isQuoted: Bool

  /// Makes a block.
  public init(kind: Kind, lines: [Line], depth: Int = 0, isQuoted: Bool = false) {
    self.kind = kind
    self.lines = lines
    self.depth = depth
    self.isQuoted = isQuoted
  }

  /// Its lines joined by blanks.
  public var text: String {
    lines.count == 1 ? lines[0].text : lines.map(\.text).joined(separator: " ")
  }

  /// Whether it is preformatted.
  public var isCode: Bool {
    if case .code = kind { true } else { false }
  }

  /// Whether it is the first text of a list item.
  public var isItem: Bool {
    if case .item = kind { true } else { false }
  }

  /// Whether it is a paragraph.
  public var isParagraph: Bool {
    if case .paragraph = kind { true } else { false }
  }

  /// Its table, when it is one.
  public var table: Table? {
    if case .table(let table) = kind { table } else { nil }
  }

  /// Its level, when it is a heading.
  public var headingLevel: Int? {
    if case .heading(let level) = kind { level } else { nil }
  }
}

/// A table whose spans are resolved: each row has one cell a column.
public struct Table: Sendable, Hashable {
  /// A cell; one that spans rows or columns stands in each of them.
  public struct Cell: Sendable, Hashable {
    /// What it holds, a line for each line break, paragraph or list item in it.
    public var lines: [Line]
    /// Whether it is a header cell.
    public var isHeader: Bool
    /// Whether it repeats a cell that began in another row or column.
    public var isRepeated: Bool

    /// Makes a cell.
    public init(lines: [Line], isHeader: Bool, isRepeated: Bool = false) {
      self.lines = lines
      self.isHeader = isHeader
      self.isRepeated = isRepeated
    }

    /// Its lines joined by blanks.
    public var text: String {
      lines.count == 1 ? lines[0].text : lines.map(\.text).joined(separator: " ")
    }
  }

  /// Rows from top to bottom.
  public var rows: [[Cell]]

  /// Makes a table.
  public init(rows: [[Cell]]) { self.rows = rows }

  /// Number of columns of its widest row.
  public var width: Int { rows.map(\.count).max() ?? 0 }
}
