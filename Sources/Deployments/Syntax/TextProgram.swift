import ContentSecurityPolicy

/// The statements of a small language, as far as they put texts together and send them as headers.
///
/// They are followed in order: names stand for what was assigned last, conditions give alternatives.
struct TextProgram {
  /// A part of a text that is put together.
  struct Term: Sendable {
    enum Form: Sendable {
      case text(MappedText)
      case name(String)
      /// Anything else, known only at run time.
      case other
    }

    var form: Form
    var range: Range<Int>
    /// How text is written behind it when it is no literal.
    var spelling: any Spelling
  }

  /// What is done to a header.
  enum Verb: Sendable {
    case set, add, remove
  }

  /// Statements that are run under a condition; `nil` when no other branch is.
  struct Branch: Sendable {
    var condition: String?
    var body: [Statement]
  }

  indirect enum Statement: Sendable {
    case assign(String, [Term])
    case header(Verb, Delivery, [Term])
    case branches([Branch])
  }

  /// Statements that are run together.
  struct Routine: Sendable {
    var name: String
    var body: [Statement]
  }

  let bytes: [UInt8]
  var routines: [Routine] = []
  /// Texts that names stand for from the beginning.
  var constants: [String: Term] = [:]

  /// A part of a value, by which it can be told from others.
  private struct Piece {
    indirect enum Content {
      case text(MappedText)
      case value(of: String, [Piece])
      case unknown(String)
    }

    var content: Content
    var range: Range<Int>
    var spelling: (any Spelling)?

    func isSame(as other: Piece) -> Bool {
      switch (content, other.content) {
      case (.text, .text): range == other.range
      case (.value(let name, let pieces), .value(let otherName, let otherPieces)):
        name == otherName && pieces.count == otherPieces.count
          && zip(pieces, otherPieces).allSatisfy { $0.isSame(as: $1) }
      case (.unknown(let one), .unknown(let other)): one == other
      default: false
      }
    }
  }

  /// One of the values that a name or a header may have.
  private struct Alternative {
    var pieces: [Piece] = []
    var conditions: [String] = []
    /// References that other branches make, where those say less of the same.
    var references: [Range<Int>] = []

    func isSame(as other: Alternative) -> Bool {
      pieces.count == other.pieces.count
        && zip(pieces, other.pieces).allSatisfy { $0.isSame(as: $1) }
    }
  }

  private struct State {
    var values: [String: [Alternative]] = [:]
    var sent: [Delivery: [Alternative]] = [:]
    var added: [(delivery: Delivery, value: [Alternative])] = []
  }

  // MARK: Policies

  /// The policies that the routines send, in the order of the file.
  func policies() -> [DeployedPolicy] {
    let references = references()
    var state = State()
    for (name, term) in constants { state.values[name] = value([term], state) }
    var found: [DeployedPolicy] = []
    var page = 0
    for routine in routines {
      state.sent = [:]
      state.added = []
      run(routine.body, &state)
      let sent = state.sent.map { (delivery: $0.key, value: $0.value) }
      let own = page
      page += 1
      for (delivery, value) in sent + state.added {
        for alternative in value {
          let text = text(alternative, references).withTemplates
          let isOne = value.count == 1
          if !isOne { page += 1 }
          let scope = [routine.name] + alternative.conditions
          found += DeployedPolicy.each(
            in: text, delivery: delivery, scope: scope.joined(separator: " "),
            page: isOne ? own : page)
        }
      }
      page += 1
    }
    return found.sorted { ($0.extent?.lowerBound ?? 0) < ($1.extent?.lowerBound ?? 0) }
  }

  private func run(_ statements: [Statement], _ state: inout State) {
    for statement in statements {
      switch statement {
      case .assign(let name, let terms): state.values[name] = value(terms, state)
      case .header(.set, let delivery, let terms): state.sent[delivery] = value(terms, state)
      case .header(.add, let delivery, let terms):
        state.added.append((delivery, value(terms, state)))
      case .header(.remove, let delivery, _):
        state.sent[delivery] = nil
        state.added.removeAll { $0.delivery == delivery }
      case .branches(let branches): run(branches, &state)
      }
    }
  }

  private func run(_ branches: [Branch], _ state: inout State) {
    let before = state
    var ends: [(condition: String, state: State)] = []
    var conditions: [String] = []
    for branch in branches {
      var end = before
      run(branch.body, &end)
      ends.append((branch.condition.map { "if " + $0 } ?? "otherwise", end))
      if let condition = branch.condition { conditions.append(condition) }
    }
    // Where no branch need be taken, all may stay as it is.
    if conditions.count == branches.count { ends.append(("otherwise", before)) }
    state.values = joined(ends.map { ($0.condition, $0.state.values) }, before.values)
    state.sent = joined(ends.map { ($0.condition, $0.state.sent) }, before.sent)
    for (condition, end) in ends {
      for (delivery, value) in end.added.dropFirst(before.added.count) {
        let value = value.map { alternative in
          var alternative = alternative
          alternative.conditions.insert(condition, at: 0)
          return alternative
        }
        state.added.append((delivery, value))
      }
    }
  }

