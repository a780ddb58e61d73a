import CCurl
import Fetching
import Glibc

/// A connection to a host, through the environment's proxy where it names one.
struct Upstream: ~Copyable {
  private let handle: CurlHandle
  /// Bytes to and from the host.
  let socket: Int32

  /// Connects; `nil` when nobody answers.
  ///
  /// - Parameters:
  ///   - url: Whom to.
  ///   - addresses: What was looked up and allowed; nothing else is connected to.
  init?(_ url: TargetURL, _ addresses: [NetworkAddress]) {
    guard var handle = CurlHandle() else { return nil }
    let proxy = ProxyChoice.proxy(for: url) { getenv($0).map { String(cString: $0) } }
    guard proxy != nil || !addresses.isEmpty else { return nil }
    handle.set(CURLOPT_URL, "http://\(url.bracketedHost):\(url.port)/")
    handle.set(CURLOPT_CONNECT_ONLY, 1)
    handle.set(CURLOPT_NOSIGNAL, 1)
    handle.set(CURLOPT_CONNECTTIMEOUT_MS, 10_000)
    handle.set(CURLOPT_PROXY, proxy ?? "")
    handle.set(CURLOPT_NOPROXY, "")
    if proxy != nil {
      handle.set(CURLOPT_HTTPPROXYTUNNEL, 1)
    } else if url.address == nil {
      let list = addresses.map { $0.isFour ? $0.description : "[\($0)]" }
      handle.set(
        CURLOPT_RESOLVE, list: ["\(url.host):\(url.port):\(list.joined(separator: ","))"])
    }
    guard curl_easy_perform(handle.pointer) == CURLE_OK else { return nil }
    let connected = cspreg_curl_socket(handle.pointer)
    guard connected >= 0 else { return nil }
    // Reading and writing wait, as the gate's threads do.
    _ = fcntl(connected, F_SETFL, fcntl(connected, F_GETFL) & ~O_NONBLOCK)
    self.handle = handle
    socket = connected
  }
}
