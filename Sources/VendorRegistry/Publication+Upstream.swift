import VendorRequirements

extension Publication {
  /// Takes over what another registry says of a vendor and this one does not have yet.
  ///
  /// - Parameter history: The vendor there.
  /// - Returns: What was taken.
  /// - Throws: When the history is not the one that earlier copies were taken of.
  mutating func take(_ history: UpstreamHistory) throws(RegistryError) -> TakenHistory {
    let id = history.vendor.id
    let own = try ownRecords(of: id)
    let copies = own.filter { $0.origin != nil }
    if let error = try history.parting(from: copies) { throw error }
    var taken = TakenHistory(vendor: id)
    if own.isEmpty {
      try put(history.vendor, onlyIfChanged: false)
      taken.isVendorTaken = true
    } else if let last = lastVendorHash(of: id), history.vendorHashes.contains(last) {
      // Whoever changed vendor.json here keeps the change.
      let count = files.count
      try put(history.vendor, onlyIfChanged: true)
      taken.isVendorTaken = files.count > count
    }
    for version in history.versions {
      let number: Int
      if let copy = copies.first(where: { $0.origin?.version == version.number }) {
        number = copy.version ?? 0
      } else {
        number = try put(history.copy(of: version), copies: []).version ?? 0
        taken.versions.append((upstream: version.number, own: number))
      }
      if let withdrawal = version.withdrawal, !isWithdrawn(id, number) {
        try withdraw(id, number, reason: withdrawal.reason)
        taken.withdrawn.append(number)
      }
    }
    return taken
  }

  private func ownRecords(of id: String) throws(RegistryError) -> [VersionRecord] {
    guard entries.contains(where: { $0.vendor == id }) else { return [] }
    let registry = VendorRegistry(contents: try RegistryContents(storage: storage))
    var records: [VersionRecord] = []
    for version in try registry.versions(of: id) {
      records.append(try registry.record(.init(vendor: id, version: .number(version.number))))
    }
    return records
  }

  private func lastVendorHash(of id: String) -> String? {
    entries.last { $0.vendor == id && $0.event == .vendor }?.sha256
  }

  private func isWithdrawn(_ id: String, _ number: Int) -> Bool {
    entries.contains { $0.event == .withdrawn && $0.vendor == id && $0.version == number }
  }
}

/// What was taken over of a vendor from another registry.
public struct TakenHistory: Sendable {
  /// Vendor id.
  public let vendor: String
  /// The versions by their number there and here.
  public internal(set) var versions: [(upstream: Int, own: Int)] = []
  /// Own numbers of copies that were withdrawn there since.
  public internal(set) var withdrawn: [Int] = []
  /// Whether `vendor.json` was taken.
  public internal(set) var isVendorTaken = false

  /// Whether there was nothing to take.
  public var isEmpty: Bool { versions.isEmpty && withdrawn.isEmpty && !isVendorTaken }
}
