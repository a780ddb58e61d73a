import CCurl
import Fetching
import Glibc
import MessageDigest

/// Carries out one request: each hop is checked, looked up once, pinned and limited.
struct Exchange: ~Copyable {
  private let request: FetchRequest
  private var deadline: Int
  private var handle: CurlHandle
  private var response: FetchResponse
  private var robots: [String: RobotsRules] = [:]

  init?(_ request: FetchRequest) {
    guard let handle = CurlHandle() else { return nil }
    self.request = request
    self.handle = handle
    deadline = Self.milliseconds() + request.limits.seconds * 1000
    response = FetchResponse(outcome: .answered, url: request.url)
  }

  /// What went wrong on the way.
  struct Broken: Error {
    var failure: FetchResponse.Failure
    var message: String
  }

  /// Runs to the end; the body goes to standard output.
  mutating func run() -> FetchResponse {
    do {
      try request.check()
      switch request.method {
      case .get: try get()
      case .post: try send(schemes: ["https", "http"])
      case .smtp: try send(schemes: ["smtps", "smtp"])
      }
    } catch let refusal as Refusal {
      response.outcome = .refused
      response.reason = refusal.reason.rawValue
      response.message = refusal.message
    } catch let broken as Broken {
      response.outcome = .failed
      response.reason = broken.failure.rawValue
      response.message = broken.message
    } catch {
      preconditionFailure("an exchange throws a refusal or a failure")
    }
    return response
  }

  private mutating func get() throws {
    var url = try TargetURL(request.url)
    var previous: TargetURL?
    while true {
      response.url = url.text
      if request.obeysRobots { try obeyRobots(url, from: previous) }
      let hop = try exchange(
        url, from: previous, sink: request.render == nil ? .standardOutput : .held,
        limits: request.limits,
        headers: previous.map { $0.origin == url.origin } ?? true ? request.headers : [],
        isConditional: true)
      guard let location = hop.location else {
        finish(hop)
        if let browser = request.render { try render(url, hop, with: browser) }
        return
      }
      guard response.hops.count <= request.limits.redirects else {
        throw Refusal(
          .redirects, "it leads on after \(request.limits.redirects) redirects.")
      }
      previous = url
      url = try url.resolving(location)
    }
  }

  private mutating func send(schemes: Set<String>) throws {
    let url = try TargetURL(request.url, schemes: schemes)
    finish(
      try exchange(
        url, from: nil, sink: .standardOutput, limits: request.limits, headers: request.headers,
        isConditional: false))
  }

  private mutating func finish(_ hop: Hop) {
    response.code = hop.code
    response.headers = hop.transfer.headers
    response.bytes = hop.transfer.bytes
    response.compressedBytes = hop.transfer.compressedBytes
    response.sha256 = hop.transfer.sha256
    response.retryAfter = response.header("retry-after").flatMap {
      RetryAfter.seconds($0, now: time(nil))
    }
  }

  /// Writes what the page's scripts make of it; what is no page is written as it came.
  private mutating func render(_ url: TargetURL, _ hop: Hop, with browser: String) throws {
    let isPage = ["text/html", "application/xhtml+xml", nil].contains(response.mediaType)
    guard (200..<300).contains(hop.code), isPage else {
      return FetchCommand.write(hop.transfer.memory, to: STDOUT_FILENO)
    }
    guard let gate = BrowserGate(for: url, request, bytes: hop.transfer.compressedBytes) else {
      throw Broken(failure: .render, message: "no port for the browser's connections can be had.")
    }
    let turn = takeTurn(HostLookup.addresses(of: url), url.host)
    defer { _ = turn }
    let deadline = deadline
    let result = Browser.open(
      url, with: browser, userAgent: request.userAgent, limit: request.limits.bytes,
      seconds: request.limits.seconds, through: gate, left: { deadline - Self.milliseconds() })
    switch result {
    case .page(let page):
      response.take(rendered: page.count, travelled: gate.tally.bytes, SHA256.hex(of: page))
      FetchCommand.write(page, to: STDOUT_FILENO)
    case .nothing:
      if let refusal = gate.tally.refusal { throw refusal }
      throw Broken(failure: .render, message: "the browser showed no page.")
    case .cannotStart(let problem):
      throw Broken(
        failure: .render, message: "the browser \(browser) cannot be started: \(problem).")
    case .timeout:
      throw Broken(
        failure: .timeout,
        message: "the page was not finished after \(request.limits.seconds) seconds.")
    case .tooLarge: throw tooLarge
    }
  }

