import ContentSecurityPolicy

/// Adds sources to a deployed policy, as edits of the file that it stands in.
public struct PolicyPatch: Sendable {
  /// The policy.
  public let policy: DeployedPolicy
  /// The text that the policy's map speaks of: the file, or the nearest text around it.
  public let file: [UInt8]
  /// The policy's directives, in order.
  public let directives: [WrittenDirective]

  /// Takes a policy for editing.
  public init(_ policy: DeployedPolicy, of file: SourceFile) {
    self.policy = policy
    self.file = policy.enclosing.first?.bytes ?? file.bytes
    directives = WrittenDirective.all(in: policy.text.bytes)
  }

  /// The edits that add sources to a directive.
  ///
  /// A directive that is not there yet takes the place of the one that governs it now.
  ///
  /// - Throws: Why the policy is left alone: also when nothing governs the directive.
  public func edits(
    adding sources: [String], to name: String
  ) throws(Refusal) -> [FileEdit] {
    switch policy.basis(of: name) {
    case .own, .nothing: return try edits(adding: sources, to: name, copying: nil)
    case .copy(let governing): return try edits(adding: sources, to: name, copying: governing)
    case nil:
      throw Refusal(
        "no directive of this policy governs \(name): all is allowed, and a new directive would "
          + "restrict it")
    }
  }

  /// The edits that add sources to a directive as coverage asks for it.
  ///
  /// A directive that is not there yet starts as a copy of the list that it takes the place of;
  /// `'none'` gives way.
  ///
  /// - Parameters:
  ///   - sources: What to add; what is listed already is left out.
  ///   - name: The directive.
  ///   - copied: The directive whose list is copied first when `name` is not there.
  /// - Returns: Edits of the file; none when all is listed.
  /// - Throws: Why the policy is left alone, with the text to paste.
  public func edits(
    adding sources: [String], to name: String, copying copied: String?
  ) throws(Refusal) -> [FileEdit] {
    let present = directive(name)
    // What the platform sends of itself is written out, as the file's directive replaces it.
    let inherited = present == nil ? inheritedTokens(name) : nil
    let listed = inherited == nil ? present ?? copied.flatMap(directive) : nil
    let tokens =
      inherited ?? listed?.sources.map { ASCIIText.string(policy.text.bytes[$0]) } ?? []
    var added: [String] = []
    for source in sources {
      let isListed = present != nil && tokens.contains { $0.lowercased() == source.lowercased() }
      if !isListed, !added.contains(source) { added.append(source) }
    }
    if added.isEmpty { return [] }
    let kept = tokens.filter { $0.lowercased() != "'none'" }
    let paste = ([name] + kept + added).joined(separator: " ")
    if let reason = hindrance(to: added, in: name, tokens) { throw Refusal(reason, paste: paste) }
    do throws(Refusal) {
      var edits: [FileEdit]
      if let present, let own = addition(of: added, to: present) {
        edits = own
      } else if present != nil, policy.layout is TextLayout {
        throw Refusal("the end of \(name) stands where an addition would change more than it")
      } else {
        let kept = (listed?.sources ?? []).filter {
          ASCIIText.string(policy.text.bytes[$0]).lowercased() != "'none'"
        }
        let own = inherited?.filter { $0.lowercased() != "'none'" } ?? []
        edits = try policy.layout.creation(
          of: name, copying: kept, adding: own + added, in: self)
      }
      for outer in policy.enclosing {
        var lifted: [FileEdit] = []
        for edit in edits { lifted.append(try edit.lifted(through: outer)) }
        edits = lifted
      }
      return edits
    } catch {
      throw Refusal(error.reason, paste: error.paste ?? paste)
    }
  }

  /// The list that governs a directive, when it is one of the platform's and not of the file.
  private func inheritedTokens(_ name: String) -> [String]? {
    guard policy.merge?.defaults.isEmpty == false, let governing = policy.governing(name),
      policy.policies.policies.first?.directive(governing.name) == nil
    else { return nil }
    return governing.tokens
  }

  /// The directive that browsers read under a name.
  public func directive(_ name: String) -> WrittenDirective? {
    let parsed = policy.policies.policies.first?.directive(name)
    return directives.first { $0.name.lowerBound == parsed?.offset }
  }

  /// Where text is written right after the byte before an offset of the policy.
  public func insertion(after offset: Int) -> (at: Int, spelling: any Spelling)? {
    guard offset > 0, let segment = policy.text.segment(at: offset - 1) else { return nil }
    if let reference = segment.reference, segment.range.upperBound == offset {
      return (reference.source.upperBound, reference.spelling)
    }
    guard let spelling = segment.spelling, let source = policy.text.source(at: offset - 1),
      // Behind the name of a constant is the end of its value, not the middle.
      segment.kind == .verbatim || segment.range.upperBound == offset
    else { return nil }
    return (source.upperBound, spelling)
  }

