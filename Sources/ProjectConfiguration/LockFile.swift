import Diagnostics
public import JSONText

/// Reads and writes `cspreg.lock`, which has exactly one spelling.
public enum LockFile {
  /// The bytes of a lock in its canonical form.
  public static func bytes(_ lock: Lock) -> [UInt8] {
    let versions = lock.versions.sorted { ($0.vendor, $0.number) < ($1.vendor, $1.number) }
    let json: JSON = [
      "lock": 1,
      "registries": .array(
        lock.registries.map {
          [
            "path": JSON($0.path), "first": .string($0.first), "seq": .int($0.seq),
            "head": .string($0.head),
          ]
        }),
      "versions": .array(
        versions.map {
          [
            "vendor": .string($0.vendor), "version": .int($0.number), "auto": .bool($0.isAuto),
            "sha256": .string($0.sha256), "requirements": .string($0.requirements),
          ]
        }),
    ]
    return json.canonicalBytes()
  }

  /// Reads a lock.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - file: Its name for messages.
  /// - Returns: The lock, each entry with its line.
  /// - Throws: What is wrong and where, with the exit code for integrity failures: nobody writes a
  ///   lock by hand.
  public static func read(_ bytes: [UInt8], file: String) throws(JSONError) -> Lock {
    do throws(JSONError) {
      let lock = try parse(JSONNode(parsing: bytes, file: file))
      let canonical = LockFile.bytes(lock)
      if canonical != bytes { throw difference(bytes, canonical, file) }
      return lock
    } catch {
      throw JSONError(
        file: file, line: error.line, column: error.column,
        message: error.message + "; the lock is not what was written. " + advice,
        exitCode: .integrity)
    }
  }

  /// What to do about a lock that does not fit.
  public static let advice =
    "Restore it from version control; if that is no way, remove it and run cspreg upgrade --all"

  private static func parse(_ node: JSONNode) throws(JSONError) -> Lock {
    let keys = ["lock", "registries", "versions"]
    let members = try node.members(allowing: keys, required: keys, "the lock")
    guard try members.int("lock") == 1 else {
      throw try members.value("lock").error("this program knows locks of form 1 only")
    }
    var lock = Lock()
    lock.registries = try members.list("registries", registry)
    for node in try members.array("versions") {
      let version = try version(node)
      if lock.version(version.vendor, version.number) != nil {
        throw node.error("\(version.name) stands twice")
      }
      if version.isAuto, let other = lock.auto(version.vendor) {
        throw node.error("\"auto\" means \(other.name) already")
      }
      lock.versions.append(version)
    }
    return lock
  }

  private static func registry(_ node: JSONNode) throws(JSONError) -> Lock.Registry {
    let keys = ["path", "first", "seq", "head"]
    let members = try node.members(allowing: keys, required: keys, "a registry")
    var registry = Lock.Registry(
      path: try members.optionalText("path"), first: try hash(members, "first"),
      seq: try positive(members.value("seq")), head: try hash(members, "head"))
    registry.lockLine = node.line
    return registry
  }

  private static func version(_ node: JSONNode) throws(JSONError) -> Lock.Version {
    let keys = ["vendor", "version", "auto", "sha256", "requirements"]
    let members = try node.members(allowing: keys, required: keys, "a version")
    var version = Lock.Version(
      vendor: try members.text("vendor", idRule, isId),
      number: try positive(members.value("version")), sha256: try hash(members, "sha256"),
      requirements: try hash(members, "requirements"), isAuto: try members.bool("auto"))
    version.lockLine = node.line
    return version
  }

  private static func positive(_ node: JSONNode) throws(JSONError) -> Int {
    let number = try node.int()
    if number < 1 { throw node.error("the number must be 1 or more") }
    return number
  }

  private static func hash(_ members: JSONMembers, _ key: String) throws(JSONError) -> String {
    try members.text(key, "64 lower-case hex digits") { text in
      text.utf8.count == 64
        && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
  }

  private static func difference(
    _ bytes: [UInt8], _ canonical: [UInt8], _ file: String
  ) -> JSONError {
    let same = zip(bytes, canonical).prefix { $0 == $1 }.map(\.0)
    let line = same.count { $0 == 0x0A } + 1
    let column = same.reversed().prefix { $0 != 0x0A }.count + 1
    return JSONError(
      file: file, line: line, column: column,
      message: "the file differs from its canonical form from here on")
  }
}