  /// Waits until nobody else of the request's group asks these addresses; the wait does not count.
  private mutating func takeTurn(_ addresses: [NetworkAddress], _ host: String) -> Turn {
    let start = Self.milliseconds()
    Watchdog.stop()
    let turn = Turn(at: addresses, name: host, folder: request.turns)
    deadline += Self.milliseconds() - start
    Watchdog.goOn(milliseconds: deadline - Self.milliseconds())
    return turn
  }

  /// Refuses a page that the site asks programs to leave alone (RFC 9309).
  private mutating func obeyRobots(_ page: TargetURL, from previous: TargetURL?) throws {
    if robots[page.origin] == nil { robots[page.origin] = try rules(of: page, from: previous) }
    guard robots[page.origin]?.allows(page.target) ?? true else {
      throw Refusal(.robots, "the site's robots.txt asks programs not to read this page.")
    }
  }

  private mutating func rules(
    of page: TargetURL, from previous: TargetURL?
  ) throws -> RobotsRules {
    var url = try page.resolving("/robots.txt")
    var before = previous
    var limits = request.limits
    limits.bytes = RobotsRules.limit
    limits.compressedBytes = RobotsRules.limit
    for _ in 0...5 {
      let hop = try exchange(
        url, from: before, sink: .memory, limits: limits, headers: [], isConditional: false)
      if let location = hop.location {
        before = url
        url = try url.resolving(location)
        continue
      }
      if (200..<300).contains(hop.code) {
        return RobotsRules(hop.transfer.memory, program: FetchRequest.product)
      }
      if hop.code == 429 || hop.code >= 500 {
        response.retryAfter = hop.transfer.headers.last { $0.name.lowercased() == "retry-after" }
          .flatMap { RetryAfter.seconds($0.value, now: time(nil)) }
        throw Refusal(
          .robots, "the site's robots.txt cannot be had (the server answered \(hop.code)).")
      }
      break
    }
    return RobotsRules([], program: FetchRequest.product)
  }

  /// One answer.
  private struct Hop {
    let code: Int
    let transfer: Transfer
    /// Where it leads, when it does.
    let location: String?
  }

  private mutating func exchange(
    _ url: TargetURL, from previous: TargetURL?, sink: Transfer.Sink,
    limits: FetchRequest.Limits, headers: [FetchRequest.Header], isConditional: Bool
  ) throws -> Hop {
    try request.permission.check(url, from: previous)
    let proxy = ProxyChoice.proxy(for: url) { getenv($0).map { String(cString: $0) } }
    let addresses = HostLookup.addresses(of: url)
    if addresses.isEmpty, proxy == nil {
      throw Broken(failure: .resolve, message: "there is no address for \(url.host).")
    }
    try request.permission.check(addresses)
    let turn = takeTurn(addresses, url.host)
    defer { _ = turn }
    let left = deadline - Self.milliseconds()
    guard left > 0 else { throw timeout }

    let isGet = request.method == .get
    let transfer = Transfer(
      handle: handle.pointer, sink: sink, limits: limits,
      addresses: proxy == nil ? Set(addresses) : nil,
      upload: Array((request.body ?? "").utf8),
      keepsBody: { code, headers in !isGet || Self.location(code, headers) == nil })
    handle.reset()
    handle.set(CURLOPT_URL, url.text)
    handle.set(CURLOPT_PROTOCOLS_STR, url.scheme)
    handle.set(CURLOPT_PATH_AS_IS, 1)
    handle.set(CURLOPT_FOLLOWLOCATION, 0)
    handle.set(CURLOPT_NOSIGNAL, 1)
    handle.set(CURLOPT_SSL_VERIFYPEER, 1)
    handle.set(CURLOPT_SSL_VERIFYHOST, 2)
    handle.set(CURLOPT_TIMEOUT_MS, left)
    handle.set(CURLOPT_CONNECTTIMEOUT_MS, min(left, 10_000))
    // What was looked up and allowed is what is connected to; no second look-up can differ.
    if url.address == nil, !addresses.isEmpty, proxy == nil {
      let list = addresses.map { $0.isFour ? $0.description : "[\($0)]" }
      handle.set(
        CURLOPT_RESOLVE, list: ["\(url.host):\(url.port):\(list.joined(separator: ","))"])
    }
    handle.set(CURLOPT_PROXY, proxy ?? "")
    handle.set(CURLOPT_NOPROXY, "")
    transfer.attach(to: handle)
    switch request.method {
    case .get, .post: prepareHTTP(headers, isConditional: isConditional)
    case .smtp: prepareMail(url)
    }
    let result = curl_easy_perform(handle.pointer)
    // After a limit the answer so far is enough of a robots.txt.
    let isCut = sink == .memory && transfer.bytes > 0
    if result != CURLE_OK, !isCut { throw problem(result, transfer) }
    let code = handle.code
    if sink != .memory {
      response.hops.append(.init(url: url.text, code: code, address: handle.address))
    }
    return Hop(
      code: code, transfer: transfer, location: isGet ? Self.location(code, transfer.headers) : nil)
  }

