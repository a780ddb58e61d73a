import Foundation
import Testing
import VendorRegistry
import VendorRequirements

/// Imports that are killed, find a full disk or run at once: the registry is whole afterwards.
@Suite struct CrashSafetyTests {
  /// A folder with a registry and pages to import into it, each asking for something else.
  static func scratch(pages: Int) throws -> TemporaryFolder {
    let scratch = try TemporaryFolder()
    try FileManager.default.copyItem(
      at: Program.registry, to: scratch.url.appendingPathComponent("R"))
    for number in 1...pages {
      try scratch.write(
        "connect-src https://api.lumenwidget.dev https://n\(number).lumenwidget.dev\n",
        to: "\(number).txt")
    }
    return scratch
  }

  /// A program that is stopped half-way must not leave half a coverage profile.
  static let importing =
    "LLVM_PROFILE_FILE=/dev/null cspreg import $page.txt --vendor lumen --registry R --accept --reason \"page $page\""

  /// Kill -9 while each of the files is being written, then at random moments.
  @Test func killedAtAnyMoment() throws {
    let folder = "R/vendors/lumen"
    let files = [
      "R/.publishing.tmp", "R/.publishing", "\(folder)/documents", "\(folder)/documents/*.tmp",
      "\(folder)/documents/*.gz", "\(folder)/*.json.tmp",
    ]
    let rounds = files + Array(repeating: "", count: 10)
    let scratch = try Self.scratch(pages: rounds.count)
    var generator = SystemRandomNumberGenerator()
    for (number, file) in rounds.enumerated() {
      let delay = Int.random(in: 0...120, using: &generator)
      let wait =
        file.isEmpty
        ? "sleep 0.\(String(delay + 1000).dropFirst())"
        : "until compgen -G '\(file)' || ! kill -0 $id; do :; done"
      _ = try ProcessRun(
        "page=\(number + 1); \(Self.importing) & id=$!; \(wait) ; kill -9 $id; wait",
        in: scratch.url)
      let report = try VendorRegistry.verify(directory: scratch.path("R"))
      #expect(report.isIntact, "killed at \(file) or after \(delay) ms: \(report.findings)")
      let registry = try VendorRegistry(directory: scratch.path("R"))
      for version in try registry.versions(of: "lumen") {
        let reference = VendorReference(vendor: "lumen", version: .number(version.number))
        for document in try registry.record(reference).documents {
          if let kept = document.kept { _ = try registry.keptDocument(kept, of: "lumen") }
        }
      }
      // The files are looked for again in the next round, so what was begun is finished now.
      try Publisher(directory: scratch.path("R")).recover()
      if file.contains("documents") {
        try? FileManager.default.removeItem(atPath: scratch.path("R"))
        try FileManager.default.copyItem(
          at: Program.registry, to: scratch.url.appendingPathComponent("R"))
      }
    }
    let last = try ProcessRun("page=1; \(Self.importing)", in: scratch.url)
    #expect(last.exit == 0, "\(last.errorText)")
    #expect(try VendorRegistry.verify(directory: scratch.path("R")).isIntact)
  }

  /// No file may grow beyond some size, as on a full disk: nothing or everything is there.
  @Test func noRoom() throws {
    let scratch = try Self.scratch(pages: 1)
    let before = try RegistrySnapshot(directory: scratch.path("R"))
    var refused = 0
    for kibibytes in 0...64 {
      let result = try ProcessRun(
        "page=1; trap '' XFSZ; ulimit -f \(kibibytes); \(Self.importing) > /dev/null 2> /dev/null",
        in: scratch.url)
      #expect(try VendorRegistry.verify(directory: scratch.path("R")).isIntact)
      if result.exit == 0 { break }
      #expect(result.exit == 3, "\(kibibytes) KiB")
      #expect(try RegistrySnapshot(directory: scratch.path("R")) == before, "\(kibibytes) KiB")
      refused += 1
    }
    #expect(refused > 1)
    let registry = try VendorRegistry(directory: scratch.path("R"))
    #expect(try registry.versions(of: "lumen").count == 3)
  }

  /// Two pages of a vendor, imported at once and again when told to: neither undoes the other.
  @Test func noPageIsLost() throws {
    let scratch = try Self.scratch(pages: 2)
    let result = try ProcessRun(
      """
      url=https://docs.lumenwidget.dev
      add() {
        until cspreg import $1.txt --vendor lumen --url $url/$1 --role part --registry R \\
          --accept --reason "page $1"
        do [ $? -eq 3 ] || exit 1; done
      }
      add 1 & add 2 & wait
      """, in: scratch.url, seconds: 60)
    #expect(result.exit == 0, "\(result.errorText)")
    let registry = try VendorRegistry(directory: scratch.path("R"))
    let record = try registry.record(VendorReference(vendor: "lumen"))
    let sources = record.profiles.flatMap { $0.requirements(of: "connect-src") }.map(\.source)
    #expect(sources.contains("https://n1.lumenwidget.dev"))
    #expect(sources.contains("https://n2.lumenwidget.dev"))
    #expect(record.documents.count == 3)
    #expect(try registry.vendor("lumen").documents.count == 3)
    #expect(try VendorRegistry.verify(directory: scratch.path("R")).isIntact)
  }
}
