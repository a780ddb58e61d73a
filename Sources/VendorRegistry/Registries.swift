import Diagnostics
public import VendorRequirements

/// Registries that are searched in order; all of a vendor comes from the first one that has it.
public struct Registries: Sendable {
  /// The registries, the one that is written first.
  public let all: [VendorRegistry]

  /// Opens the registries in some folders.
  ///
  /// A folder in which nothing was published yet counts as a registry without vendors when there are
  /// several, or when it is to be written.
  public init(directories: [String], toWrite: Bool = false) throws(RegistryError) {
    let mayBeEmpty = toWrite || directories.count > 1
    var all: [VendorRegistry] = []
    for directory in directories {
      if toWrite, all.isEmpty, try VendorRegistry.isFree(directory: directory) {
        all.append(try .empty())
        continue
      }
      all.append(try VendorRegistry(directory: directory, mayBeEmpty: mayBeEmpty))
    }
    self.all = all
  }

  /// Where the registries are.
  public var name: String { all.map(\.name).joined(separator: ", ") }

  /// The ids of all vendors, sorted.
  public func vendors() -> [String] {
    guard all.count > 1 else { return all.first?.vendors() ?? [] }
    return Set(all.flatMap { $0.vendors() }).sorted()
  }

  /// The registry that a vendor is read from; `nil` when none has it.
  public func registry(of vendor: String) -> VendorRegistry? {
    all.first { $0.has(vendor) }
  }

  /// The registry that a vendor is read from and that is not written; `nil` when there is none.
  public func upstream(of vendor: String) -> VendorRegistry? {
    all.firstIndex { $0.has(vendor) }.flatMap { $0 == 0 ? nil : all[$0] }
  }

  /// What a vendor's `vendor.json` says.
  public func vendor(_ id: String) throws(RegistryError) -> Vendor {
    try owner(of: id).vendor(id)
  }

  /// All published versions of a vendor in the order of their numbers, withdrawn ones included.
  public func versions(of id: String) throws(RegistryError) -> [PublishedVersion] {
    try owner(of: id).versions(of: id)
  }

  /// The version that a reference stands for.
  public func version(_ reference: VendorReference) throws(RegistryError) -> PublishedVersion {
    try owner(of: reference.vendor).version(reference)
  }

  /// The record that a reference stands for, checked against the log.
  public func record(_ reference: VendorReference) throws(RegistryError) -> VersionRecord {
    try owner(of: reference.vendor).record(reference)
  }

  private func owner(of id: String) throws(RegistryError) -> VendorRegistry {
    if let owner = registry(of: id) { return owner }
    throw .unknownVendor(id, known: vendors(), in: name)
  }
}

extension VendorRegistry {
  /// Opens the registry in a folder, which may hold nothing yet.
  public init(directory: String, mayBeEmpty: Bool) throws(RegistryError) {
    let storage = RegistryDirectory(path: directory)
    if mayBeEmpty, RegistryDirectory.isFolder(directory),
      try storage.read(RegistryPath.log) == nil, try storage.list(RegistryPath.vendors).isEmpty
    {
      self.init(contents: try RegistryContents(storage: storage))
    } else {
      try self.init(directory: directory)
    }
  }

  /// Whether the log names a vendor.
  public func has(_ vendor: String) -> Bool {
    Grammar.isId(vendor) && contents.log.names(vendor)
  }
}

extension RegistryError {
  /// Says that no registry knows a vendor, and which ones there are.
  static func unknownVendor(
    _ id: String, known: [String], in place: String
  ) -> RegistryError {
    var message = "there is no vendor of this name in \(place)"
    if let nearest = NearestName.of(id, in: known) { message += "; did you mean \(nearest)?" }
    if known.isEmpty {
      message += "; it has no vendors yet"
    } else {
      let shown = known.prefix(20).joined(separator: ", ")
      message +=
        (message.hasSuffix("?") ? " It" : "; it")
        + " has \(shown)\(known.count > 20 ? " and \(known.count - 20) more" : "")"
    }
    return RegistryError(.unknownVendor, String(id.prefix(80)), message)
  }
}
