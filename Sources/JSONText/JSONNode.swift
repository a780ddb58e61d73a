/// A JSON value that was read, with the place where it stands.
public struct JSONNode: Sendable, Hashable {
  /// A key and its value in an object.
  public struct Member: Sendable, Hashable {
    /// The key.
    public let key: String
    /// Line of the key, from 1.
    public let keyLine: Int
    /// Column of the key in bytes, from 1.
    public let keyColumn: Int
    /// The value.
    public let value: JSONNode
  }

  /// The value itself.
  public enum Value: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number, as its digits stand in the text.
    case number(String)
    /// A string.
    case string(String)
    /// A list.
    case array([JSONNode])
    /// Members in the order of the text; each key once.
    case object([Member])
  }

  /// What is forgiven.
  public enum Mode: Sendable, Hashable {
    /// Nothing: for configuration, records and the log.
    case strict
    /// A lone surrogate (`\ud800`) is read as U+FFFD: for streams and files of other programs.
    case lenient
  }

  /// How deep arrays and objects may be nested.
  public static let depthLimit = 64

  /// The value itself.
  public let value: Value
  /// Offset of its first byte in the text.
  public let offset: Int
  /// Line of its first byte, from 1.
  public let line: Int
  /// Column of its first byte in bytes, from 1.
  public let column: Int
  /// The file's name as the caller gave it, for messages.
  public let file: String

  init(value: Value, offset: Int, line: Int, column: Int, file: String) {
    self.value = value
    self.offset = offset
    self.line = line
    self.column = column
    self.file = file
  }

  /// Reads a text that is one JSON value (RFC 8259).
  ///
  /// Refused, with line and column: bytes that are no UTF-8, a byte order mark, duplicate keys,
  /// text after the value, nesting deeper than ``depthLimit``. Time is linear in the text.
  public init(
    parsing bytes: [UInt8], file: String, line: Int = 1, mode: Mode = .strict
  ) throws(JSONError) {
    let result = bytes.withUnsafeBytes { buffer in
      JSONNode.parse(buffer, file: file, line: line, mode: mode)
    }
    self = try result.get()
  }

  /// Reads a part of some bytes that is one JSON value, such as a line of a stream.
  public init(
    parsing bytes: ArraySlice<UInt8>, file: String, line: Int = 1, mode: Mode = .strict
  ) throws(JSONError) {
    let result = bytes.withUnsafeBytes { buffer in
      JSONNode.parse(buffer, file: file, line: line, mode: mode)
    }
    self = try result.get()
  }

  /// Reads a buffer that is one JSON value.
  public init(
    parsing bytes: UnsafeRawBufferPointer, file: String, line: Int = 1, mode: Mode = .strict
  ) throws(JSONError) {
    self = try JSONNode.parse(bytes, file: file, line: line, mode: mode).get()
  }

  private static func parse(
    _ bytes: UnsafeRawBufferPointer, file: String, line: Int, mode: Mode
  ) -> Result<JSONNode, JSONError> {
    var parser = JSONParser(bytes: bytes, file: file, line: line, mode: mode)
    do throws(JSONError) {
      return .success(try parser.parse())
    } catch {
      return .failure(error)
    }
  }

  /// The same value without positions.
  public var json: JSON {
    switch value {
    case .null: .null
    case .bool(let value): .bool(value)
    case .number(let digits): .number(digits)
    case .string(let text): .string(text)
    case .array(let nodes): .array(nodes.map(\.json))
    case .object(let members): .object(members.map { JSON.Member($0.key, $0.value.json) })
    }
  }
}
