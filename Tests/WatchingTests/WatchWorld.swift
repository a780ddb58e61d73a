import Diagnostics
import DocumentTree
import Extraction
import Fetching
import Foundation
import GRDB
import JSONText
import MessageDigest
import ProjectConfiguration
import RequirementSamples
import VendorRegistry
import VendorRequirements

@testable import Watching

/// A world for the watch: a clock that tests move, pages and channels that break, sudden deaths.
final class WatchWorld {
  /// Where the program dies, or what its database says then.
  struct Fault: Error {
    enum Kind {
      case death
      case full
      case locked
    }

    var step: WatchSurroundings.Step
    /// How often the step is reached before.
    var after: Int
    var kind: Kind
  }

  /// A message that arrived somewhere.
  struct Received {
    let channel: String
    let key: String
    let alert: JSON
  }

  /// Why a channel does not take messages.
  enum Outage {
    case down
    case code(Int, retryAfter: Int?)
  }

  var now = 1_795_000_000
  var pages: [String: String] = [:]
  /// What a browser makes of a page.
  var rendered: [String: String] = [:]
  /// What comes instead of a page.
  var answers: [String: FetchResponse] = [:]
  var outages: [String: Outage] = [:]
  var fault: Fault?
  var received: [Received] = []
  var impact: ((VersionRecord, VersionRecord) -> [JSON]?)?
  var published: [String: (vendor: Vendor, latest: VersionRecord)] = [:]
  var settings = WatchSettings(confirmAfter: .seconds(30))
  var channels = [WatchWorld.channel("ops")]
  var fetched: [Fetching.FetchRequest] = []
  var generator: SeededGenerator
  let file: String
  private let folder: URL

