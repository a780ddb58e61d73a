/// A pattern over paths: `*` and `?` within a name, `**` for any folders, `[a-z]`, `[!a]`, `{a,b}`.
///
/// `*`, `?` and `[..]` match no `/`, and a dot that starts a name only when the pattern spells it.
/// `**` stands alone between slashes and goes into no folder that is hidden. A backslash takes the
/// next character as it is. Matching takes time linear in pattern times name.
struct GlobPattern: Sendable, Hashable {
  /// One name of a path.
  enum Segment: Sendable, Hashable {
    /// Exactly this name.
    case name(String)
    /// Names that fit.
    case pattern([Piece])
    /// Any folders, also none.
    case folders
  }

  /// A part of a name.
  enum Piece: Sendable, Hashable {
    case character(Unicode.Scalar)
    case anyCharacter
    case anyText
    case oneOf([ClosedRange<Unicode.Scalar>], isNegated: Bool)
  }

  /// How many patterns the braces of one glob may stand for.
  static let limit = 1000

  /// Whether the path starts at the root.
  let isAbsolute: Bool
  /// The path's names.
  let segments: [Segment]

  /// What is wrong with a glob; `nil` when it can be used.
  static func problem(in glob: String) -> String? {
    let scalars = Array(glob.unicodeScalars)
    var depth = 0
    var index = 0
    while index < scalars.count {
      switch scalars[index] {
      case "\\": index += 1
      case "{": depth += 1
      case "}": depth = max(0, depth - 1)
      case "[":
        guard let end = closingBracket(scalars, from: index) else {
          return "the [ has no ]; write \\[ for the character itself"
        }
        index = end
      default: break
      }
      index += 1
    }
    if depth > 0 { return "the { has no }; write \\{ for the character itself" }
    if expansions(of: scalars).count >= limit {
      return "the braces stand for more than \(limit) patterns"
    }
    return nil
  }

  /// The patterns that a glob stands for, one for each way through its braces.
  static func patterns(of glob: String) -> [GlobPattern] {
    expansions(of: Array(glob.unicodeScalars)).map(GlobPattern.init)
  }

  private init(_ scalars: [Unicode.Scalar]) {
    isAbsolute = scalars.first == "/"
    var segments: [Segment] = []
    for name in scalars.split(separator: "/") where Array(name) != ["."] {
      let segment = GlobPattern.segment(Array(name))
      if segment != .folders || segments.last != .folders { segments.append(segment) }
    }
    self.segments = segments
  }

  // MARK: Reading

  /// A glob without braces for each way through them; a lone brace is itself.
  private static func expansions(of glob: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
    var done: [[Unicode.Scalar]] = []
    var open = [glob]
    while let next = open.popLast() {
      guard let (start, commas, end) = braces(in: next) else {
        done.append(next)
        if done.count >= limit { break }
        continue
      }
      let bounds = [start] + commas + [end]
      // The last alternative first, because the list is taken from its end.
      for index in (1..<bounds.count).reversed() {
        open.append(
          Array(next[..<start] + next[(bounds[index - 1] + 1)..<bounds[index]] + next[(end + 1)...])
        )
      }
      if open.count >= limit { break }
    }
    return done + open
  }

