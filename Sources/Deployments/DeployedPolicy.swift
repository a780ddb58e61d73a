public import ContentSecurityPolicy

/// One policy in use: where it stands, what it says, and how it is edited there.
public struct DeployedPolicy: Sendable {
  /// How it reaches the browser.
  public var delivery: Delivery
  /// What it says, with the places of the file that say so.
  public var text: MappedText
  /// What it holds for, such as `location /app`; `nil` for the whole file.
  public var scope: String?
  /// What the platform merges it with; `nil` when it is all that is sent.
  public var merge: PolicyMerge?
  /// What decides at run time besides what its text shows: nonces that a build adds, a condition of
  /// a template.
  public var additions: [String] = []
  /// Policies of a file with the same number are enforced together.
  public var page: Int
  /// How a directive that is not there yet is written.
  public var layout: any DirectiveLayout = TextLayout()
  /// Why it must not be edited; `nil` when it may.
  public var obstacle: String?
  /// Why the platform refuses a source in a directive; `nil` when it takes it.
  public var objection: (@Sendable (_ source: String, _ directive: String) -> String?)?
  /// Texts that this file's text stands in, the nearest first: the nginx of a YAML of a heredoc.
  public var enclosing: [MappedText] = []

  /// Makes a policy.
  public init(_ text: MappedText, delivery: Delivery, scope: String? = nil, page: Int = 0) {
    self.text = text
    self.delivery = delivery
    self.scope = scope
    self.page = page
  }

  /// Run-time parts, as the file spells them, and what else decides at run time.
  public var unresolved: [String] { text.unresolved + additions }

  /// Whether everything it says is known.
  public var isStatic: Bool { unresolved.isEmpty }

  /// Whether the platform merges it with more.
  public var isFragment: Bool { merge != nil }

  /// It as browsers read it.
  public var policies: PolicyList { PolicyList(parsing: text.bytes, delivery: delivery) }

  /// What a directive's list starts from when sources are added to it; `nil` when nothing restricts
  /// the directive.
  public func basis(of directive: String) -> ListBasis? {
    let policy = policies.policies.first
    if policy?.directive(directive) != nil { return .own }
    if merge?.isAdditive == true { return .nothing }
    return governing(directive).map { ListBasis.copy(of: $0.name) }
  }

  /// The directive that governs another as the platform sends the policy.
  func governing(_ directive: String) -> Directive? {
    let all = text.bytes + Array(("; " + (merge?.defaults ?? "")).utf8)
    return PolicyList(parsing: all, delivery: delivery).policies.first?.governing(directive)
  }

  /// What of the file it stands for, from the first to the last byte, white space left out.
  public var extent: Range<Int>? {
    func isInk(_ byte: UInt8) -> Bool { byte > 0x20 }
    guard let first = text.bytes.firstIndex(where: isInk),
      let last = text.bytes.lastIndex(where: isInk)
    else { return nil }
    return enclosing.reduce(text[first..<last + 1].extent) { range, outer in
      range.flatMap { $0.isEmpty ? nil : outer.source(of: $0) }
    }
  }

  /// What of one of a file's parts it stands for: of the one in which it begins.
  func extent(in file: SourceFile) -> Range<Int>? {
    guard let extent, file.parts.count > 1 else { return extent }
    let written = text.segments.filter { segment in
      !segment.source.isEmpty && text.bytes[segment.range].contains { $0 > 0x20 }
    }
    guard let first = written.first else { return extent }
    let part = file.part(at: first.source.lowerBound)
    let own = written.map(\.source).filter { part.range.contains($0.lowerBound) }
    guard let start = own.map(\.lowerBound).min(), let end = own.map(\.upperBound).max() else {
      return extent
    }
    return start..<end
  }

  /// Makes a policy of each policy that a header's value holds.
  ///
  /// - Parameters:
  ///   - value: The value.
  ///   - delivery: Commas separate policies except in a `<meta>`.
  ///   - scope: What they hold for.
  ///   - page: Which other policies they are enforced with.
  ///   - separators: Bytes that separate policies.
  /// - Returns: Those that say anything.
  public static func each(
    in value: MappedText, delivery: Delivery, scope: String? = nil, page: Int = 0,
    separators: [UInt8] = [0x2C]
  ) -> [DeployedPolicy] {
    var found: [DeployedPolicy] = []
    func end(_ range: Range<Int>) {
      let saysNothing = value.bytes[range].allSatisfy { $0 == 0x3B || ASCII.isWhitespace($0) }
      if saysNothing { return }
      var text = value[range]
      // In the middle of a constant's value nothing can be written.
      let segment = value.segment(at: range.upperBound - 1)
      if let segment, segment.range.upperBound > range.upperBound { text.closeReference() }
      found.append(
        DeployedPolicy(text, delivery: delivery, scope: scope, page: page))
    }
    var start = 0
    if delivery != .meta {
      for index in value.bytes.indices where separators.contains(value.bytes[index]) {
        end(start..<index)
        start = index + 1
      }
    }
    end(start..<value.bytes.count)
    return found
  }
}
