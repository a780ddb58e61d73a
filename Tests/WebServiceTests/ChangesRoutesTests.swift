import JSONText
import Testing
import Website

@testable import WebService

@Suite struct ChangesRoutesTests {
  @Test func theWholeLogComesInPieces() async throws {
    let service = try SampleService()
    let head = try SampleService.registry.get().head.seq
    var since = 0
    var seen: [String] = []
    while since < head {
      let json = try await service.get("/v1/changes?since=\(since)&limit=40").json()
      guard case .array(let changes) = json["changes"] else { break }
      #expect(json["head"] == .int(head) && json["since"] == .int(since) && !changes.isEmpty)
      seen += changes.compactMap { $0["seq"].map { $0.compact() } }
      guard case .number(let next) = json["next"], let number = Int(next) else { break }
      #expect(number > since)
      since = number
    }
    #expect(seen == (1...head).map(String.init))
    let nothing = try await service.get("/v1/changes?since=\(head)").json()
    #expect(nothing["changes"] == .array([]) && nothing["next"] == .int(head))
  }

  @Test func aLineSaysWhatItsFileSays() async throws {
    let service = try SampleService()
    let json = try await service.get("/v1/changes?vendor=userpilot&limit=1000").json()
    guard case .array(let changes) = json["changes"] else { return }
    #expect(changes.count >= 3)
    for change in changes {
      let seq = try #require(change["seq"]).compact()
      guard case .object(let file) = try await service.get("/v1/changes/\(seq).json").json() else {
        Issue.record("no file of line \(seq)")
        continue
      }
      #expect(JSON.object(Array(file.dropFirst())) == change)
    }
    #expect(changes.contains { $0["findings"]?[0] != nil })
  }

  @Test(arguments: [
    ("since=x", 400), ("since=-1", 400), ("since=1&since=2", 400), ("since=01", 400),
    ("since=%zz", 200), ("limit=0", 400), ("limit=1001", 400), ("limit=1e3", 400),
    ("since=99999999", 409), ("since=99999999999999999999", 400), ("vendor=nobody", 404),
    ("vendor=", 404), ("other=1", 200),
  ]) func questionsAreHeldToTheirForm(query: String, status: Int) async throws {
    #expect(try await SampleService().get("/v1/changes?\(query)").status == status)
  }
}
