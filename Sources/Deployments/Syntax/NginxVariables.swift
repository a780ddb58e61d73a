/// What the variables of an nginx configuration are known to be.
struct NginxVariables {
  /// A text that a variable may have.
  struct Value {
    /// The condition under which it has it; `nil` when always.
    var scope: String?
    var text: MappedText
  }

  private let source: NginxSource
  /// The entries of `map`, `geo` and `split_clients`, by name of the variable.
  private var tables: [String: [(label: String, word: NginxSource.Word)]] = [:]
  /// How often each variable is named, not counting where it is added to.
  private var uses: [String: Int] = [:]
  /// The places that were counted: a file may be included several times.
  private var counted: Set<Int> = []

  /// Looks through a configuration.
  init(_ source: NginxSource, _ directives: [NginxSource.Directive]) {
    self.source = source
    collect(directives)
  }

  private mutating func collect(_ directives: [NginxSource.Directive]) {
    for directive in directives {
      let name = source.string(directive.words[0])
      if ["map", "geo", "split_clients"].contains(name), let entries = directive.block,
        directive.words.count > 1
      {
        let variable = source.string(directive.words[directive.words.count - 1])
        let key = String(variable.drop { $0 == "$" })
        let special = ["include", "hostnames", "volatile", "proxy", "delete", "ranges"]
        tables[key] = entries.compactMap { entry in
          let label = source.string(entry.words[0])
          guard entry.words.count == 2, !special.contains(label) else { return nil }
          return ("\(name) $\(key) \(label)", entry.words[1])
        }
        for entry in entries { for word in entry.words { count(word, except: nil) } }
      } else {
        let own =
          name == "set" && directive.words.count > 2
          ? String(source.string(directive.words[1]).drop { $0 == "$" }) : nil
        for word in directive.words.dropFirst(own == nil ? 0 : 2) { count(word, except: own) }
        if let block = directive.block { collect(block) }
      }
    }
  }

  private mutating func count(_ word: NginxSource.Word, except own: String?) {
    var names: [String] = []
    _ = source.text(word) { name, _ in
      if name != own { names.append(name) }
      return nil
    }
    guard !names.isEmpty, counted.insert(word.range.lowerBound).inserted else { return }
    for name in names { uses[name, default: 0] += 1 }
  }

  /// Makes the assignments of a block, `if` blocks as conditions.
  func set(_ directives: [NginxSource.Directive], _ known: inout [String: [Value]]) {
    for directive in directives {
      let words = directive.words
      let command = source.string(words[0])
      if command == "set", words.count == 3 {
        let name = String(source.string(words[1]).drop { $0 == "$" })
        let values = values(of: words[2], known, assigning: name)
        known[name] = values
      } else if command == "if", let block = directive.block {
        var inside = known
        set(block, &inside)
        let condition = words.map(source.string).joined(separator: " ")
        for (name, values) in inside {
          let sets = block.contains {
            $0.words.count == 3 && source.string($0.words[0]) == "set"
              && source.string($0.words[1]) == "$" + name
          }
          guard sets else { continue }
          known[name, default: []] += values.map { Value(scope: condition, text: $0.text) }
        }
      }
    }
  }

  /// The texts that a word may have.
  ///
  /// - Parameters:
  ///   - word: The word.
  ///   - known: Variables that were set.
  ///   - own: The variable that is being assigned, which may be added to.
  ///   - depth: How many tables led here.
  /// - Returns: One, or several with their conditions.
  func values(
    of word: NginxSource.Word, _ known: [String: [Value]], assigning own: String? = nil,
    depth: Int = 0
  ) -> [Value] {
    if let name = only(word), depth < 8 {
      if let values = known[name] { return values }
      if let entries = tables[name] {
        return entries.flatMap { label, word in
          values(of: word, known, depth: depth + 1).map { value in
            Value(scope: value.scope ?? label, text: value.text)
          }
        }
      }
    }
    let spelling = NginxSource.spelling(word)
    let text = source.text(word) { name, reference in
      var part = MappedText()
      if let values = known[name], values.count == 1, let value = values.first {
        // Text that several places use must not change for one of them.
        if name == own, uses[name, default: 0] < 2 { return value.text }
        if name != own, uses[name] == 1 {
          part.append(value.text, referredToAt: reference, spelling)
        } else {
          part.append(valueOf: value.text, referredToAt: reference, spelling)
        }
      } else if name == own, known[name] == nil {
        return part
      } else {
        part.append(
          runTime: ASCIIText.string(source.bytes[reference]), for: reference, spelling)
      }
      return part
    }
    return [Value(scope: nil, text: text)]
  }

  /// The variable that a word is nothing but.
  private func only(_ word: NginxSource.Word) -> String? {
    var found: (name: String, range: Range<Int>)?
    _ = source.text(word) { name, range in
      found = found ?? (name, range)
      return nil
    }
    return found?.range == word.range ? found?.name : nil
  }
}
