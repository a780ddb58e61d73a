import Glibc
import JSONText
import MessageDigest

/// One line of `log.jsonl`.
public struct LogEntry: Sendable, Hashable {
  /// What happened.
  public enum Event: String, Sendable, Hashable, CaseIterable {
    /// A version was published.
    case published
    /// A version was withdrawn.
    case withdrawn
    /// A `vendor.json` was written.
    case vendor
  }

  /// The `prev` of the first line.
  public static let start = String(repeating: "0", count: 64)

  /// Number of the line, from 1.
  public let seq: Int
  /// What happened.
  public let event: Event
  /// Vendor id.
  public let vendor: String
  /// Version, unless the event is about the vendor.
  public let version: Int?
  /// SHA-256 of the bytes of the record or of `vendor.json`.
  public let sha256: String
  /// Requirement hash of a published record.
  public let requirements: String?
  /// Why a version was withdrawn.
  public let reason: String?
  /// When, ISO 8601 in UTC.
  public let at: String
  /// ``line`` of the line before; ``start`` for the first.
  public let prev: String
  /// SHA-256 of this line's bytes before `,"line":`.
  public let line: String

  init(
    seq: Int, event: Event, vendor: String, version: Int? = nil, sha256: String,
    requirements: String? = nil, reason: String? = nil, at: String, prev: String
  ) {
    self.seq = seq
    self.event = event
    self.vendor = vendor
    self.version = version
    self.sha256 = sha256
    self.requirements = requirements
    self.reason = reason
    self.at = at
    self.prev = prev
    var members: [JSON.Member] = [
      .init("seq", .int(seq)), .init("event", .string(event.rawValue)),
      .init("vendor", .string(vendor)),
    ]
    if let version { members.append(.init("version", .int(version))) }
    members.append(.init("sha256", .string(sha256)))
    members.append("requirements", requirements)
    members.append("reason", reason)
    members.append(.init("at", .string(at)))
    members.append(.init("prev", .string(prev)))
    var bytes: [UInt8] = []
    JSON.object(members).write(compactTo: &bytes)
    bytes.removeLast()
    line = SHA256.hex(of: bytes)
    bytes.append(contentsOf: ",\"line\":\"\(line)\"}\n".utf8)
    self.bytes = bytes
  }

  /// The line's bytes with the final newline.
  let bytes: [UInt8]

  /// Reads a line without its newline and checks its form and its hash.
  init(parsing bytes: ArraySlice<UInt8>, file: String, number: Int) throws(RegistryError) {
    let entry: LogEntry
    let stored: String
    do throws(JSONError) {
      (entry, stored) = try LogEntry.read(bytes, file: file, number: number)
    } catch {
      throw RegistryError(.tampered, error, LogEntry.advice)
    }
    guard stored == entry.line else {
      throw RegistryError(
        .tampered, file, line: number,
        "the line was changed: its hash is \(entry.line.prefix(12))…, it says "
          + "\(stored.prefix(12))…" + LogEntry.advice)
    }
    guard entry.bytes.dropLast().elementsEqual(bytes) else {
      let same = zip(entry.bytes, bytes).prefix { $0 == $1 }.count
      throw RegistryError(
        .tampered, file, line: number, column: same + 1,
        "the line is not in the form in which it was written" + LogEntry.advice)
    }
    self = entry
  }

  static let advice = "; restore the file from version control or the registry's release"

  private static func read(
    _ bytes: ArraySlice<UInt8>, file: String, number: Int
  ) throws(JSONError) -> (LogEntry, String) {
    let members = try JSONNode(parsing: bytes, file: file, line: number).members(
      allowing: [
        "seq", "event", "vendor", "version", "sha256", "requirements", "reason", "at", "prev",
        "line",
      ], required: ["seq", "event", "vendor", "sha256", "at", "prev", "line"], "a log line")
    let hash = "64 lower-case hex digits"
    let event = try members.value("event").choice(Event.self, "\"event\"")
    let version = event == .vendor ? nil : try members.int("version")
    if let version, version < 1 {
      throw try members.value("version").error("\"version\" must be 1 or more")
    }
    let entry = LogEntry(
      seq: try members.int("seq"), event: event,
      vendor: try members.text("vendor", "[a-z0-9-]+", Grammar.isId),
      version: version,
      sha256: try members.text("sha256", hash, Grammar.isHash),
      requirements: event == .published
        ? try members.text("requirements", hash, Grammar.isHash) : nil,
      reason: event == .withdrawn
        ? try members.text("reason", "a text without control characters", Grammar.isText) : nil,
      at: try members.text("at", "a time like 2026-11-21T09:30:00Z", Grammar.isTime),
      prev: try members.text("prev", hash, Grammar.isHash))
    return (entry, try members.text("line", hash, Grammar.isHash))
  }
}
