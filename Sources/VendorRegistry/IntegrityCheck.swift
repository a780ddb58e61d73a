import JSONText
import MessageDigest
import VendorRequirements

/// Holds stored files against what the log says about them.
enum IntegrityCheck {
  static let advice =
    "; restore the file from version control or the registry's release, and publish corrections "
    + "as a new version"

  /// The record that a log line published.
  static func record(_ bytes: [UInt8], entry: LogEntry, file: String) throws(RegistryError)
    -> VersionRecord
  {
    let record = try contents(
      bytes, entry: entry, file: file,
      read: { (bytes, file) throws(JSONError) in
        try RecordReader.readPublished(bytes, file: file)
      }, write: RecordWriter.bytes)
    guard record.vendor == entry.vendor, record.version == entry.version else {
      throw RegistryError(
        .tampered, file,
        "the record calls itself \(record.name), its place stands for "
          + "\(entry.vendor)@\(entry.version ?? 0)" + advice)
    }
    return record
  }

  /// The vendor that a log line wrote.
  static func vendor(_ bytes: [UInt8], entry: LogEntry, file: String) throws(RegistryError)
    -> Vendor
  {
    let vendor = try contents(
      bytes, entry: entry, file: file,
      read: { (bytes, file) throws(JSONError) in try VendorFile.parse(bytes, file: file) },
      write: VendorFile.bytes)
    guard vendor.id == entry.vendor else {
      throw RegistryError(
        .tampered, file,
        "the id is \(vendor.id), the folder's name is \(entry.vendor)" + advice)
    }
    return vendor
  }

  /// Holds a kept document against the record that names it.
  static func kept(
    _ bytes: [UInt8], _ kept: VersionRecord.Kept, file: String
  ) throws(RegistryError) {
    let hash = SHA256.hex(of: bytes)
    guard hash == kept.sha256 else {
      throw RegistryError(
        .tampered, file,
        "the kept document was changed: SHA-256 is \(hash.prefix(12))…, its record says "
          + "\(kept.sha256.prefix(12))…" + advice)
    }
  }

  private static func contents<Contents>(
    _ bytes: [UInt8], entry: LogEntry, file: String,
    read: ([UInt8], String) throws(JSONError) -> Contents, write: (Contents) -> [UInt8]
  ) throws(RegistryError) -> Contents {
    let contents: Contents
    do throws(JSONError) {
      contents = try read(bytes, file)
    } catch {
      throw RegistryError(
        .tampered, error, "; the file is not what was published" + advice)
    }
    let canonical = write(contents)
    if canonical != bytes {
      let (line, column) = firstDifference(bytes, canonical)
      throw RegistryError(
        .tampered, file, line: line, column: column,
        "the file differs from its canonical form from here on; it is not what was published"
          + advice)
    }
    let hash = SHA256.hex(of: bytes)
    if hash != entry.sha256 {
      throw RegistryError(
        .tampered, file,
        "the contents were changed after publication: SHA-256 is \(hash.prefix(12))…, line "
          + "\(entry.seq) of the log says \(entry.sha256.prefix(12))…" + advice)
    }
    return contents
  }

  /// Line and column of the first byte of a file that differs from what it should be.
  static func firstDifference(_ bytes: [UInt8], _ wanted: [UInt8]) -> (line: Int, column: Int) {
    var line = 1
    var column = 1
    for (byte, other) in zip(bytes, wanted) {
      if byte != other { break }
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    return (line, column)
  }
}
