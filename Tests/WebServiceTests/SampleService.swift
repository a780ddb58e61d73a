import JSONText
import RateLimiting
import RequirementSamples
import Synchronization
import Testing
import VendorRegistry
import Website

@testable import WebService

/// The service with the registry that the project publishes, and a clock that stands still.
final class SampleService: Sendable {
  static let registry = Result { try read() }

  let service: WebService
  let current: CurrentRegistry

  init(rate: Double = 0, groups: [any RouteGroup] = [], registry: ServedRegistry? = nil) throws {
    current = CurrentRegistry(try registry ?? Self.registry.get())
    let box = Clock()
    service = WebService(
      current, groups: groups, rate: RateLimit(rate: rate, burst: 3), seconds: { box.now })
    clock = box
  }

  /// A clock that tests move.
  final class Clock: Sendable {
    private let time = Mutex(0.0)
    var now: Double { time.withLock { $0 } }
    func move(_ seconds: Double) { time.withLock { $0 += seconds } }
  }

  let clock: Clock

  static func read(address: String? = nil) throws -> ServedRegistry {
    try ServedRegistry(
      RegistrySnapshot(directory: Repository.path("Registry"), withDocuments: false),
      address: address, rules: RulePage.all { _ in nil }, jobs: 2)
  }

  /// An answer, read.
  struct Answer {
    let response: WebResponse

    var status: Int { response.status }
    var text: String { String(decoding: response.body, as: UTF8.self) }

    func json() throws -> JSON { try JSONNode(parsing: response.body, file: "answer").json }

    /// What a problem says; an empty text for any other answer.
    var detail: String { (try? json()["detail"]?.string) ?? "" }
  }

  func send(
    _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8] = [],
    client: String = "192.0.2.1"
  ) async -> Answer {
    Answer(
      response: await service.respond(
        to: WebRequest(
          method: method, target: target, client: { client }, header: { headers[$0] })
      ) { limit throws(WebService.BodyFailure) in
        if body.count > limit { throw .tooLarge }
        return body
      })
  }

  func get(_ target: String, headers: [String: String] = [:]) async -> Answer {
    await send("GET", target, headers: headers)
  }

  func post(
    _ target: String, _ body: String, type: String = "application/json",
    headers: [String: String] = [:]
  ) async -> Answer {
    await send(
      "POST", target, headers: headers.merging(["content-type": type]) { $1 },
      body: Array(body.utf8))
  }
}
