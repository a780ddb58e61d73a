import DocumentTree

/// Finds policies in the words of a sample, whatever language it is written in.
///
/// A directive's name begins a list, a semicolon or a word that is no source ends it. So strings,
/// arrays, maps, header lines and `<meta>` attributes read alike, and a missing semicolon costs
/// nothing.
struct PolicyScanner {
  /// A policy, or the part of one that a sample shows.
  struct Run {
    struct List {
      var directive: String
      var words: [Word] = []
      var line: Int
      /// Whether a colon followed the name.
      var hasColon: Bool
    }
    var lists: [List] = []
  }

  private(set) var runs: [Run] = []
  /// Sources outside any list.
  private(set) var loose: [Word] = []
  private var run = Run()
  private var isOpen = false
  private var skipsFunction = false

  init(_ words: [Word]) {
    for word in words { take(word) }
    close()
  }

  private mutating func take(_ word: Word) {
    if LineReading.isHeaderName(word) && word.text.count > 4 {
      close()
      return
    }
    switch word.meaning {
    case .directive(let name):
      if let at = run.lists.firstIndex(where: { $0.directive == name }) {
        // The same name again: another policy, unless nothing was said under it yet.
        if run.lists[at].words.isEmpty { run.lists.remove(at: at) } else { close() }
      }
      run.lists.append(.init(directive: name, line: word.line, hasColon: word.hasColon))
      isOpen = true
    case .otherDirective, .end:
      isOpen = false
    case .source, .refused:
      add(word)
    case .ellipsis: break
    case .other:
      if isOpen, case .source(let token) = SourceToken.read(word.text, isInPolicy: true) {
        var copy = word
        copy.meaning = .source(token)
        add(copy)
      } else if isOpen, let token = PolicyScanner.symbol(word.text) {
        var copy = word
        copy.meaning = .source(token)
        add(copy)
      } else if isOpen, word.isCode, word.hasColon, PolicyScanner.keys.contains(word.text) {
        break  // A key between the name and its array.
      } else if word.hasColon, LineReading.labels.contains(word.text) {
        break  // "Value:" between the name and what it is to hold.
      } else if LineReading.isFiller(word) {
        break  // "and" between two sources, a dash after the name.
      } else if word.isCode && word.text.hasPrefix(".") {
        break  // A call in a chain, such as `.From(`.
      } else if word.text.utf8.contains(where: { $0 | 32 >= 97 && $0 | 32 <= 122 }) {
        isOpen = false
      } else if word.text.holds(byte: 36) {
        isOpen = false
      }
    }
  }

  private static let keys: Set<String> = ["allow", "sources", "values", "value", "hosts"]

  private mutating func add(_ word: Word) {
    if isOpen, !run.lists.isEmpty {
      run.lists[run.lists.count - 1].words.append(word)
    } else {
      loose.append(word)
    }
  }

  private mutating func close() {
    if !run.lists.isEmpty { runs.append(run) }
    run = Run()
    isOpen = false
  }

  /// Ruby's symbols: `:self`, `:unsafe_inline`, `:data`.
  private static func symbol(_ text: String) -> SourceToken? {
    guard text.hasPrefix(":"), text.utf8.count > 3 else { return nil }
    let name = String(text.dropFirst().map { $0 == "_" ? "-" : $0 })
    if ["data", "https", "http", "blob", "wss", "ws"].contains(name) {
      return SourceToken(kind: .scheme, text: name + ":")
    }
    if case .source(let token) = SourceToken.read("'\(name)'", isInPolicy: true) { return token }
    return nil
  }
}
