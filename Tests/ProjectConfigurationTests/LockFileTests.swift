import Diagnostics
import JSONText
import ProjectConfiguration
import Testing

@Suite struct LockFileTests {
  static let lock = Lock(
    registries: [
      .init(path: "Registry", first: hash("1"), seq: 7, head: hash("2")),
      .init(path: nil, first: hash("3"), seq: 1, head: hash("3")),
    ],
    versions: [
      .init(vendor: "harbor", number: 1, sha256: hash("a"), requirements: hash("b")),
      .init(vendor: "lumen", number: 1, sha256: hash("c"), requirements: hash("d")),
      .init(
        vendor: "lumen", number: 2, sha256: hash("e"), requirements: hash("f"), isAuto: true),
    ])

  static func hash(_ digit: String) -> String { String(repeating: digit, count: 64) }

  static func text(_ lock: Lock = lock) -> String {
    String(decoding: LockFile.bytes(lock), as: UTF8.self)
  }

  @Test func whatIsWrittenIsRead() throws {
    let read = try LockFile.read(Array(Self.text().utf8), file: "l")
    #expect(LockFile.bytes(read) == LockFile.bytes(Self.lock))
    #expect(read.registries.map(\.lockLine) == [4, 10])
    #expect(read.versions.map(\.name) == ["harbor@1", "lumen@1", "lumen@2"])
    #expect(read.auto("lumen")?.number == 2)
    #expect(read.auto("harbor") == nil)
    #expect(read.version("lumen", 1)?.sha256 == Self.hash("c"))
    #expect(read.version("lumen", 3) == nil)
  }

  @Test(arguments: [
    ("\"lock\": 1", "\"lock\": 2", "form 1"), ("\"seq\": 7", "\"seq\": 0", "1 or more"),
    ("\"seq\": 7", "\"seq\": 07", "l:7"), ("\"seq\": 7", "\"seq\":  7", "canonical"),
    ("\"auto\": true", "\"auto\": 1", "true or false"), ("\"lumen\"", "\"Lumen\"", "lower-case"),
    ("\"version\": 2", "\"version\": 1", "stands twice"), ("\"head\"", "\"heed\"", "\"head\""),
    ("1111", "111", "64 lower-case hex"), ("eeee", "eeeE", "64 lower-case hex"),
    ("\"auto\": false", "\"auto\": true ", "canonical"),
  ]) func refusesWithThePlace(from: String, to: String, part: String) throws {
    let changed = Self.text().replacing(from, with: to, maxReplacements: 1)
    try #require(changed != Self.text())
    let error = #expect(throws: JSONError.self) {
      try LockFile.read(Array(changed.utf8), file: "l")
    }
    #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    #expect(error?.exitCode == .integrity)
  }

  @Test func onlyOneVersionIsAuto() {
    var lock = Self.lock
    lock.versions[1].isAuto = true
    let error = #expect(throws: JSONError.self) {
      try LockFile.read(LockFile.bytes(lock), file: "l")
    }
    #expect(error?.message.contains("lumen@1 already") == true)
  }
}
