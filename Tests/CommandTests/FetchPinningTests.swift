import Fetching
import Foundation
import Testing

/// What a hostile name server, or a redirect from a public page, can make `cspreg-fetch` connect to.
///
/// A preloaded library invents names and stands for the public Internet, so that nothing has to be
/// allowed for the test: the rules are those of every day.
@Suite(.enabled(if: InventedNames.library != nil, "needs clang or cc"))
struct FetchPinningTests {
  /// Fetches from the invented Internet, where port 80 of public names is the test's site.
  func fetch(
    _ url: String, seconds: Int = 5
  ) throws -> (got: FetchTests.Fetched, lookups: [String], connections: [String]) {
    let tests = try FetchTests(site: #require(InventedNames.site))
    let library = try #require(InventedNames.library)
    let got = try tests.fetch(
      FetchRequest(
        url: url,
        permission: Permission(plainText: true),
        limits: .init(seconds: seconds)),
      environment: [
        "LD_PRELOAD": library.path("names.so"), "NAMES_LOG": tests.folder.path("names.log"),
        "NAMES_PORT": String(tests.site.port),
      ])
    let log = (try? String(contentsOfFile: tests.folder.path("names.log"), encoding: .utf8)) ?? ""
    let lines = log.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    func whom(_ what: String) -> [String] { lines.filter { $0[0] == what }.map { $0[1] } }
    return (got, whom("lookup"), whom("connect"))
  }

  @Test func theInventedInternetWorks() throws {
    let (got, lookups, connections) = try fetch("http://good.test/x")
    #expect(got.text == "page at good.test", "\(got.response.message ?? "")")
    #expect(lookups == ["good.test"])
    #expect(connections == ["93.184.216.34"])
  }

  /// A name that is public when it is asked about and private when it is used.
  @Test func aNameIsLookedUpOnceAHop() throws {
    let (got, lookups, connections) = try fetch("http://rebind.test/x")
    #expect(got.text == "page at rebind.test")
    #expect(lookups == ["rebind.test"])
    #expect(connections == ["93.184.216.34"])
    // The second hop looks again, and sees the private address before anything connects.
    let (second, again, after) = try fetch("http://rebind.test/redirect?to=/x")
    #expect(second.response.reason == "private-address")
    #expect(again == ["rebind.test", "rebind.test"])
    #expect(after == ["93.184.216.34"])
  }

  @Test(arguments: [
    "private.test", "metadata.test", "mapped.test", "nat64.test", "six.test", "mixed.test",
  ]) func namesOfPrivateAddresses(host: String) throws {
    let (got, _, connections) = try fetch("http://\(host)/")
    #expect(got.exit == 3 && got.response.reason == "private-address")
    #expect(connections.isEmpty)
    let (led, _, more) = try fetch("http://good.test/redirect?to=http://\(host)/")
    #expect(led.exit == 3 && led.response.reason == "private-address")
    #expect(more == ["93.184.216.34"])
  }

  @Test func namesThatDoNotExistOrNeverAnswer() throws {
    let (nobody, _, _) = try fetch("http://nobody.test/")
    #expect(nobody.response.reason == "resolve")
    let start = ContinuousClock.now
    let (hung, _, _) = try fetch("http://hang.test/", seconds: 1)
    #expect(hung.exit == 3 && hung.response.reason == "timeout")
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  /// Where a public page must not lead.
  @Test(arguments: [
    ("http://169.254.169.254/latest/meta-data/", "private-address"),
    ("http://127.0.0.1/", "private-address"), ("http://localhost/", "private-address"),
    ("http://10.0.0.1/", "private-address"), ("http://192.168.0.1/", "private-address"),
    ("http://100.64.0.1/", "private-address"), ("http://0.0.0.0/", "private-address"),
    ("http://224.0.0.1/", "private-address"), ("http://255.255.255.255/", "private-address"),
    ("http://[::1]/", "private-address"), ("http://[::]/", "private-address"),
    ("http://[::ffff:127.0.0.1]/", "private-address"),
    ("http://[::ffff:a9fe:a9fe]/", "private-address"),
    ("http://[0:0:0:0:0:ffff:7f00:1]/", "private-address"),
    ("http://[64:ff9b::7f00:1]/", "private-address"),
    ("http://[2002:7f00:1::]/", "private-address"),
    ("http://[2001:0:7f00:1::]/", "private-address"),
    ("http://[fd00:ec2::254]/", "private-address"),
    ("http://[fe80::1]/", "private-address"), ("http://[fe80::1%25lo]/", "host"),
    ("http://2130706433/", "host"), ("http://0x7f000001/", "host"),
    ("http://017700000001/", "host"),
    ("http://0177.0.0.1/", "host"), ("http://0x7f.0.0.1/", "host"), ("http://127.1/", "host"),
    ("http://127.0.0.1./", "host"), ("http://127%2e0%2e0%2e1/", "host"),
    ("http://127%E3%80%820%E3%80%820%E3%80%821/", "host"),
    ("http://good.test@127.0.0.1/", "credentials"), ("http://127.0.0.1@good.test/", "credentials"),
    ("http://good.test:80@127.0.0.1/", "credentials"), ("//127.0.0.1/", "private-address"),
    ("http:127.0.0.1/", "url"), ("http:/127.0.0.1/", "url"), ("http:%5C%5C127.0.0.1/", "url"),
    ("http://good.test:22/", "port"), ("http://good.test:11211/", "port"),
    ("file:///etc/passwd", "scheme"), ("gopher://127.0.0.1:6379/_x", "scheme"),
    ("dict://127.0.0.1:11211/", "scheme"), ("ftp://127.0.0.1/", "scheme"),
    ("smb://127.0.0.1/", "scheme"), ("ldap://127.0.0.1/", "scheme"),
    ("tftp://127.0.0.1/", "scheme"),
  ]) func aPublicPageLeadsNowherePrivate(to: String, reason: String) throws {
    let encoded = to.replacingOccurrences(of: "%", with: "%25")
    let (got, _, connections) = try fetch("http://good.test/redirect?to=\(encoded)")
    #expect(got.exit == 3)
    #expect(got.response.reason == reason, "\(to): \(got.response.message ?? "")")
    #expect(connections == ["93.184.216.34"], "\(to) was connected to")
    #expect(got.body.isEmpty)
  }
}

/// The library that is preloaded, built once.
enum InventedNames {
  /// The public Internet.
  static let site = library.flatMap { try? LoopbackServer("site.py", in: $0) }

  /// The folder with `names.so`; `nil` without a compiler.
  static let library: TemporaryFolder? = {
    let source = Program.root.appendingPathComponent("Tests/CommandTests/Servers/names.c").path
    guard let folder = try? TemporaryFolder(),
      let build = try? ProcessRun(
        "$(command -v clang || command -v cc) -shared -fPIC -o names.so '\(source)' -ldl",
        in: folder.url), build.exit == 0
    else { return nil }
    return folder
  }()
}
