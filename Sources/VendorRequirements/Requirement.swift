/// A source expression that a vendor's document asks for, with where it stands.
///
/// The directive is the key under which a ``Profile`` holds it.
public struct Requirement: Sendable, Hashable {
  /// The source as the document spells it: scheme and host lower-case, keywords in quotes.
  public var source: String
  /// Index into the record's documents; `nil` means the first.
  public var document: Int?
  /// Indices of further documents that state it, ascending.
  public var also: [Int]
  /// Line of the document, from 1.
  public var line: Int?
  /// The kind of place that it was read from.
  public var evidence: Evidence?
  /// Region that the document states for it, such as `eu`.
  public var region: String?
  /// When it is needed, in our own words, at most 80 characters.
  public var when: String?
  /// Registrable domain of the host, computed on import.
  public var site: String?
  /// The nearest legal source expression, when ``source`` is not one itself.
  public var legal: String?
  /// Whether ``source`` holds a placeholder such as `{region}`.
  public var placeholder: Bool

  /// Makes a requirement.
  public init(
    source: String, document: Int? = nil, also: [Int] = [], line: Int? = nil,
    evidence: Evidence? = nil, region: String? = nil, when: String? = nil, site: String? = nil,
    legal: String? = nil,
    placeholder: Bool = false
  ) {
    self.source = source
    self.document = document
    self.also = also
    self.line = line
    self.evidence = evidence
    self.region = region
    self.when = when
    self.site = site
    self.legal = legal
    self.placeholder = placeholder
  }
}

/// The kind of place in a document that a requirement was read from.
public enum Evidence: String, Sendable, Hashable, CaseIterable {
  case policyLine = "policy-line"
  case headingList = "heading-list"
  case table
  case prose
  case meta
  case code
  case role
}