  /// Why an addition would do nothing, or not what it seems to.
  private func hindrance(
    to sources: [String], in directive: String, _ tokens: [String]
  ) -> String? {
    if let obstacle = policy.obstacle { return obstacle }
    if policy.policies.policies.count > 1 {
      return "a comma stands in one of its parts: browsers read another policy behind it"
    }
    if let objection = policy.objection {
      for source in sources {
        if let reason = objection(source, directive) { return reason }
      }
    }
    if policy.delivery == .meta, ["frame-ancestors", "sandbox"].contains(directive) {
      return "browsers ignore \(directive) in a meta element"
    }
    let listed = tokens.map { $0.lowercased() }
    let isStrict = listed.contains("'strict-dynamic'") && directive.hasPrefix("script-src")
    if isStrict, sources.contains(where: { !$0.hasPrefix("'") }) {
      return
        "'strict-dynamic' stands in \(directive): browsers then ignore hosts, so the page's own "
        + "scripts must load this one"
    }
    let hasNonce = listed.contains { token in
      ["'nonce-", "'sha256-", "'sha384-", "'sha512-"].contains { token.hasPrefix($0) }
    }
    if hasNonce, sources.contains(where: { $0.lowercased() == "'unsafe-inline'" }) {
      return "a nonce or hash stands in \(directive): browsers then ignore 'unsafe-inline'"
    }
    return nil
  }

  /// Writes sources behind the last one; `nil` when the list is not written in the file.
  private func addition(of sources: [String], to directive: WrittenDirective) -> [FileEdit]? {
    var sources = sources[...]
    var edits: [FileEdit] = []
    let isNone =
      directive.sources.count == 1
      && ASCIIText.string(policy.text.bytes[directive.sources[0]]).lowercased() == "'none'"
    if isNone, let first = sources.popFirst() {
      let token = directive.sources[0]
      let segments = policy.text.segments.filter { $0.range.overlaps(token) }
      guard let range = policy.text.source(of: token),
        segments.allSatisfy({ $0.kind == .verbatim || token.contains($0.range) }),
        let bytes = segments.first?.spelling?.written(first)
      else { return nil }
      edits.append(FileEdit(replacing: range, with: bytes))
    }
    if sources.isEmpty { return edits }
    guard let place = insertion(after: directive.end) else { return nil }
    if !place.spelling.opening.isEmpty {
      guard let start = policy.text.source(at: directive.end - 1)?.lowerBound else { return nil }
      edits.append(FileEdit(inserting: place.spelling.opening, at: start))
    }
    guard let bytes = place.spelling.additions(Array(sources)) else { return nil }
    edits.append(FileEdit(inserting: bytes, at: place.at))
    return edits
  }
}

/// A directive as a policy's text has it, in offsets of that text.
public struct WrittenDirective: Sendable, Hashable {
  /// The name.
  public var name: Range<Int>
  /// What follows it, token by token.
  public var sources: [Range<Int>]

  /// The end of the last token.
  public var end: Int { sources.last?.upperBound ?? name.upperBound }

  /// Every directive of a policy.
  static func all(in text: [UInt8]) -> [WrittenDirective] {
    var found: [WrittenDirective] = []
    var tokens: [Range<Int>] = []
    var start = 0
    for index in 0...text.count {
      let byte = index < text.count ? text[index] : 0x3B
      guard ASCII.isWhitespace(byte) || byte == 0x3B else { continue }
      if index > start { tokens.append(start..<index) }
      start = index + 1
      if byte == 0x3B, let name = tokens.first {
        found.append(WrittenDirective(name: name, sources: Array(tokens.dropFirst())))
        tokens = []
      }
    }
    return found
  }
}

/// Text of bytes.
enum ASCIIText {
  static func string(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }
}

extension FileEdit {
  /// The edit of the text around, when this one is of text that stands in it.
  func lifted(through outer: MappedText) throws(Refusal) -> FileEdit {
    let anchor = range.isEmpty ? range.lowerBound - 1 : range.lowerBound
    guard anchor >= 0, let spelling = outer.segment(at: anchor)?.spelling,
      let bytes = spelling.written(ASCIIText.string(bytes)),
      let place = outer.source(of: range.isEmpty ? anchor..<anchor + 1 : range)
    else {
      throw Refusal("the text that it stands in cannot hold the addition as it is quoted")
    }
    return FileEdit(
      replacing: range.isEmpty ? place.upperBound..<place.upperBound : place, with: bytes)
  }
}
