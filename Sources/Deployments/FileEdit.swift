/// Bytes that take the place of some bytes of a file.
public struct FileEdit: Sendable, Hashable {
  /// What is replaced; empty for an insertion.
  public var range: Range<Int>
  /// What stands there then.
  public var bytes: [UInt8]

  /// Makes an edit.
  public init(replacing range: Range<Int>, with bytes: [UInt8]) {
    self.range = range
    self.bytes = bytes
  }

  /// Makes an insertion.
  public init(inserting bytes: [UInt8], at offset: Int) {
    self.init(replacing: offset..<offset, with: bytes)
  }

  /// A file with edits made.
  ///
  /// - Parameters:
  ///   - edits: Edits of the file as it is; equal ones are made once.
  ///   - file: The file.
  /// - Returns: The file then; `nil` when two edits want the same bytes.
  public static func apply(_ edits: [FileEdit], to file: [UInt8]) -> [UInt8]? {
    var result: [UInt8] = []
    var seen: Set<FileEdit> = []
    var position = 0
    let sorted = edits.enumerated().filter { seen.insert($0.element).inserted }
      .sorted {
        ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
          < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
      }
    for (_, edit) in sorted {
      guard edit.range.lowerBound >= position, edit.range.upperBound <= file.count else {
        return nil
      }
      result += file[position..<edit.range.lowerBound]
      result += edit.bytes
      position = edit.range.upperBound
    }
    return result + file[position...]
  }
}

/// Why a policy is not edited, and what a person can paste instead.
public struct Refusal: Error, Sendable, Hashable {
  /// What stands in the way, a sentence without its full stop.
  public var reason: String
  /// The directive as it should read; `nil` when nothing is to be changed.
  public var paste: String?

  /// Makes a refusal.
  public init(_ reason: String, paste: String? = nil) {
    self.reason = reason
    self.paste = paste
  }
}
