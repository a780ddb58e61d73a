public import Diagnostics
public import RequirementDiff

/// A report as a title, paragraphs and tables, of which Markdown and HTML are written.
public struct ReportPage: Sendable, Hashable {
  /// A piece of a line.
  public enum Span: Sendable, Hashable {
    /// Plain words.
    case text(String)
    /// A name, source or command as it is typed.
    case code(String)
    /// A level, coloured where there are colours.
    case level(Level)
    /// What happened to a source, as a sign.
    case change(Finding.Change)
    /// Id of a rule, which may lead to its page.
    case rule(String)
    /// An address.
    case link(String, url: String)
  }

  /// A table with a header row.
  public struct Table: Sendable, Hashable {
    /// Header cells.
    public var columns: [String]
    /// Rows, each with a cell a column.
    public var rows: [[[Span]]]

    /// Makes a table.
    public init(columns: [String], rows: [[[Span]]]) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// A part of the page.
  public enum Block: Sendable, Hashable {
    case paragraph([Span])
    case table(Table)
    case list([[Span]])
    /// Text to copy.
    case code(String)
  }

  /// Blocks under a heading.
  public struct Section: Sendable, Hashable {
    /// The heading.
    public var heading: [Span]
    /// Whether it is shown unfolded where sections fold.
    public var isOpen: Bool
    /// What stands below.
    public var blocks: [Block]

    /// Makes a section.
    public init(heading: [Span], isOpen: Bool = true, blocks: [Block]) {
      self.heading = heading
      self.isOpen = isOpen
      self.blocks = blocks
    }
  }

  /// The title, plain text.
  public var title: String
  /// What stands before the first section.
  public var lead: [Block]
  /// The sections.
  public var sections: [Section]

  /// Makes a page.
  public init(title: String, lead: [Block], sections: [Section]) {
    self.title = title
    self.lead = lead
    self.sections = sections
  }
}
