import CCurl
import Fetching
import Glibc
import MessageDigest

/// What libcurl hands over while one exchange runs, and the limits that end it.
final class Transfer {
  /// Where the body goes.
  enum Sink {
    case standardOutput
    /// Kept as far as the limit.
    case memory
    /// Kept whole.
    case held
  }

  /// Why libcurl was told to stop.
  enum Stop {
    case tooLarge
    case outputClosed
    case foreignAddress(NetworkAddress?)
  }

  /// The most bytes of headers.
  static let headerLimit = 256 << 10

  let sink: Sink
  let limits: FetchRequest.Limits
  /// Addresses that may be connected to; `nil` for those of a proxy.
  let addresses: Set<NetworkAddress>?
  /// Whether the body of an answer with this code belongs to the result.
  let keepsBody: (Int, [FetchRequest.Header]) -> Bool
  private let handle: UnsafeMutableRawPointer
  private var upload: ArraySlice<UInt8>

  private(set) var headers: [FetchRequest.Header] = []
  private(set) var memory: [UInt8] = []
  private(set) var bytes = 0
  private(set) var compressedBytes = 0
  private(set) var stop: Stop?
  private var digest = SHA256.Stream()
  private var headerBytes = 0

  init(
    handle: UnsafeMutableRawPointer, sink: Sink, limits: FetchRequest.Limits,
    addresses: Set<NetworkAddress>?, upload: [UInt8],
    keepsBody: @escaping (Int, [FetchRequest.Header]) -> Bool
  ) {
    self.handle = handle
    self.sink = sink
    self.limits = limits
    self.addresses = addresses
    self.upload = upload[...]
    self.keepsBody = keepsBody
  }

  var sha256: String { digest.hex() }

  /// Gives libcurl the callbacks; the transfer must outlive the exchange.
  func attach(to handle: borrowing CurlHandle) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    handle.set(CURLOPT_WRITEDATA, context: context)
    handle.set(CURLOPT_HEADERDATA, context: context)
    handle.set(CURLOPT_XFERINFODATA, context: context)
    handle.set(CURLOPT_OPENSOCKETDATA, context: context)
    handle.set(CURLOPT_READDATA, context: context)
    handle.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      Transfer.of(context).take(body: UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    handle.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      Transfer.of(context).take(header: UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    handle.set(CURLOPT_READFUNCTION) { bytes, size, count, context in
      Transfer.of(context).give(
        to: UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
    }
    cspreg_curl_set_progress(handle.pointer) { context, _, received, _, _ in
      Transfer.of(context).take(progress: Int(received))
    }
    handle.set(CURLOPT_NOPROGRESS, 0)
    cspreg_curl_set_open(handle.pointer) { context, _, address in
      guard let address else { return -1 }
      return Transfer.of(context).open(address)
    }
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> Transfer {
    guard let context else { preconditionFailure("libcurl gives back the context it was given") }
    return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }

  /// Takes inflated bytes; any other count than all of them ends the exchange.
  private func take(body: UnsafeRawBufferPointer) -> Int {
    guard keepsBody(cspreg_curl_response_code(handle), headers) else { return body.count }
    guard bytes + body.count <= limits.bytes else {
      stop = .tooLarge
      // A robots.txt is read as far as its limit.
      if sink == .memory { memory += body.prefix(limits.bytes - bytes) }
      return 0
    }
    bytes += body.count
    digest.update(body)
    switch sink {
    case .memory, .held: memory += body
    case .standardOutput:
      var start = 0
      while start < body.count {
        let count = write(STDOUT_FILENO, body.baseAddress.map { $0 + start }, body.count - start)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          stop = .outputClosed
          return 0
        }
        start += count
      }
    }
    return body.count
  }

  private func take(header: UnsafeRawBufferPointer) -> Int {
    headerBytes += header.count
    guard headerBytes <= Self.headerLimit else {
      stop = .tooLarge
      return 0
    }
    var line = header[...]
    while let last = line.last, last == 0x0D || last == 0x0A { line.removeLast() }
    if line.starts(with: "HTTP/".utf8) {
      // Answers before the last one: "100 Continue", a proxy's "200 Connection established".
      headers = []
    } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
      let name = String(decoding: line[..<colon], as: UTF8.self)
      var value = line[(colon + 1)...]
      while let first = value.first, first == 0x20 || first == 0x09 { value.removeFirst() }
      while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
      headers.append(FetchRequest.Header(name, String(decoding: value, as: UTF8.self)))
    }
    return header.count
  }

  private func take(progress received: Int) -> Int32 {
    compressedBytes = received
    guard received <= limits.compressedBytes else {
      if stop == nil { stop = .tooLarge }
      return 1
    }
    return 0
  }

  private func give(to buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, upload.count)
    buffer.copyBytes(from: upload.prefix(count))
    upload = upload.dropFirst(count)
    return count
  }

  /// Opens a socket to an address that was looked up and allowed before, to no other.
  private func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    if let addresses {
      var bytes = [UInt8](repeating: 0, count: 16)
      let count = withUnsafePointer(to: &address.pointee.addr) {
        Int(cspreg_address_bytes($0, &bytes))
      }
      let actual = NetworkAddress(bytes: Array(bytes.prefix(count)))
      guard let actual, addresses.contains(actual) else {
        stop = .foreignAddress(actual)
        return -1
      }
    }
    return socket(
      address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
      address.pointee.protocol)
  }
}
