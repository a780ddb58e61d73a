import RequirementSamples
import Testing
import VendorRegistry
import VendorRequirements
import Website

@testable import WebService

@Suite struct ServedRegistryTests {
  private static func snapshot() throws -> RegistrySnapshot {
    try RegistrySnapshot(directory: Repository.path("Registry"), withDocuments: false)
  }

  private func text(_ registry: ServedRegistry, _ path: String) -> String {
    String(decoding: registry.file(at: path)?.bytes ?? [], as: UTF8.self)
  }

  @Test func whatDidNotChangeIsTakenOver() throws {
    let snapshot = try RegistrySnapshot(
      directory: Repository.path("Tests/CommandTests/Registry"), withDocuments: false)
    let whole = try ServedRegistry(snapshot, address: nil, rules: [])
    // The registry as it was before its last lines, as many as change no vendor.json that is there.
    let lines = try #require(snapshot.files["log.jsonl"]).split(separator: 0x0A)
    let before = try #require(
      (1..<lines.count).reversed().lazy.compactMap { count in
        var early = snapshot
        early.files["log.jsonl"] = Array(lines[..<count].joined(separator: [0x0A])) + [0x0A]
        return try? ServedRegistry(early, address: nil, rules: [])
      }.first)
    let after = try ServedRegistry(snapshot, address: nil, rules: [], previous: before)
    #expect(before.head != after.head && after.head == whole.head)
    for path in ["index.html", "v1/vendors.json", "hosts/index.html", "feed.atom"] {
      #expect(text(after, path) == text(whole, path) && !text(whole, path).isEmpty)
    }
    #expect(text(after, "v1/head.json") != text(before, "v1/head.json"))
  }

  @Test func anotherLogTakesNothingOver() throws {
    let acorn = try ServedRegistry(
      RegistrySnapshot(files: ["log.jsonl": []]), address: nil, rules: [])
    #expect(acorn.head.seq == 0)
    let whole = try ServedRegistry(Self.snapshot(), address: nil, rules: [], previous: acorn)
    #expect(text(whole, "v1/vendors.json").contains("userpilot"))
  }

  @Test func whatWasTamperedWithIsNotServed() throws {
    var snapshot = try Self.snapshot()
    let path = "vendors/userpilot/2.json"
    snapshot.files[path] = snapshot.files[path].map { $0 + [0x20] }
    #expect(throws: RegistryError.self) { try ServedRegistry(snapshot, address: nil, rules: []) }
  }
}
