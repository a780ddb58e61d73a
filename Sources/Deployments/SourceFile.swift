/// A file that policies may stand in, with the files that it includes once they were read.
public struct SourceFile: Sendable {
  /// One of the files that a configuration consists of.
  public struct Part: Sendable, Hashable {
    /// Where it is, as the user knows it.
    public var path: String
    /// Its bytes among ``SourceFile/bytes``.
    public var range: Range<Int>
  }

  /// Where it is, as the user knows it.
  public let path: String
  /// All of it; the files that it includes follow, a byte that is nobody's before each.
  public let bytes: [UInt8]
  /// Whose bytes are whose: its own first.
  public let parts: [Part]
  /// Where the files are that it includes; `nil` to leave them alone.
  public var includable: (any IncludableFiles)?

  /// Makes a file.
  public init(path: String, bytes: [UInt8], includable: (any IncludableFiles)? = nil) {
    self.path = path
    self.bytes = bytes
    self.includable = includable
    parts = [Part(path: path, range: 0..<bytes.count)]
  }

  /// Puts a file together with those that it includes.
  init(joining parts: [(path: String, bytes: [UInt8])], includable: (any IncludableFiles)?) {
    var bytes = parts.first?.bytes ?? []
    var places = [Part(path: parts.first?.path ?? "", range: 0..<bytes.count)]
    for part in parts.dropFirst() {
      bytes.append(0x0A)
      places.append(Part(path: part.path, range: bytes.count..<bytes.count + part.bytes.count))
      bytes += part.bytes
    }
    path = places[0].path
    self.bytes = bytes
    self.parts = places
    self.includable = includable
  }

  /// The part that an offset stands in, or ends.
  public func part(at offset: Int) -> Part {
    parts.last { $0.range.lowerBound <= offset } ?? parts[0]
  }

  /// The bytes of a part.
  public func bytes(of part: Part) -> [UInt8] { Array(bytes[part.range]) }

  /// Edits of all of it, part by part and in offsets of each.
  public func split(_ edits: [FileEdit]) -> [(part: Part, edits: [FileEdit])] {
    parts.compactMap { part in
      let own = edits.filter {
        part.range.lowerBound <= $0.range.lowerBound && $0.range.upperBound <= part.range.upperBound
      }
      let shift = part.range.lowerBound
      return own.isEmpty
        ? nil
        : (
          part,
          own.map {
            FileEdit(
              replacing: $0.range.lowerBound - shift..<$0.range.upperBound - shift, with: $0.bytes)
          }
        )
    }
  }

  /// It with edits made in each of its parts; `nil` when two edits want the same bytes.
  public func applying(_ edits: [FileEdit]) -> SourceFile? {
    let split = split(edits)
    var joined: [(path: String, bytes: [UInt8])] = []
    for part in parts {
      let own = split.first { $0.part == part }?.edits ?? []
      guard let bytes = FileEdit.apply(own, to: bytes(of: part)) else { return nil }
      joined.append((part.path, bytes))
    }
    return SourceFile(joining: joined, includable: includable)
  }

  /// Its name without folders, in lower case.
  public var name: String { FileName.last(of: path).lowercased() }

  /// Where the text begins: after a byte order mark.
  var start: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
}

/// Names of files and folders.
public enum FileName {
  /// The last component of a path.
  public static func last(of path: String) -> Substring {
    path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
  }

  /// What follows the last dot of a name, without it; empty when there is none.
  static func ending(of name: some StringProtocol) -> Substring {
    let name = Substring(name)
    return name.lastIndex(of: ".").map { name[name.index(after: $0)...] } ?? ""
  }
}

/// Tells lines from offsets.
struct LineIndex: Sendable {
  private let ends: [Int]
  private let parts: [SourceFile.Part]

  /// Looks through a text once.
  init(_ bytes: [UInt8]) { self.init(SourceFile(path: "", bytes: bytes)) }

  /// Looks through a file, and those that it includes, once.
  init(_ file: SourceFile) {
    var ends: [Int] = []
    for index in file.bytes.indices where file.bytes[index] == 0x0A { ends.append(index) }
    self.ends = ends
    parts = file.parts
  }

  /// The line, from 1, that an offset stands in, of the file that it stands in.
  func line(of offset: Int) -> Int {
    let part = parts.last { $0.range.lowerBound <= offset } ?? parts[0]
    return lineBreaks(before: offset) - lineBreaks(before: part.range.lowerBound) + 1
  }

  /// The file that an offset stands in; `nil` for the one that includes the others.
  func path(of offset: Int) -> String? {
    parts.dropFirst().last { $0.range.lowerBound <= offset }?.path
  }

  /// `line 12`, or `snippets/policy.conf:12` in an included file.
  func place(of offset: Int) -> String {
    path(of: offset).map { "\($0):\(line(of: offset))" } ?? "line \(line(of: offset))"
  }

  private func lineBreaks(before offset: Int) -> Int {
    var low = 0
    var high = ends.count
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
