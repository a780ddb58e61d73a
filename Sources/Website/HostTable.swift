/// Every host that vendors name, with those who name it.
public struct HostTable: Sendable {
  /// A vendor's source with the host.
  struct Use: Sendable {
    /// Position among the vendors.
    var vendor: Int
    /// Position among the vendor's uses.
    var use: Int
  }

  /// Hosts, sorted.
  public let hosts: [String]
  private let uses: [String: [Use]]

  init(_ summaries: [VendorSummary]) {
    var uses: [String: [Use]] = [:]
    for (vendor, summary) in summaries.enumerated() {
      for (use, entry) in summary.uses.enumerated() {
        uses[entry.host, default: []].append(Use(vendor: vendor, use: use))
      }
    }
    self.uses = uses
    hosts = uses.keys.sorted()
  }

  /// Who names a host, in the order of the vendors.
  func uses(of host: String) -> [Use] { uses[host] ?? [] }
}
