import CommandOptions
import Diagnostics
import Fetching
import Foundation
import Gzip
import JSONText
import ProjectConfiguration
import ScratchFolder
import VendorRegistry
import VendorRequirements
import Watching

/// The programs that do what the watch does not: fetch, extract, impact, deliver.
final class WatchPrograms {
  private let project: WatchProject
  private let allowsPrivate: Bool
  /// Takes what channels of the type `stdout` are told.
  var print: (String) throws(CommandError) -> Void = { (line) throws(CommandError) in
    try printResult(line + "\n")
  }
  /// A folder of this process for pages and records.
  private let scratch: ScratchFolder
  private var folder: String { scratch.path }
  /// How often pages were fetched.
  private var round = 0

  init(_ project: WatchProject, allowsPrivate: Bool) throws {
    self.project = project
    self.allowsPrivate = allowsPrivate
    guard let scratch = ScratchFolder("cspreg-watch") else {
      throw CommandError(
        "TMPDIR", "no folder can be made there: \(String(cString: strerror(errno))).",
        exitCode: .unfinished)
    }
    self.scratch = scratch
    try FileManager.default.createDirectory(
      atPath: turns, withIntermediateDirectories: false)
  }

  /// Where requests wait for their turn at an address.
  private var turns: String { "\(folder)/turns" }

  /// Removes what was written for other programs.
  func clean() { scratch.remove() }

  /// Time, chance and the other programs.
  var surroundings: WatchSurroundings {
    WatchSurroundings(
      now: Self.seconds,
      sleep: { seconds in
        if seconds > 0 { Thread.sleep(forTimeInterval: Double(seconds)) }
      },
      random: { Double.random(in: 0..<1) }, fetch: { self.fetch($0) }, read: { self.read($0) },
      impact: { self.impact(from: $0, to: $1) }, deliver: { self.deliver($0) })
  }

  /// Seconds since 1970.
  static func seconds() -> Int { Int(Date().timeIntervalSince1970) }

  /// Compresses a page as a registry keeps it.
  static func compressed(_ bytes: [UInt8]) -> [UInt8]? { try? Gzip.compressed(bytes) }

  // MARK: Pages

  private func fetch(_ requests: [FetchRequest]) -> [PageAnswer] {
    round += 1
    // A look fetches at most twice; what came before is not needed any more.
    try? FileManager.default.removeItem(atPath: "\(folder)/pages-\(round - 2)")
    let pages = "\(folder)/pages-\(round)"
    try? FileManager.default.createDirectory(atPath: pages, withIntermediateDirectories: false)
    let files = requests.indices.map { "\(pages)/\($0)" }
    let pool = FetchPool(turns: turns)
    return pool.run(requests, into: files).enumerated().map { index, response in
      PageAnswer(response: response, body: .file(files[index]))
    }
  }

  private func read(_ pages: [PageToRead]) -> [PageReading] {
    if pages.isEmpty { return [] }
    var input: [UInt8] = []
    for (index, page) in pages.enumerated() {
      guard case .file(let path) = page.body else { continue }
      let line: JSON = [
        "id": .string(String(index)), "path": .string(path), "url": .string(page.url),
        "vendor": .string(page.vendor), "select": JSON(page.select),
        "media_type": JSON(page.mediaType), "charset": JSON(page.charset),
      ]
      line.write(compactTo: &input)
      input.append(0x0A)
    }
    var readings = [PageReading?](repeating: nil, count: pages.count)
    var problem = "it could not be read."
    do {
      let result = try ChildProcess(
        beside: "cspreg-import", ["extract", "--batch"] + project.options(), input: input
      ).wait()
      if result.exit != 0 { problem = result.lastError }
      for line in result.output.split(separator: 0x0A) {
        let (id, reading) = try ExtractedPage.reading(line)
        if let index = Int(id), readings.indices.contains(index) { readings[index] = reading }
      }
    } catch {
      problem = "\(error)"
    }
    return readings.map { $0 ?? PageReading(profiles: [], mediaType: "", problem: problem) }
  }

  // MARK: Policies

  private func impact(from old: VersionRecord, to new: VersionRecord) -> [JSON]? {
    guard let project = project.project, !project.configuration.policies.isEmpty else { return nil }
    let files = [old, new].enumerated().map { (index, record) -> String in
      let file = "\(folder)/record-\(index).json"
      let bytes = RecordWriter.bytes(record)
      FileManager.default.createFile(atPath: file, contents: Data(bytes))
      return file
    }
    let options = (try? self.project.options()) ?? []
    let flag = allowsPrivate ? ["--allow-private"] : []
    guard
      let result = try? ChildProcess(
        beside: "cspreg", ["impact"] + files + ["-f", "json", "--fail-on", "none"] + options + flag
      ).wait(),
      // A run that could not read all policies (3) still says what it knows of the others.
      [0, 1, 3].contains(result.exit),
      let report = try? JSONNode(parsing: result.output, file: "impact")
    else { return nil }
    return JSON(report)["results"]?.elements
  }

  // MARK: Channels

  /// Starts all deliveries, then waits for each, so that none waits for another.
  private func deliver(_ deliveries: [Delivery]) -> [DeliveryResult] {
    let running = deliveries.map { delivery in
      var delivery = delivery
      // What opens private addresses opens them for the whole run.
      if allowsPrivate, case .request(var request) = delivery {
        request.permission.privateAddresses = true
        delivery = .request(request)
      }
      return RunningDelivery(delivery, print: print)
    }
    return running.map { $0.result() }
  }
}
