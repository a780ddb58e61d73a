/// A file that policies may stand in.
public struct SourceFile: Sendable {
  /// Where it is, as the user knows it.
  public let path: String
  /// All of it.
  public let bytes: [UInt8]

  /// Makes a file.
  public init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
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

  /// Looks through a file once.
  init(_ bytes: [UInt8]) {
    var ends: [Int] = []
    for index in bytes.indices where bytes[index] == 0x0A { ends.append(index) }
    self.ends = ends
  }

  /// The line, from 1, that an offset stands in.
  func line(of offset: Int) -> Int {
    var low = 0
    var high = ends.count
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low + 1
  }
}