  private mutating func prepareHTTP(_ headers: [FetchRequest.Header], isConditional: Bool) {
    handle.set(CURLOPT_USERAGENT, request.userAgent)
    handle.set(CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
    var lines = headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    if request.method == .post {
      let body = request.body ?? ""
      handle.set(CURLOPT_POST, 1)
      handle.set(size: CURLOPT_POSTFIELDSIZE_LARGE, body.utf8.count)
      handle.set(CURLOPT_COPYPOSTFIELDS, body)
      lines.append("Expect:")
    } else if !headers.contains(where: { $0.name.lowercased() == "accept" }) {
      lines.append("Accept: text/html, text/markdown;q=0.9, text/plain;q=0.8, */*;q=0.5")
    }
    if isConditional {
      if let etag = request.etag { lines.append("If-None-Match: \(etag)") }
      if let date = request.lastModified { lines.append("If-Modified-Since: \(date)") }
    }
    handle.set(CURLOPT_HTTPHEADER, list: lines)
  }

  private mutating func prepareMail(_ url: TargetURL) {
    guard let envelope = request.envelope else { return }
    handle.set(CURLOPT_UPLOAD, 1)
    handle.set(CURLOPT_MAIL_FROM, "<\(envelope.from)>")
    handle.set(CURLOPT_MAIL_RCPT, list: envelope.to.map { "<\($0)>" })
    handle.set(size: CURLOPT_INFILESIZE_LARGE, (request.body ?? "").utf8.count)
    let isOptional = request.permission.privateAddresses && !url.isEncrypted
    handle.set(
      CURLOPT_USE_SSL, Int(isOptional ? CURLUSESSL_TRY.rawValue : CURLUSESSL_ALL.rawValue))
    if let user = envelope.user { handle.set(CURLOPT_USERNAME, user) }
    if let password = envelope.password { handle.set(CURLOPT_PASSWORD, password) }
  }

  private func problem(_ code: CURLcode, _ transfer: Transfer) -> any Error {
    switch transfer.stop {
    case .foreignAddress(let address):
      return Refusal(
        .privateAddress,
        "a connection to \(address.map(\.description) ?? "another kind of address") was asked for, "
          + "which was not looked up and allowed before.")
    case .tooLarge: return tooLarge
    case .outputClosed:
      return Broken(failure: .network, message: "standard output cannot be written.")
    case nil: break
    }
    let words = String(cString: curl_easy_strerror(code))
    switch code {
    case CURLE_OPERATION_TIMEDOUT: return timeout
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
      return Broken(failure: .resolve, message: "there is no address for it.")
    case CURLE_COULDNT_CONNECT:
      return Broken(failure: .connect, message: "no connection: nobody answers there.")
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ENGINE_NOTFOUND,
      CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS:
      return Broken(failure: .tls, message: "the encryption failed: \(words).")
    case CURLE_LOGIN_DENIED, CURLE_UPLOAD_FAILED:
      return Broken(failure: .mail, message: "the mail server refused: \(words).")
    default:
      if request.method == .smtp, handle.code >= 400 {
        return Broken(
          failure: .mail, message: "the mail server answered \(handle.code): \(words).")
      }
      return Broken(failure: .network, message: "the exchange broke off: \(words).")
    }
  }

  private var tooLarge: Broken {
    Broken(
      failure: .tooLarge,
      message: "it is larger than \(request.limits.bytes) bytes, or "
        + "\(request.limits.compressedBytes) compressed.")
  }

  private var timeout: Broken {
    Broken(
      failure: .timeout, message: "it took longer than \(request.limits.seconds) seconds.")
  }

  /// Where an answer leads.
  private static func location(_ code: Int, _ headers: [FetchRequest.Header]) -> String? {
    guard [301, 302, 303, 307, 308].contains(code) else { return nil }
    return headers.last { $0.name.lowercased() == "location" }?.value
  }

  private static func milliseconds() -> Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1000 + now.tv_nsec / 1_000_000
  }
}
