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

  /// The number that a record's file name stands for; `nil` when it is no such name.
  static func version(ofFile name: String) -> Int? {
    guard name.hasSuffix(".json"), let number = Int(name.dropLast(5)), number > 0,
      "\(number).json" == name
    else { return nil }
    return number
  }

  /// Whether a journal may write there.
  static func isWritable(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == vendors, Grammar.isId(String(parts[1])) else {
      return false
    }
    return parts[2] == "vendor.json" || version(ofFile: String(parts[2])) != nil
  }
}
