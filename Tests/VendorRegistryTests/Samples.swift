import Glibc
import MessageDigest
import VendorRequirements

@testable import VendorRegistry

/// Values that several suites use.
enum Samples {
  static let at = "2026-11-21T09:30:00Z"

  static let vendor = Vendor(
    id: "acme", name: "Acmé", homepage: "https://acme.example", domains: ["acme.example"],
    documents: [.init(url: "https://docs.acme.example/csp", role: .part, select: "main")])

  static func record(
    _ sources: [String] = ["https://api.acme.example"], vendor: String = "acme",
    version: Int? = nil
  ) -> VersionRecord {
    VersionRecord(
      vendor: vendor, version: version, recorded: "2026-11-21",
      documents: [
        .init(url: "https://docs.acme.example/csp", origin: .file, mediaType: "text/html")
      ],
      accepted: .init(by: "a tester", reason: "because", at: at),
      profiles: [
        Profile(
          name: "default",
          directives: [
            .init(name: "connect-src", requirements: sources.map { Requirement(source: $0) })
          ])
      ])
  }

  /// A record in which every field is set.
  static let full = VersionRecord(
    vendor: "acme", version: 7, recorded: "2026-11-21",
    documents: [
      .init(
        url: "https://docs.acme.example/csp", origin: .fetched, retrieved: "2026-11-20",
        mediaType: "text/html", sha256: String(repeating: "0a", count: 32),
        kept: .init(file: "7.html.gz", sha256: String(repeating: "0b", count: 32))),
      .init(url: "https://docs.acme.example/more", origin: .transcribed, mediaType: "text/plain"),
    ],
    accepted: .init(by: "a tester", reason: "said \"yes\" \\ é", at: at),
    profiles: [
      Profile(
        name: "main", mode: .optional, environment: "sandbox", condition: "when you record video",
        directives: [
          .init(
            name: "connect-src",
            requirements: [
              Requirement(
                source: "*-{region}.acme.example", document: 1, also: [0], line: 12,
                evidence: .policyLine,
                region: "eu", when: "only in Europe", site: "acme.example",
                legal: "*.acme.example", placeholder: true),
              Requirement(source: "'unsafe-inline'"),
            ]),
          .init(name: "(unspecified)", requirements: [Requirement(source: "h.example")]),
        ]),
      Profile(name: "info", mode: .informational),
    ], notes: "A remark.")

  /// A registry with two versions, the first one withdrawn.
  static func smallRegistry() throws -> RegistrySnapshot {
    let folder = try TemporaryFolder()
    let publisher = Publisher(directory: folder.path)
    try publisher.publish(record(), vendor: vendor, at: at)
    try publisher.publish(record(["https://b.example"]), at: at)
    try publisher.withdraw(.init(vendor: "acme", version: .number(1)), reason: "wrong", at: at)
    return try RegistrySnapshot(directory: folder.path)
  }
}

/// A folder that is gone with the value.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    // mkdtemp wants six of these at the end.
    let marks = String(repeating: "X", count: 6)
    var template = Array("/tmp/cspreg-tests-\(marks)".utf8CString)
    guard mkdtemp(&template) != nil else { throw RegistryError(.notWritten, "/tmp", "no folder") }
    path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  deinit {
    TemporaryFolder.removeAll(path)
  }

  func write(_ name: String, _ text: String) {
    guard let file = fopen("\(path)/\(name)", "w") else { return }
    fputs(text, file)
    fclose(file)
  }

  private static func removeAll(_ path: String) {
    if let stream = opendir(path) {
      while let entry = Glibc.readdir(stream) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { removeAll("\(path)/\(name)") }
      }
      closedir(stream)
    }
    remove(path)
  }
}

/// SHA-256 of a text in hex.
func hash(_ text: String) -> String { SHA256.hex(of: Array(text.utf8)) }
