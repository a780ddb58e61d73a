import Fetching
import Foundation
import JSONText
import Testing

/// One request an address at a time, under whatever names.
@Suite struct TurnTests {
  let folder: TemporaryFolder
  let site: LoopbackServer

  init() throws {
    folder = try TemporaryFolder()
    site = try LoopbackServer("site.py", in: folder)
  }

  /// How many requests the site had at once.
  var most: Int {
    site.lines.compactMap { $0.hasPrefix("ACTIVE ") ? Int($0.dropFirst(7)) : nil }.max() ?? 0
  }

  /// Requests that start together, on names and addresses of the same place.
  func fetchTogether(turns: String?, seconds: Int = 5) throws -> [FetchResponse] {
    let hosts = ["127.0.0.1", "localhost", "127.0.0.1", "localhost", "127.0.0.1"]
    for (index, host) in hosts.enumerated() {
      var request = FetchRequest(
        url: "http://\(host):\(site.port)/turn", permission: Permission(privateAddresses: true),
        limits: .init(seconds: seconds))
      request.turns = turns
      try folder.write(request.json.compact(), to: "request-\(index)")
    }
    _ = try ProcessRun(
      "for i in 0 1 2 3 4; do cspreg-fetch < request-$i > body-$i 3> meta-$i & done; wait",
      in: folder.url, seconds: 60)
    return try hosts.indices.map { index in
      let meta = try Data(contentsOf: URL(fileURLWithPath: folder.path("meta-\(index)")))
      return try FetchResponse(parsing: Array(meta), file: "meta")
    }
  }

  @Test func withoutTurnsTheyGoTogether() throws {
    #expect(try fetchTogether(turns: nil).allSatisfy { $0.code == 200 })
    #expect(most > 1)
  }

  /// The wait is not counted: the last one waits longer than a request may take.
  @Test func namesOfOneAddressWaitForEachOther() throws {
    let turns = folder.path("turns")
    try FileManager.default.createDirectory(atPath: turns, withIntermediateDirectories: false)
    #expect(try fetchTogether(turns: turns, seconds: 1).allSatisfy { $0.code == 200 })
    #expect(most == 1)
  }

  @Test func theWatchAsksAnAddressOnceAtATime() throws {
    let page = Program.root.appendingPathComponent("Tests/CommandTests/Documents/lumen-1.html")
    try folder.write(#"{"registries": ["R"], "watch": {"confirm": 1}}"#, to: "cspreg.json")
    let vendors = ["localhost", "127.0.0.1"].enumerated().map { index, host in
      """
      cspreg import '\(page.path)' --vendor v\(index) --domain lumenwidget.dev \
        --url http://\(host):\(site.port)/turn\(index) --registry R --accept --reason r
      """
    }
    let run = try ProcessRun(
      vendors.joined(separator: "\n") + "\ncspreg watch --once --allow-private --registry R",
      in: folder.url, environment: ["CSPREG_REGISTRY": ""])
    #expect(run.outputText.components(separatedBy: "failed ").count == 3, "\(run.errorText)")
    #expect(site.lines.filter { $0.hasPrefix("ACTIVE") }.count == 2)
    #expect(most == 1)
  }
}
