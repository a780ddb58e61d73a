import Diagnostics

/// A configuration as it is put together out of a file and those that it includes.
///
/// Each file is read once, however often it is included, so that its text has one place. An item is
/// what files consist of: a directive, a line.
struct Inclusion<Item> {
  /// Items, and how many they are with those in their blocks.
  private typealias Items = (all: [Item], size: Int)

  /// Whose grammar it is.
  struct Grammar {
    /// Reads a file: its bytes, where its text begins, and what is added to the places of its words.
    var read: ([UInt8], Int, Int) -> [Item]?
    /// The items that an item holds, where items hold others.
    var block: WritableKeyPath<Item, [Item]?>?
    /// The files that an item includes; `nil` for one that includes none.
    var request: (Item, InclusionPart) -> InclusionRequest?
  }

  private let file: SourceFile
  private let grammar: Grammar
  private var parts: [InclusionPart]
  private(set) var diagnostics: [Diagnostic] = []
  /// What was read before, edited maybe.
  private var contents: [String: [UInt8]] = [:]
  private var indices: [String: Int]
  private var known: [Int: Items?] = [:]
  /// The parts that are being put in place, the outermost first.
  private var open: [Int] = []
  private var size = 0

  /// Prepares to read a file.
  init(_ file: SourceFile, _ grammar: Grammar) {
    self.file = file
    self.grammar = grammar
    let own = file.parts[0]
    parts = [
      InclusionPart(
        path: own.path, bytes: file.parts.count == 1 ? file.bytes : file.bytes(of: own), start: 0)
    ]
    indices = [own.path: 0]
    for part in file.parts.dropFirst() { contents[part.path] = file.bytes(of: part) }
  }

  /// The items of the file, those of included files in place; `nil` when it cannot be read.
  mutating func items() -> [Item]? {
    file.includable == nil ? grammar.read(file.bytes, file.start, 0) : items(of: 0)?.all
  }

  /// The file with those that it includes, once its items were read.
  var whole: SourceFile {
    parts.count == 1
      ? file
      : SourceFile(joining: parts.map { ($0.path, $0.bytes) }, includable: file.includable)
  }

  private mutating func items(of part: Int) -> Items? {
    if let known = known[part] { return known }
    let text = parts[part]
    let written = grammar.read(text.bytes, part == 0 ? file.start : 0, text.start)
    open.append(part)
    let all = written.map { spliced($0, part) }
    open.removeLast()
    known[part] = all
    return all
  }

  private mutating func spliced(_ written: [Item], _ part: Int) -> Items {
    var items: Items = ([], 0)
    for var item in written {
      items.size += 1
      if let block = grammar.block, let inside = item[keyPath: block] {
        let inner = spliced(inside, part)
        item[keyPath: block] = inner.all
        items.size += inner.size
      } else if let request = grammar.request(item, parts[part]),
        let included = parts(for: request)
      {
        for index in included {
          guard let own = content(index, request) else { continue }
          items.all += own.all
          items.size += own.size
        }
        continue
      }
      items.all.append(item)
    }
    return items
  }

  /// The items of a part that is included; says why when there are none.
  private mutating func content(_ part: Int, _ request: InclusionRequest) -> Items? {
    let path = parts[part].path
    if open.contains(part) {
      say("include-loop", .warn, request, "includes \(path), which leads back here")
    } else if open.count > InclusionLimit.depth || size > InclusionLimit.size {
      say("include-limit", .warn, request, "includes too much to be followed here")
    } else if let own = items(of: part) {
      size += own.size
      return own
    } else {
      say(
        "invalid-include", .warn, request,
        "includes \(path), which is no valid configuration: a brace or a quote does not close")
    }
    return nil
  }

  /// Says something about what asks for files.
  private mutating func say(
    _ rule: String, _ level: Level, _ request: InclusionRequest, _ message: String
  ) {
    guard let part = parts.last(where: { $0.start <= request.offset }) else { return }
    let before = part.bytes[..<(request.offset - part.start)]
    let diagnostic = Diagnostic(
      rule: rule, level: level, file: part.path,
      line: before.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }, message: message)
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  private mutating func parts(for request: InclusionRequest) -> [Int]? {
    guard let includable = file.includable else { return nil }
    var isInside = false
    for candidate in request.candidates {
      guard
        let paths = includable.files(
          matching: candidate, entersFolders: request.entersFolders)
      else { continue }
      isInside = true
      if !paths.isEmpty { return paths.compactMap { part($0, request) } }
    }
    if request.isPattern, isInside { return [] }
    if let level = request.missing {
      say(
        isInside ? "include-missing" : "include-outside", isInside ? level : .info, request,
        isInside
          ? "includes \(request.text), which is not there"
          : "includes \(request.text), which is not below the folder that was given, so what it "
            + "sets is not known")
    }
    return nil
  }

  /// The part that a file is, read when it is none yet.
  private mutating func part(_ path: String, _ request: InclusionRequest) -> Int? {
    if let known = indices[path] { return known }
    let start = parts.last.map { $0.start + $0.bytes.count + 1 } ?? 0
    guard parts.count < InclusionLimit.files, start < InclusionLimit.bytes else {
      say(
        "include-limit", .warn, request,
        "includes \(path), one file more than are followed")
      return nil
    }
    do throws(UnreadableFile) {
      var bytes = contents[path]
      if bytes == nil { bytes = try file.includable?.bytes(of: path) }
      parts.append(InclusionPart(path: path, bytes: bytes ?? [], start: start))
    } catch {
      say("unreadable", .warn, request, "includes \(path), which \(error.reason)")
      return nil
    }
    indices[path] = parts.count - 1
    return parts.count - 1
  }
}

/// One file of a configuration that is being put together.
struct InclusionPart {
  var path: String
  var bytes: [UInt8]
  /// Where it begins in the whole.
  var start: Int

  /// The text at a place of the whole.
  func text(at range: Range<Int>) -> String {
    ASCIIText.string(bytes[range.lowerBound - start..<range.upperBound - start])
  }
}

/// The files that a directive asks for.
struct InclusionRequest {
  /// What it says.
  var text: String
  /// Paths that it may mean, the likeliest first.
  var candidates: [String]
  var isPattern: Bool
  /// Whether a folder stands for what is in it.
  var entersFolders = false
  /// How much it matters that none of them is there.
  var missing: Level?
  /// Where it stands in the whole.
  var offset: Int
}

/// How much is followed: no configuration that serves comes near.
private enum InclusionLimit {
  static let files = 1000
  static let bytes = 64 << 20
  /// Items that stand in files, counted where they are included.
  static let size = 200_000
  static let depth = 16
}

extension FileName {
  /// The folders above a file, the nearest first: `a/b`, `a`, empty.
  static func folders(above path: String) -> [String] {
    var folders: [String] = []
    var rest = path[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      folders.append(rest.isEmpty ? "/" : String(rest))
    }
    return path.hasPrefix("/") ? folders : folders + [""]
  }

  /// A path in a folder; one that begins at the root stays as it is.
  static func join(_ folder: String, _ path: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty { return path }
    return folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
  }
}