  /// The values that names have behind branches.
  private func joined<Name: Hashable>(
    _ ends: [(condition: String, values: [Name: [Alternative]])], _ before: [Name: [Alternative]]
  ) -> [Name: [Alternative]] {
    var result: [Name: [Alternative]] = [:]
    for name in Set(ends.flatMap { Array($0.values.keys) }) {
      var all: [Alternative] = []
      for (condition, values) in ends {
        for var alternative in values[name] ?? [] {
          if before[name]?.contains(where: { $0.isSame(as: alternative) }) != true {
            alternative.conditions.insert(condition, at: 0)
          }
          add(alternative, to: &all)
        }
      }
      result[name] = all
    }
    return result
  }

  /// Adds an alternative; one that goes on where another ends takes its place.
  private func add(_ alternative: Alternative, to all: inout [Alternative]) {
    for index in all.indices {
      if all[index].isSame(as: alternative) {
        all[index].references += references(in: alternative.pieces) + alternative.references
        return
      }
      if let longer = extended(all[index], to: alternative)
        ?? extended(alternative, to: all[index])
      {
        all[index] = longer
        return
      }
    }
    all.append(alternative)
  }

  /// An alternative with what another one says besides as run-time parts; `nil` when that says
  /// something else, or something that can be told.
  private func extended(_ short: Alternative, to long: Alternative) -> Alternative? {
    guard !short.pieces.isEmpty, short.pieces.count < long.pieces.count,
      zip(short.pieces, long.pieces).allSatisfy({ $0.isSame(as: $1) })
    else { return nil }
    var result = short
    result.conditions = []
    result.references += references(in: long.pieces) + long.references
    for piece in long.pieces[short.pieces.count...] {
      var rest = piece
      // What is written behind it would be said in one of the branches only.
      rest.spelling = nil
      switch piece.content {
      case .text(let text):
        guard text.bytes.allSatisfy({ CodeText.isSpace($0) || $0 == 0x3B }) else { return nil }
      case .value(let name, _): rest.content = .unknown(name)
      case .unknown: break
      }
      result.pieces.append(rest)
    }
    return result
  }

  // MARK: Values

  private func value(_ terms: [Term], _ state: State) -> [Alternative] {
    var all = [Alternative()]
    for term in terms {
      func piece(_ content: Piece.Content) -> Piece {
        Piece(content: content, range: term.range, spelling: term.spelling)
      }
      let source = ASCIIText.string(bytes[term.range])
      switch term.form {
      case .text(let text):
        for index in all.indices { all[index].pieces.append(piece(.text(text))) }
      case .name(let name):
        let known = state.values[name] ?? []
        guard !known.isEmpty, known.count * all.count <= 8 else { fallthrough }
        all = all.flatMap { alternative in
          known.map { value in
            var one = alternative
            one.pieces.append(piece(.value(of: name, value.pieces)))
            one.conditions += value.conditions
            one.references += value.references
            return one
          }
        }
      case .other:
        for index in all.indices { all[index].pieces.append(piece(.unknown(source))) }
      }
    }
    return all
  }

  /// The places that refer to each name.
  private func references() -> [String: Set<Range<Int>>] {
    var found: [String: Set<Range<Int>>] = [:]
    func take(_ statements: [Statement]) {
      for statement in statements {
        switch statement {
        case .assign(_, let terms), .header(_, _, let terms):
          for term in terms {
            if case .name(let name) = term.form { found[name, default: []].insert(term.range) }
          }
        case .branches(let branches): for branch in branches { take(branch.body) }
        }
      }
    }
    for routine in routines { take(routine.body) }
    return found
  }

  private func references(in pieces: [Piece]) -> [Range<Int>] {
    pieces.flatMap { piece in
      if case .value(_, let inner) = piece.content {
        [piece.range] + references(in: inner)
      } else {
        [Range<Int>]()
      }
    }
  }

  /// A value as text: what only it uses may be edited where it stands.
  private func text(
    _ alternative: Alternative, _ all: [String: Set<Range<Int>>]
  ) -> MappedText {
    let own = Set(references(in: alternative.pieces) + alternative.references)
    return text(alternative.pieces) { name in all[name]?.isSubset(of: own) == true }
  }

  private func text(_ pieces: [Piece], _ isOwn: (String) -> Bool) -> MappedText {
    var result = MappedText()
    for piece in pieces {
      switch piece.content {
      case .text(let text): result.append(text)
      case .unknown(let source):
        result.append(runTime: source, for: piece.range, piece.spelling)
      case .value(let name, let inner):
        let value = text(inner, isOwn)
        if isOwn(name) {
          // What is added must be said wherever the name is used, so in its value.
          result.append(value)
        } else {
          result.append(valueOf: value, referredToAt: piece.range, piece.spelling)
        }
      }
    }
    return result
  }
}
