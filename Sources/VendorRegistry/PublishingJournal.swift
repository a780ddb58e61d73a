import JSONText

/// The file `.publishing`: what a publication is about to write, and what was there before.
struct PublishingJournal: Sendable, Hashable {
  /// A file that the publication writes.
  struct File: Sendable, Hashable {
    let path: String
    /// Its bytes before; `nil` when it is new.
    let before: [UInt8]?
    /// Its bytes after.
    let after: [UInt8]
  }

  /// Length of the log before the publication.
  let size: Int
  let files: [File]
  /// What the publication appends to the log.
  let lines: [UInt8]

  var bytes: [UInt8] {
    let json: JSON = [
      "size": .int(size),
      "files": .array(
        files.map { file in
          let text = RegistryPath.isKept(file.path) ? Hex.encode : Hex.asText
          return [
            "path": .string(file.path), "before": JSON(file.before.map(text)),
            "after": .string(text(file.after)),
          ]
        }),
      "lines": .string(String(decoding: lines, as: UTF8.self)),
    ]
    return json.canonicalBytes()
  }
}

extension PublishingJournal {
  init(parsing bytes: [UInt8], file: String) throws(RegistryError) {
    do throws(JSONError) {
      self = try PublishingJournal.read(bytes, file: file)
    } catch {
      throw RegistryError(
        .tampered, error,
        "; this file is written whole, so it was damaged later: move it away and run verify")
    }
  }

  private static func read(_ bytes: [UInt8], file: String) throws(JSONError) -> PublishingJournal {
    let keys = ["size", "files", "lines"]
    let members = try JSONNode(parsing: bytes, file: file).members(allowing: keys, required: keys)
    var files: [File] = []
    for node in try members.array("files") {
      let keys = ["path", "before", "after"]
      let members = try node.members(allowing: keys, required: keys)
      let path = try members.text(
        "path", "the path of a record, a kept document or a vendor.json", RegistryPath.isWritable)
      func bytes(_ key: String) throws(JSONError) -> [UInt8]? {
        guard let text = try members.optionalString(key) else { return nil }
        guard RegistryPath.isKept(path) else { return Array(text.utf8) }
        guard let bytes = Hex.decode(text) else {
          throw try members.value(key).error("\"\(key)\" must be pairs of lower-case hex digits")
        }
        return bytes
      }
      guard let after = try bytes("after") else {
        throw node.error("\"after\" must be a string")
      }
      files.append(File(path: path, before: try bytes("before"), after: after))
    }
    return PublishingJournal(
      size: try members.int("size"), files: files, lines: Array(try members.string("lines").utf8))
  }

  /// Tells why what is stored is neither what was before, nor after, nor in between; else `nil`.
  func conflict(in storage: any RegistryStorage) throws(RegistryError) -> RegistryError? {
    let log = try storage.read(RegistryPath.log) ?? []
    if size < 0 || log.count < size {
      return RegistryError(
        .tampered, storage.describe(RegistryPath.log),
        "the log is shorter than the unfinished publication found it" + LogEntry.advice)
    }
    if !lines.starts(with: log[size...]) {
      return RegistryError(
        .tampered, storage.describe(RegistryPath.log),
        "the log goes on otherwise than the unfinished publication would write"
          + LogEntry.advice)
    }
    for file in files {
      let stored = try storage.read(file.path)
      if stored != nil, stored != file.before, stored != file.after {
        return RegistryError(
          .tampered, storage.describe(file.path),
          "the file is neither what it was before the unfinished publication nor what it would "
            + "become" + LogEntry.advice)
      }
    }
    return nil
  }
}
