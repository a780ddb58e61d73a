import ArgumentParser
import Diagnostics
import Foundation
import JSONText
import ProjectConfiguration
import Testing
import VendorRegistry
import VendorRequirements

@testable import CommandOptions

/// A project in a folder of its own: `cspreg.json`, `cspreg.lock` and a registry.
@Suite struct LockCheckTests {
  final class Folder: Sendable {
    let path: String

    init() throws {
      let url = FileManager.default.temporaryDirectory
        .appendingPathComponent("cspreg-lock-\(UUID().uuidString)")
      try FileManager.default.createDirectory(
        at: url.appendingPathComponent("R"), withIntermediateDirectories: true)
      path = url.path
      try write("{\"registries\": [\"R\"]}", to: "cspreg.json")
      let vendor = Vendor(
        id: "acme", name: "Acme", homepage: "https://acme.example", domains: ["acme.example"],
        documents: [])
      try publish("https://a.acme.example", vendor)
      try publish("https://b.acme.example", nil)
      try write(LockFile.bytes(lock()), to: "cspreg.lock")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func publish(_ source: String, _ vendor: Vendor?) throws {
      let at = "2026-11-21T09:30:00Z"
      try Publisher(directory: "\(path)/R").publish(
        VersionRecord(
          vendor: "acme", version: nil, recorded: "2026-11-21",
          documents: [.init(url: "https://acme.example", origin: .file, mediaType: "text/html")],
          accepted: .init(by: "tester", reason: "test", at: at),
          profiles: [
            Profile(
              name: "default",
              directives: [
                .init(name: "connect-src", requirements: [Requirement(source: source)])
              ])
          ]), vendor: vendor, at: at)
    }

    func options(_ arguments: [String] = []) throws -> RegistrySearch {
      try RegistryOptions.parse(["--config", "\(path)/cspreg.json"] + arguments).search
    }

    func lock() throws -> Lock {
      var builder = try LockBuilder(folder: path, [.init(directory: "\(path)/R", origin: .project)])
      try builder.bind("acme", 1, isAuto: false)
      try builder.bind("acme", 2, isAuto: true)
      return try builder.lock()
    }

    func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    func write(_ bytes: [UInt8], to name: String) throws {
      try Data(bytes).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    func read(_ name: String) throws -> [UInt8] {
      Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
    }

    func findings(_ arguments: [String] = []) throws -> [Diagnostic] {
      let project = try #require(try options(arguments).project())
      return try #require(try LockCheck(project, options(arguments))).findings()
    }
  }

  @Test func holdsWhileTheRegistryGoesOn() throws {
    let folder = try Folder()
    #expect(try folder.findings() == [])
    try folder.publish("https://c.acme.example", nil)
    #expect(try folder.findings() == [])
    try LockCheck.require(folder.options().project(), folder.options())
  }

  /// Whatever byte of the lock changes, the lock is named with the line.
  @Test func findsEveryFlippedByteOfTheLock() throws {
    let folder = try Folder()
    let bytes = try folder.read("cspreg.lock")
    let file = "\(folder.path)/cspreg.lock"
    for place in bytes.indices {
      for bit in [0, 1, 4, 6] {
        var changed = bytes
        changed[place] ^= 1 << UInt8(bit)
        try folder.write(changed, to: "cspreg.lock")
        do {
          let findings = try folder.findings()
          let lines = bytes[..<place].count { $0 == 0x0A } + 1
          #expect(!findings.isEmpty, "byte \(place), line \(lines), bit \(bit)")
          #expect(
            findings.contains { $0.file == file || $0.message.contains("cspreg.lock:") },
            "byte \(place)")
        } catch let error as JSONError {
          #expect(error.exitCode == .integrity && error.file == file, "byte \(place)")
        }
      }
    }
  }

  @Test func findsAnOlderRegistry() throws {
    let folder = try Folder()
    let log = try folder.read("R/log.jsonl")
    let lines = log.split(separator: 0x0A)
    try folder.write(Array(lines.dropLast().joined(separator: [0x0A])) + [0x0A], to: "R/log.jsonl")
    let findings = try folder.findings()
    #expect(findings.map(\.rule) == ["log-older", "lock-version-missing"])
    #expect(findings.first?.message.contains("cspreg.lock:4 remembers line 3") == true)
    let error = #expect(throws: CommandError.self) {
      try LockCheck.require(folder.options().project(), folder.options())
    }
    #expect(error?.exitCode == .integrity)
    #expect(error?.message.contains("(and 1 more: cspreg verify)") == true)
  }

  @Test func findsAnotherRegistryInThePlace() throws {
    let folder = try Folder()
    try FileManager.default.removeItem(atPath: "\(folder.path)/R")
    let error = #expect(throws: RegistryError.self) { try folder.findings() }
    #expect(error?.exitCode == .usage)
  }

  /// A registry that the user names is held against the lock only when it is a copy of a known one.
  @Test func knowsCopiesByTheirFirstLine() throws {
    let (folder, other) = (try Folder(), try Folder())
    let copy = "\(folder.path)/Copy"
    try FileManager.default.copyItem(atPath: "\(folder.path)/R", toPath: copy)
    #expect(try folder.findings(["--registry", copy]) == [])
    let lines = try folder.read("R/log.jsonl").split(separator: 0x0A)
    try folder.write(Array(lines[0]) + [0x0A], to: "Copy/log.jsonl")
    #expect(try folder.findings(["--registry", copy]).first?.rule == "log-older")
    var vendor = Vendor(
      id: "other", name: "Other", homepage: "h", domains: ["other.example"], documents: [])
    vendor.homepage = "https://other.example"
    try Publisher(directory: "\(other.path)/R").update(vendor, at: "2026-11-21T09:30:00Z")
    try folder.write(LockFile.bytes(Lock()), to: "cspreg.lock")
    #expect(try folder.findings(["--registry", "\(other.path)/R"]) == [])
  }

  @Test func waysLeadFromFolderToFolder() throws {
    let folder = try Folder()
    #expect(relativePath(of: "\(folder.path)/R", from: folder.path) == "R")
    #expect(relativePath(of: folder.path, from: "\(folder.path)/R") == "..")
    #expect(relativePath(of: folder.path, from: folder.path) == ".")
    #expect(relativePath(of: "/usr", from: folder.path) == "/usr")
    #expect(relativePath(of: "nowhere/x", from: folder.path) == "nowhere/x")
  }

  @Test func filesAreReplacedWhole() throws {
    let folder = try Folder()
    let file = "\(folder.path)/new.txt"
    try replaceFile([1, 2], at: file)
    #expect(try folder.read("new.txt") == [1, 2])
    chmod(file, 0o600)
    try replaceFile([3], at: file)
    #expect(try folder.read("new.txt") == [3])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 4)
    let error = #expect(throws: CommandError.self) {
      try replaceFile([], at: "\(folder.path)/nowhere/x")
    }
    #expect(error?.exitCode == .unfinished)
  }

  @Test func daysAreCounted() {
    #expect(wholeDays(from: "2026-11-20T23:00:00Z", to: "2026-11-21T22:59:59Z") == 0)
    #expect(wholeDays(from: "2024-02-28T00:00:00Z", to: "2024-03-01T00:00:00Z") == 2)
    #expect(wholeDays(from: "2026-11-21T00:00:00Z", to: "2026-11-20T00:00:00Z") == 0)
    #expect(wholeDays(from: "yesterday", to: "2026-11-20T00:00:00Z") == nil)
  }
}