  /// The first outermost pair of braces, with the commas that part its alternatives.
  private static func braces(
    in glob: [Unicode.Scalar]
  ) -> (start: Int, commas: [Int], end: Int)? {
    var start: Int?
    var commas: [Int] = []
    var depth = 0
    var index = 0
    while index < glob.count {
      switch glob[index] {
      case "\\": index += 1
      case "[": index = closingBracket(glob, from: index) ?? index
      case "{":
        if depth == 0 { start = index }
        depth += 1
      case "," where depth == 1: commas.append(index)
      case "}" where depth > 0:
        depth -= 1
        if depth == 0, let start { return (start, commas, index) }
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func closingBracket(_ glob: [Unicode.Scalar], from start: Int) -> Int? {
    var index = start + 1
    if index < glob.count, glob[index] == "!" || glob[index] == "^" { index += 1 }
    // A bracket that comes first is one of the characters.
    if index < glob.count, glob[index] == "]" { index += 1 }
    while index < glob.count, glob[index] != "/" {
      if glob[index] == "]" { return index }
      index += glob[index] == "\\" ? 2 : 1
    }
    return nil
  }

  private static func segment(_ name: [Unicode.Scalar]) -> Segment {
    if name == ["*", "*"] { return .folders }
    let pieces = pieces(name)
    var literal = String.UnicodeScalarView()
    for piece in pieces {
      guard case .character(let scalar) = piece else { return .pattern(pieces) }
      literal.append(scalar)
    }
    return .name(String(literal))
  }

  private static func pieces(_ name: [Unicode.Scalar]) -> [Piece] {
    var pieces: [Piece] = []
    var index = 0
    while index < name.count {
      switch name[index] {
      case "*": if pieces.last != .anyText { pieces.append(.anyText) }
      case "?": pieces.append(.anyCharacter)
      case "\\" where index + 1 < name.count:
        index += 1
        pieces.append(.character(name[index]))
      case "[":
        if let end = closingBracket(name, from: index) {
          pieces.append(set(Array(name[(index + 1)..<end])))
          index = end
        } else {
          pieces.append(.character("["))
        }
      case let scalar: pieces.append(.character(scalar))
      }
      index += 1
    }
    return pieces
  }

  private static func set(_ text: [Unicode.Scalar]) -> Piece {
    let isNegated = text.first == "!" || text.first == "^"
    var rest = Array(text.dropFirst(isNegated ? 1 : 0))
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    func take() -> Unicode.Scalar {
      let first = rest.removeFirst()
      return first == "\\" && !rest.isEmpty ? rest.removeFirst() : first
    }
    while !rest.isEmpty {
      let low = take()
      if rest.count > 1, rest[0] == "-" {
        rest.removeFirst()
        let high = take()
        if low <= high { ranges.append(low...high) }
      } else {
        ranges.append(low...low)
      }
    }
    return .oneOf(ranges, isNegated: isNegated)
  }

  // MARK: Matching

  /// Whether `**` goes into a folder.
  static func isEntered(_ folder: String) -> Bool {
    !folder.hasPrefix(".") && folder != "node_modules"
  }
}

extension GlobPattern.Segment {
  /// Whether a name fits.
  func matches(_ name: String) -> Bool {
    switch self {
    case .folders: true
    case .name(let own): own == name
    case .pattern(let pieces):
      (!name.hasPrefix(".") || pieces.first == .character("."))
        && Self.matches(Array(name.unicodeScalars), pieces)
    }
  }

  /// Goes back to the last `*` only, which is enough and keeps the time linear in both.
  private static func matches(
    _ name: [Unicode.Scalar], _ pieces: [GlobPattern.Piece]
  ) -> Bool {
    var (at, piece) = (0, 0)
    var star: (piece: Int, at: Int)?
    while at < name.count {
      if piece < pieces.count, pieces[piece] == .anyText {
        star = (piece, at)
        piece += 1
      } else if piece < pieces.count, pieces[piece].matches(name[at]) {
        at += 1
        piece += 1
      } else if let last = star {
        star = (last.piece, last.at + 1)
        (at, piece) = (last.at + 1, last.piece + 1)
      } else {
        return false
      }
    }
    return pieces[piece...].allSatisfy { $0 == .anyText }
  }
}

extension GlobPattern.Piece {
  fileprivate func matches(_ scalar: Unicode.Scalar) -> Bool {
    switch self {
    case .character(let own): own == scalar
    case .anyCharacter: true
    case .anyText: false
    case .oneOf(let ranges, let isNegated):
      ranges.contains { $0.contains(scalar) } != isNegated
    }
  }
}
