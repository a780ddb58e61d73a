/// Where the bytes of a registry come from.
public protocol RegistryStorage: Sendable {
  /// The bytes of a file, by its path within the registry; `nil` when there is none.
  func read(_ path: String) throws(RegistryError) -> [UInt8]?

  /// The names in a folder, by its path within the registry, sorted; folders end with `/`.
  func list(_ path: String) throws(RegistryError) -> [String]

  /// The name of a file in messages.
  func describe(_ path: String) -> String
}

/// Paths within a registry.
enum RegistryPath {
  static let log = "log.jsonl"
  static let journal = ".publishing"
  static let lock = ".lock"
  static let vendors = "vendors"

  static func folder(_ vendor: String) -> String { "vendors/\(vendor)" }
  static func vendor(_ vendor: String) -> String { "vendors/\(vendor)/vendor.json" }
  static func record(_ vendor: String, _ version: Int) -> String {
    "vendors/\(vendor)/\(version).json"
  }

  static func documents(_ vendor: String) -> String { "vendors/\(vendor)/documents" }
  static func kept(_ vendor: String, _ file: String) -> String {
    "vendors/\(vendor)/documents/\(file)"
  }

  /// The name of the kept copy of a version's document: `2.html.gz`, and of the document that the
  /// record lists at another place than the first one `2-<index>.html.gz`.
  static func keptName(_ version: Int, document: Int, fileExtension: String) -> String {
    "\(version)\(document == 0 ? "" : "-\(document)").\(fileExtension).gz"
  }

  /// Whether a name is one that ``keptName(_:document:fileExtension:)`` gives.
  static func isKeptName(_ name: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2] == "gz", ["html", "md", "txt"].contains(parts[1]) else {
      return false
    }
    let numbers = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    return numbers.count <= 2
      && numbers.allSatisfy { text in Int(text).map { $0 > 0 && "\($0)" == text } ?? false }
  }

  /// Whether a path is one of a kept document: its bytes are no text.
  static func isKept(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == vendors && Grammar.isId(String(parts[1]))
      && parts[2] == "documents" && isKeptName(String(parts[3]))
  }

  /// The number that a record's file name stands for; `nil` when it is no such name.
  static func version(ofFile name: String) -> Int? {
    guard name.hasSuffix(".json"), let number = Int(name.dropLast(5)), number > 0,
      "\(number).json" == name
    else { return nil }
    return number
  }

  /// Whether a journal may write there.
  static func isWritable(_ path: String) -> Bool {
    if isKept(path) { return true }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == vendors, Grammar.isId(String(parts[1])) else {
      return false
    }
    return parts[2] == "vendor.json" || version(ofFile: String(parts[2])) != nil
  }
}
