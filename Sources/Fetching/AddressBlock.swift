/// A block of addresses that are no part of the public Internet, or that lead to others.
///
/// From the special-purpose address registries of IANA (RFC 6890 and its updates).
struct AddressBlock {
  let prefix: [UInt8]
  let bits: Int
  let name: String

  private init(_ text: String, _ name: String) {
    let parts = text.split(separator: "/")
    let address = NetworkAddress(String(parts[0]))
    let bits = Int(parts[1])
    precondition(address != nil && bits != nil, "\(text) is no block of addresses")
    prefix = address?.bytes ?? []
    self.bits = bits ?? 0
    self.name = name
  }

  /// Why an address is refused; `nil` for a public one.
  static func restriction(of address: NetworkAddress) -> String? {
    if address.isFour { return four.first { $0.contains(address.bytes) }?.name }
    let bytes = address.bytes
    // A translator hands these on to the IPv4 address in the last four bytes (RFC 6052).
    if translated.contains(bytes) {
      return NetworkAddress(bytes: Array(bytes.suffix(4)))?.restriction.map {
        "NAT64 of \($0)"
      }
    }
    if let known = six.first(where: { $0.contains(bytes) }) { return known.name }
    return unicast.contains(bytes) ? nil : "not assigned"
  }

  private static let unicast = AddressBlock("2000::/3", "global unicast")
  private static let translated = AddressBlock("64:ff9b::/96", "NAT64")

  private static let four = [
    AddressBlock("0.0.0.0/8", "this network"),
    AddressBlock("10.0.0.0/8", "private"),
    AddressBlock("100.64.0.0/10", "shared (CGNAT)"),
    AddressBlock("127.0.0.0/8", "loopback"),
    AddressBlock("169.254.0.0/16", "link-local"),
    AddressBlock("172.16.0.0/12", "private"),
    AddressBlock("192.0.0.0/24", "protocol assignments"),
    AddressBlock("192.0.2.0/24", "documentation"),
    AddressBlock("192.88.99.0/24", "6to4 relay"),
    AddressBlock("192.168.0.0/16", "private"),
    AddressBlock("198.18.0.0/15", "benchmarking"),
    AddressBlock("198.51.100.0/24", "documentation"),
    AddressBlock("203.0.113.0/24", "documentation"),
    AddressBlock("224.0.0.0/4", "multicast"),
    AddressBlock("240.0.0.0/4", "reserved"),
  ]

  private static let six = [
    AddressBlock("::1/128", "loopback"),
    AddressBlock("::ffff:0:0/96", "IPv4-mapped"),
    AddressBlock("::/96", "IPv4-compatible"),
    AddressBlock("64:ff9b:1::/48", "local NAT64"),
    AddressBlock("100::/64", "discard"),
    AddressBlock("2001::/32", "Teredo"),
    AddressBlock("2001::/23", "protocol assignments"),
    AddressBlock("2001:db8::/32", "documentation"),
    AddressBlock("2002::/16", "6to4"),
    AddressBlock("3fff::/20", "documentation"),
    AddressBlock("5f00::/16", "segment routing"),
    AddressBlock("fc00::/7", "private"),
    AddressBlock("fe80::/10", "link-local"),
    AddressBlock("fec0::/10", "site-local"),
    AddressBlock("ff00::/8", "multicast"),
  ]

  private func contains(_ bytes: [UInt8]) -> Bool {
    guard bytes.count == prefix.count else { return false }
    let whole = bits / 8
    guard bytes[..<whole] == prefix[..<whole] else { return false }
    let rest = bits % 8
    return rest == 0 || (bytes[whole] ^ prefix[whole]) >> (8 - rest) == 0
  }
}
