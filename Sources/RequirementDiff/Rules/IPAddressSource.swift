import ContentSecurityPolicy

/// An IP address is listed in place of a host name.
enum IPAddressSource: RiskRule {
  static let id = "ip-address-source"
  static let summary = "An IP address is listed in place of a host name."

  static func risk(
    of source: PlacedSource, in records: RecordComparison
  ) -> (message: String, help: String)? {
    guard let host = source.hostSource?.host, isAddress(host) else { return nil }
    return (
      "\(source.source) is an address, not a name",
      "Ask the vendor for a host name: an address may come to belong to somebody else."
    )
  }

  private static func isAddress(_ host: String) -> Bool {
    if host.hasPrefix("[") { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }
}