  init(seed: UInt64 = 1) throws {
    generator = SeededGenerator(seed: seed)
    // Memory, where there is some for files: thousands of transactions are each synced.
    let base =
      FileManager.default.fileExists(atPath: "/dev/shm")
      ? URL(fileURLWithPath: "/dev/shm") : FileManager.default.temporaryDirectory
    folder = base.appendingPathComponent("cspreg-watch-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    file = folder.appendingPathComponent("watch.sqlite").path
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  static func channel(
    _ name: String, kind: Channel.Kind = .webhook, minimum: Diagnostics.Level = .warn,
    digest: Channel.Digest? = nil
  ) -> Channel {
    Channel(
      name: name, kind: kind, url: .literal("https://\(name).example/"), minimum: minimum,
      digest: digest)
  }

  static func url(_ vendor: String) -> String { "https://docs.\(vendor)widget.dev/csp" }

  /// Publishes what a page asks for, and serves the page.
  func publish(_ vendor: String, _ page: String) throws {
    let url = Self.url(vendor)
    let known = Vendor(
      id: vendor, name: vendor.capitalized, homepage: "https://\(vendor)widget.dev",
      domains: ["\(vendor)widget.dev"], documents: [Vendor.Page(url: url)])
    published[vendor] = (
      known,
      VersionRecord(vendor: vendor, version: 1, recorded: "2026-01-01", documents: [], profiles: [])
    )
    let reading = read(page, vendor)
    var record = VersionRecord(
      vendor: vendor, version: 1, recorded: "2026-01-01",
      documents: [.init(url: url, origin: .fetched, mediaType: "text/html")],
      profiles: reading.profiles)
    record.accepted = .init(by: "t", reason: "t", at: "2026-01-01T00:00:00Z")
    published[vendor] = (known, record)
    pages[url] = page
  }

  var surroundings: WatchSurroundings {
    WatchSurroundings(
      now: { self.now }, sleep: { self.now += $0 },
      random: { Double.random(in: 0..<1, using: &self.generator) },
      fetch: { $0.map(self.answer) }, read: { $0.map { self.read($0) } },
      impact: { self.impact?($0, $1) }, deliver: { $0.map(self.take) },
      reach: { try self.reach($0) })
  }

  /// Makes another page of a vendor repeat its first one.
  func addMirror(_ vendor: String, _ url: String, _ page: String) {
    published[vendor]?.vendor.documents.append(Vendor.Page(url: url, role: .mirror))
    pages[url] = page
  }

  /// A watch as a program that has just been started has it.
  func watch(_ store: WatchStore) -> Watch {
    Watch(
      store: store, settings: settings, channels: channels, around: surroundings,
      allowsPrivate: false, reader: "1",
      published: { id in
        guard let known = self.published[id] else {
          throw WatchError(id, "there is no such vendor.")
        }
        return known
      }, compress: { $0 })
  }

  func sender(_ store: WatchStore) -> Sender {
    Sender(
      store: store, channels: channels, around: surroundings,
      resolve: { reference throws(ChannelError) in
        guard case .literal(let text) = reference else { throw ChannelError("not here.") }
        return text
      }, path: { $0 })
  }

  /// What `cspreg watch --once` does, with a store that was just opened.
  @discardableResult
  func once() throws -> [Watch.Line] {
    let store = try WatchStore(path: file)
    var lines: [Watch.Line] = []
    try watch(store).lookUntilSure(at: published.keys.sorted()) { lines.append($0) }
    _ = try sender(store).run()
    return lines
  }

  /// The same, in a program that may die.
  func onceOrDie() {
    do { try once() } catch {}
    fault = nil
  }

  private func reach(_ step: WatchSurroundings.Step) throws {
    guard var fault, fault.step == step else { return }
    fault.after -= 1
    self.fault = fault
    guard fault.after < 0 else { return }
    self.fault = nil
    switch fault.kind {
    case .death: throw fault
    case .full: throw DatabaseError(resultCode: .SQLITE_FULL)
    case .locked: throw DatabaseError(resultCode: .SQLITE_BUSY)
    }
  }

  private func answer(_ request: Fetching.FetchRequest) -> PageAnswer {
    fetched.append(request)
    if let answer = answers[request.url] { return PageAnswer(response: answer, body: .bytes([])) }
    let text = request.render == nil ? pages[request.url] : rendered[request.url]
    let page = Array((text ?? "").utf8)
    var response = FetchResponse(outcome: .answered, url: request.url)
    response.isRendered = request.render != nil
    let sha256 = SHA256.hex(of: page)
    response.headers = [.init("Content-Type", "text/html")]
    if !response.isRendered { response.headers.append(.init("ETag", "\"\(sha256)\"")) }
    response.code = request.etag == "\"\(sha256)\"" ? 304 : 200
    response.hops = [.init(url: request.url, code: response.code ?? 0, address: "192.0.2.1")]
    if response.code == 200 {
      response.bytes = page.count
      response.sha256 = sha256
    }
    return PageAnswer(response: response, body: .bytes(response.code == 200 ? page : []))
  }

  private func read(_ page: PageToRead) -> PageReading {
    read(String(decoding: page.body.contents ?? [], as: UTF8.self), page.vendor)
  }

  func read(_ page: String, _ vendor: String) -> PageReading {
    let document = Document.parse(bytes: Array(page.utf8), mediaType: .html)
    let read = Extractor.extract(
      document,
      context: ExtractionContext(
        url: Self.url(vendor), vendor: vendor, ownDomains: ["\(vendor)widget.dev"]))
    var problem: String?
    if !read.isReadable { problem = "not readable." }
    if let place = read.cutAfter { problem = "cut off after \(place)." }
    let profiles = read.profiles.map(\.profile)
    if profiles.allSatisfy { $0.directives.isEmpty } { problem = problem ?? "nothing found." }
    return PageReading(profiles: profiles, mediaType: "text/html", problem: problem)
  }

  private func take(_ delivery: Delivery) -> DeliveryResult {
    guard case .request(let request) = delivery, let url = try? TargetURL(request.url) else {
      return .refused("no request")
    }
    let channel = String(url.host.dropLast(".example".count))
    switch outages[channel] {
    case .down: return .failed("nobody answers.", retryAfter: nil)
    case .code(let code, let wait):
      var response = FetchResponse(outcome: .answered, url: request.url)
      response.code = code
      response.retryAfter = wait
      return DeliveryResult(response)
    case nil: break
    }
    let key = request.headers.first { $0.name == "webhook-id" }?.value ?? ""
    let alert = (try? JSONNode(parsing: Array((request.body ?? "").utf8), file: "body")).map {
      JSON($0)
    }
    received.append(Received(channel: channel, key: key, alert: alert ?? .null))
    return .delivered
  }

  /// Alerts of a kind that arrived on a channel, each key once.
  func told(_ kind: Alert.Kind, on channel: String = "ops") -> [JSON] {
    var seen: Set<String> = []
    return received.filter {
      $0.channel == channel && $0.alert["type"]?.string == kind.rawValue
        && seen.insert($0.key).inserted
    }.map(\.alert)
  }
}
