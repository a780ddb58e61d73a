/// How a policy writes a directive that it does not have yet.
public protocol DirectiveLayout: Sendable {
  /// The edits that create a directive.
  ///
  /// - Parameters:
  ///   - name: The directive.
  ///   - copied: Tokens of the list that it takes the place of, in offsets of the policy's text.
  ///   - added: Sources to write behind them.
  ///   - patch: The policy and its file.
  /// - Returns: Edits in the file that the policy's map speaks of.
  /// - Throws: Why it cannot be written.
  func creation(
    of name: String, copying copied: [Range<Int>], adding added: [String], in patch: PolicyPatch
  ) throws(Refusal) -> [FileEdit]
}

/// Directives in running text, separated by semicolons: the new one goes behind the last one that
/// the file spells out.
public struct TextLayout: DirectiveLayout {
  /// Makes a layout.
  public init() {}

  /// Writes the directive the way that the last one is separated from the one before it.
  public func creation(
    of name: String, copying copied: [Range<Int>], adding added: [String], in patch: PolicyPatch
  ) throws(Refusal) -> [FileEdit] {
    guard let last = known(patch).last, let place = patch.insertion(after: last.end) else {
      throw Refusal("the end of the policy is not written in this file")
    }
    if let sum = place.spelling as? SumReference {
      return [FileEdit(inserting: try operands(sum, name, copied, added, patch), at: place.at)]
    }
    var bytes = separator(in: patch, as: place.spelling) ?? []
    func append(_ text: String) throws(Refusal) {
      guard let written = place.spelling.written(text) else {
        throw Refusal("the text that it stands in cannot hold the addition as it is quoted")
      }
      bytes += written
    }
    if bytes.isEmpty { try append("; ") }
    try append(name)
    for part in patch.copies(of: copied, for: place.spelling) {
      try append(" ")
      switch part {
      case .text(let text): try append(text)
      case .reference(let written): bytes += written
      case .unknown:
        throw Refusal("a list that is put together elsewhere would have to be copied")
      }
    }
    for source in added { try append(" " + source) }
    return [FileEdit(inserting: bytes, at: place.at)]
  }

  /// The directive as further operands of the sum that the policy ends in.
  private func operands(
    _ spelling: SumReference, _ name: String, _ copied: [Range<Int>], _ added: [String],
    _ patch: PolicyPatch
  ) throws(Refusal) -> [UInt8] {
    var text = "; " + name
    var bytes: [UInt8] = []
    func flush() throws(Refusal) {
      guard let written = spelling.written(text) else {
        throw Refusal("the text that it stands in cannot hold the addition as it is quoted")
      }
      bytes += written
    }
    for part in patch.copies(of: copied, for: spelling) {
      switch part {
      case .text(let token): text += " " + token
      case .reference(let source):
        text += " "
        try flush()
        bytes += Array(spelling.sign.utf8) + source
        text = ""
      case .unknown:
        throw Refusal("a list that is put together elsewhere would have to be copied")
      }
    }
    for source in added { text += " " + source }
    if !text.isEmpty { try flush() }
    return bytes
  }

  /// The directives without those that are known only at run time, which may bring their semicolon
  /// along or be empty.
  private func known(_ patch: PolicyPatch) -> [WrittenDirective] {
    let known = patch.directives.filter { directive in
      !patch.policy.text.bytes[directive.name].starts(with: "{{".utf8)
    }
    return known.isEmpty ? patch.directives : known
  }

  /// What the file has between the last two directives, when that is plain and would mean the same
  /// in another spelling.
  private func separator(in patch: PolicyPatch, as spelling: any Spelling) -> [UInt8]? {
    let known = known(patch)
    guard known.count > 1 else { return nil }
    let before = known[known.count - 2]
    let last = known[known.count - 1]
    let gap = before.end..<last.name.lowerBound
    let text = patch.policy.text
    guard text.bytes[gap].count(where: { $0 == 0x3B }) == 1,
      let end = text.source(at: before.end - 1)?.upperBound,
      let start = text.source(at: last.name.lowerBound)?.lowerBound, end < start,
      text.spelling(of: gap)?.isAlike(spelling) ?? false
    else { return nil }
    let plain: Set<UInt8> = [0x3B, 0x20, 0x09, 0x0A, 0x0D, 0x5C]
    let source = patch.file[end..<start]
    guard source.allSatisfy(plain.contains), source.count(where: { $0 == 0x3B }) == 1 else {
      return nil
    }
    return Array(source)
  }
}

extension PolicyPatch {
  /// A token of a list that is copied.
  public enum Copy: Sendable, Hashable {
    /// What it says.
    case text(String)
    /// The file's name for it, or for several tokens together.
    case reference([UInt8])
    /// Not known, and its name means nothing where it would stand.
    case unknown
  }

  /// How tokens are copied to a place with the given spelling.
  ///
  /// Names of constants and run-time parts are copied as names.
  public func copies(of tokens: [Range<Int>], for spelling: any Spelling) -> [Copy] {
    var copies: [Copy] = []
    var last: Range<Int>?
    for token in tokens {
      let segments = policy.text.segments.filter { $0.range.overlaps(token) }
      guard let reference = segments.first(where: { $0.kind == .reference }) else {
        copies.append(.text(ASCIIText.string(policy.text.bytes[token])))
        continue
      }
      // What stands for more than the list cannot be put behind another name.
      let list = (tokens.first?.lowerBound ?? 0)..<(tokens.last?.upperBound ?? 0)
      guard reference.range.clamped(to: list) == reference.range else {
        let text = ASCIIText.string(policy.text.bytes[token])
        copies.append(text.contains("{{") ? .unknown : .text(text))
        continue
      }
      if last == reference.source { continue }
      last = reference.source
      let isAlike = segments.allSatisfy { segment in
        segment.spelling.map { type(of: $0) == type(of: spelling) && $0.isAlike(spelling) } ?? false
      }
      // A constant's value and what stands beside its name are at two places of the file.
      let isOnePlace = zip(segments, segments.dropFirst()).allSatisfy {
        $0.source.upperBound == $1.source.lowerBound
      }
      guard isAlike, isOnePlace, let start = policy.text.source(at: token.lowerBound)?.lowerBound,
        let stop = policy.text.source(at: token.upperBound - 1)?.upperBound, start < stop
      else {
        copies.append(.unknown)
        continue
      }
      copies.append(.reference(Array(file[start..<stop])))
    }
    return copies
  }
}
