import MessageDigest
public import VendorRequirements

extension Publisher {
  /// Publishes a record as the next version of a vendor that so far only another registry has.
  ///
  /// - Parameters:
  ///   - record: What to publish, as in ``publish(_:vendor:at:)``.
  ///   - history: The vendor in the other registry; copied first, so that the numbers go on.
  ///   - vendor: The vendor as it is from now on, such as with a further page; `nil` leaves it as
  ///     the other registry has it.
  ///   - copies: Documents to keep.
  ///   - at: The time, ISO 8601 in UTC.
  /// - Returns: The record with its number.
  /// - Throws: ``RegistryError``; then nothing was published.
  @discardableResult
  public func publish(
    _ record: VersionRecord, continuing history: UpstreamHistory, vendor: Vendor? = nil,
    copies: [DocumentCopy] = [], at: String
  ) throws(RegistryError) -> VersionRecord {
    var record = record
    try write(at: at) { (publication) throws(RegistryError) in
      _ = try publication.take(history)
      if let vendor { try publication.put(vendor, onlyIfChanged: true) }
      record = try publication.put(record, copies: copies)
    }
    return record
  }

  /// Takes over what another registry published since.
  ///
  /// A registry whose log begins like the other's follows it line by line. In any other, vendors
  /// that were copied from there are brought up to date: new versions as copies with the next free
  /// numbers, withdrawals, and a `vendor.json` that was not changed here.
  ///
  /// - Parameters:
  ///   - upstream: The other registry.
  ///   - vendors: The copied vendors that come from there; `nil` means all.
  ///   - mayStart: Whether a registry in which nothing was published yet takes everything.
  ///   - at: The time, ISO 8601 in UTC.
  /// - Returns: What was taken.
  /// - Throws: ``RegistryError`` of code `tampered` when the other history does not go on from the
  ///   one that is known here, with the place where they part; then nothing was taken.
  public func update(
    from upstream: VendorRegistry, vendors: Set<String>? = nil, mayStart: Bool, at: String
  ) throws(RegistryError) -> UpstreamUpdate {
    var update = UpstreamUpdate()
    let lock = try lock()
    defer { lock.release() }
    try finishPending()
    let storage = RegistryDirectory(path: directory)
    let isEmpty = try storage.read(RegistryPath.log) ?? [] == []
    if isEmpty, !mayStart { return update }
    if let mirror = try Mirror(storage, of: upstream) {
      update.lines = try mirror.newEntries().count
      if let journal = try mirror.journal() { try perform(journal) }
      return update
    }
    var publication = try Publication(storage: storage, at: at)
    for history in try UpstreamUpdate.histories(in: storage, of: upstream, vendors) {
      let taken = try publication.take(history)
      if !taken.isEmpty { update.vendors.append(taken) }
    }
    if let journal = publication.journal { try perform(journal) }
    return update
  }
}

/// What ``Publisher/update(from:mayStart:at:)`` took, or would take.
public struct UpstreamUpdate: Sendable {
  /// Lines of the log, when the registry follows the other one line by line.
  public internal(set) var lines = 0
  /// Vendors that were copied, when it does not.
  public internal(set) var vendors: [TakenHistory] = []

  /// Whether there was nothing to take.
  public var isEmpty: Bool { lines == 0 && vendors.isEmpty }

  /// What an update would take; nothing is written.
  ///
  /// - Parameters:
  ///   - directory: The registry's folder.
  ///   - upstream: The other registry.
  ///   - vendors: The copied vendors that come from there; `nil` means all.
  ///   - mayStart: Whether a registry in which nothing was published yet takes everything.
  /// - Returns: What would be taken.
  /// - Throws: What the update would throw.
  public static func pending(
    in directory: String, from upstream: VendorRegistry, vendors: Set<String>? = nil,
    mayStart: Bool
  ) throws(RegistryError) -> UpstreamUpdate {
    var update = UpstreamUpdate()
    let storage = RegistryDirectory(path: directory)
    let isEmpty = try storage.read(RegistryPath.log) ?? [] == []
    if isEmpty, !mayStart { return update }
    if let mirror = try Mirror(storage, of: upstream) {
      update.lines = try mirror.newEntries().count
      return update
    }
    var publication = try Publication(storage: storage, at: "2000-01-01T00:00:00Z")
    for history in try histories(in: storage, of: upstream, vendors) {
      let taken = try publication.take(history)
      if !taken.isEmpty { update.vendors.append(taken) }
    }
    return update
  }

  /// The histories of the vendors that a registry copied from another one.
  static func histories(
    in storage: RegistryDirectory, of upstream: VendorRegistry, _ vendors: Set<String>?
  ) throws(RegistryError) -> [UpstreamHistory] {
    let own = VendorRegistry(contents: try RegistryContents(storage: storage))
    var histories: [UpstreamHistory] = []
    for id in own.vendors() {
      if let vendors, !vendors.contains(id) { continue }
      if try own.origins(of: id).isEmpty { continue }
      guard upstream.has(id) else {
        throw RegistryError(
          .tampered, upstream.name,
          "it has no vendor \(id), of which versions were copied from a registry: lines were "
            + "removed, or this is another registry")
      }
      histories.append(try UpstreamHistory(of: id, in: upstream))
    }
    return histories
  }
}

extension VendorRegistry {
  /// Where the copied versions of a vendor come from, in the order of their numbers.
  public func origins(of vendor: String) throws(RegistryError) -> [VersionRecord.Origin] {
    var origins: [VersionRecord.Origin] = []
    for version in try versions(of: vendor) {
      let reference = VendorReference(vendor: vendor, version: .number(version.number))
      if let origin = try record(reference).origin { origins.append(origin) }
    }
    return origins
  }

  /// SHA-256 of the record that a version is a copy of; `nil` when it is no copy.
  public func originalHash(of version: PublishedVersion) throws(RegistryError) -> String? {
    var record = try record(.init(vendor: version.vendor, version: .number(version.number)))
    guard let origin = record.origin else { return nil }
    record.origin = nil
    record.version = origin.version
    return SHA256.hex(of: RecordWriter.bytes(record))
  }

  /// Whether the log has a line with this hash.
  public func knows(head: String) throws(RegistryError) -> Bool {
    try contents.log.number(ofLineWithHash: head) != nil
  }
}
