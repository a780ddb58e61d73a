import CCurl
import Fetching
import Glibc

/// The addresses of a host, asked once.
enum HostLookup {
  /// The addresses in the resolver's order; empty when there are none.
  static func addresses(of url: TargetURL) -> [NetworkAddress] {
    if let address = url.address { return [address] }
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_family = AF_UNSPEC
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(url.host, nil, &hints, &list) == 0 else { return [] }
    defer { freeaddrinfo(list) }
    var addresses: [NetworkAddress] = []
    var next = list
    while let entry = next {
      var bytes = [UInt8](repeating: 0, count: 16)
      if let socketAddress = entry.pointee.ai_addr {
        let count = Int(cspreg_address_bytes(socketAddress, &bytes))
        if let address = NetworkAddress(bytes: Array(bytes.prefix(count))),
          !addresses.contains(address)
        {
          addresses.append(address)
        }
      }
      next = entry.pointee.ai_next
    }
    return addresses
  }
}
