import Diagnostics
import VendorRegistry
public import VendorRequirements

/// Finds the record that an operand of the command line names.
public struct RecordSource {
  private let search: RegistrySearch
  private let revision: String?
  private var opened: Registries?

  /// Makes a source that opens the registry only when it must.
  ///
  /// - Parameters:
  ///   - search: Where the registries are.
  ///   - revision: A git revision of the first registry to read from; `nil` for what is on disk.
  public init(_ search: RegistrySearch, at revision: String? = nil) {
    self.search = search
    self.revision = revision
  }

  /// The record of `vendor@n`, of a candidate, or in a record file.
  public mutating func record(_ operand: String) throws -> VersionRecord {
    if !Self.isReference(operand), isFile(operand) || isDirectory(operand) {
      return try RecordReader.read(Input.read(operand), file: operand)
    }
    if operand.contains("/") {
      throw CommandError(operand, "there is no such file.", exitCode: .unfinished)
    }
    if try isCandidate(operand) {
      return try CandidateProgram.record(operand, config: search.config)
    }
    let reference = try VendorReference(parsing: operand)
    guard let revision else { return try registries().record(reference) }
    let storage = try GitStorage(directory: search.directory(), revision: revision)
    return try VendorRegistry(storage: storage).record(reference)
  }

  /// The latest record of every vendor.
  public mutating func latest() throws -> [VersionRecord] {
    let registries = try registries()
    return try registries.vendors().map { try registries.record(VendorReference(vendor: $0)) }
  }

  /// What the registry knows of a record's vendor; `nil` when it knows nothing.
  public mutating func vendor(of record: VersionRecord) -> Vendor? {
    try? registries().vendor(record.vendor)
  }

  /// Whether an operand names a candidate of the watch; a vendor of that name comes first.
  private mutating func isCandidate(_ operand: String) throws -> Bool {
    guard CandidateId.isOne(operand) else { return false }
    return try !registries().vendors().contains(operand)
  }

  private mutating func registries() throws -> Registries {
    if let opened { return opened }
    let registries = try search.open()
    opened = registries
    return registries
  }

  /// Whether an operand has the form of a version, such as `userpilot@2`.
  public static func isReference(_ operand: String) -> Bool {
    operand.contains("@") && !operand.contains("/") && !isFile(operand)
  }

  /// Whether a file looks like a record: JSON starts with a brace.
  public static func isRecordFile(_ path: String) -> Bool {
    guard let bytes = try? Input.read(path) else { return false }
    return bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "{")
  }
}
