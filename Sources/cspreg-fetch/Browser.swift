import CProcessControl
import Fetching
import Glibc
import ScratchFolder
import Spawning

/// A headless Chromium that opens one page and says what its scripts made of it.
///
/// It has an empty profile, no variables of ours, no way out but a ``BrowserGate``, and ends with all
/// its processes when the page is there or its time is over.
struct Browser {
  /// How it ended.
  enum Result {
    /// The page as it stands after its scripts ran.
    case page([UInt8])
    /// There is none.
    case nothing
    case cannotStart(String)
    case timeout
    case tooLarge
  }

  /// How long a page's own timers may go on, in milliseconds of its clock, which skips what it waits for.
  private static let patience = 10_000
  /// The most memory that a process of it may write to.
  private static let memory: rlim_t = 2 << 30

  /// The running browser's process group, for whoever ends this program.
  nonisolated(unsafe) private(set) static var group: pid_t = 0

  /// Opens a page.
  ///
  /// - Parameters:
  ///   - url: The page.
  ///   - program: The browser; a path, or a name on the `PATH`.
  ///   - userAgent: What it calls itself.
  ///   - limit: The most bytes of the page.
  ///   - seconds: CPU seconds after which its processes end even when nobody is there to end them.
  ///   - gate: Its way out.
  ///   - left: Milliseconds until the deadline.
  /// - Returns: How it ended.
  static func open(
    _ url: TargetURL, with program: String, userAgent: String, limit: Int, seconds: Int,
    through gate: BrowserGate, left: () -> Int
  ) -> Result {
    // Chromium has a socket in there, whose path must not be longer than 107 bytes.
    let isShort = getenv("TMPDIR").map { strlen($0) <= 40 } ?? true
    guard let folder = ScratchFolder("cspreg-render", in: isShort ? nil : "/tmp") else {
      return .cannotStart("no folder for its profile: \(String(cString: strerror(errno)))")
    }
    defer { folder.remove() }
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else {
      return .cannotStart(String(cString: strerror(errno)))
    }
    defer { close(ends[0]) }
    // The browser gets none of what is open here, nor of what whoever started this program left open.
    for descriptor in 3..<Int32(256) { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    limitChildren(seconds)
    // Its processes' processes are left to us, and not to whoever reaps them at leisure.
    _ = cspreg_adopt_orphans()
    let code = start(
      program, arguments(url, userAgent, gate, folder.path), folder.path, output: ends[1])
    close(ends[1])
    guard code == 0 else { return .cannotStart(String(cString: strerror(code))) }
    defer { end() }
    return read(ends[0], limit, gate, left)
  }

  /// Ends the browser with all its processes.
  static func end() {
    guard group > 0 else { return }
    kill(-group, SIGKILL)
    // All of them, for none may write into the profile while that is removed.
    var status: Int32 = 0
    while waitpid(-group, &status, 0) > 0 || errno == EINTR {}
    group = 0
  }

  private static func arguments(
    _ url: TargetURL, _ userAgent: String, _ gate: BrowserGate, _ folder: String
  ) -> [String] {
    // The name of the gate is the only one that there is.
    let name = "gate.invalid"
    var arguments = [
      "--headless", "--dump-dom", "--virtual-time-budget=\(patience)",
      "--user-data-dir=\(folder)/profile", "--user-agent=\(userAgent)",
      "--proxy-server=http://\(name):\(gate.port)", "--proxy-bypass-list=<-loopback>",
      "--host-resolver-rules=MAP \(name) 127.0.0.1, MAP * ~NOTFOUND",
      "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--disable-quic",
      "--blink-settings=imagesEnabled=false", "--disable-gpu", "--disable-dev-shm-usage",
      "--disable-extensions", "--disable-plugins", "--disable-sync", "--disable-translate",
      "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
      "--disable-domain-reliability", "--disable-breakpad", "--disable-crash-reporter",
      "--no-default-browser-check", "--no-first-run", "--no-pings", "--mute-audio",
      "--disable-features=MediaRouter,OptimizationHints,Translate,WebTransport",
    ]
    // Chromium has no sandbox for root, and does not start with one.
    if geteuid() == 0 { arguments.append("--no-sandbox") }
    return arguments + [url.text]
  }

  /// What holds for the browser even when this program is killed.
  private static func limitChildren(_ seconds: Int) {
    var time = rlimit(rlim_cur: rlim_t(2 * seconds), rlim_max: rlim_t(2 * seconds + 1))
    setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &time)
    var space = rlimit(rlim_cur: memory, rlim_max: memory)
    setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &space)
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }

  private static func start(
    _ program: String, _ arguments: [String], _ folder: String, output: Int32
  ) -> Int32 {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return spawn(
      [program] + arguments,
      variables: ["PATH=\(path)", "HOME=\(folder)", "TMPDIR=\(folder)", "LANG=C.UTF-8"],
      files: [.nothing, .descriptor(output), .nothing], ownGroup: true, process: &group)
  }

  private static func read(
    _ output: Int32, _ limit: Int, _ gate: BrowserGate, _ left: () -> Int
  ) -> Result {
    var page: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var end = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    while true {
      if left() <= 0 { return .timeout }
      if gate.isFull || page.count > limit { return .tooLarge }
      let ready = poll(&end, 1, 50)
      if ready == 0 || ready < 0 && errno == EINTR { continue }
      let count = Glibc.read(output, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      page += buffer[..<count]
    }
    // What a browser that broke down has written is no page.
    var status = siginfo_t()
    while waitid(P_PID, id_t(group), &status, WEXITED | WNOWAIT | WNOHANG) == 0,
      status._sifields._sigchld.si_pid == 0
    {
      if left() <= 0 { return .timeout }
      usleep(5000)
    }
    let isWhole = status.si_code == CLD_EXITED && status._sifields._sigchld.si_status == 0
    return isWhole && !page.isEmpty && !isErrorPage(page) ? .page(page) : .nothing
  }

  /// Whether this is Chromium's own page about a page that it could not have, as after a script led on.
  ///
  /// Tags, which a page's text cannot spell so.
  private static func isErrorPage(_ page: [UInt8]) -> Bool {
    ["<body class=\"neterror\"", "<div id=\"main-frame-error\""].allSatisfy {
      page.firstRange(of: Array($0.utf8)) != nil
    }
  }
}
