import Foundation
import ScratchFolder
import Testing

@Suite struct ScratchFolderTests {
  let base: String

  init() throws {
    base = FileManager.default.temporaryDirectory.path + "/scratch-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: base, withIntermediateDirectories: true)
  }

  func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: base) }

  @Test func isThisUsersAloneAndGoesWhole() throws {
    defer { try? FileManager.default.removeItem(atPath: base) }
    let folder = try #require(ScratchFolder("work", in: base))
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/a/b", withIntermediateDirectories: true)
    #expect(FileManager.default.createFile(atPath: folder.path + "/a/b/c", contents: nil))
    folder.remove()
    #expect(try names().isEmpty)
  }

  /// What a killed process left has no lock; what lives has one; other names are nobody's business.
  @Test func theNextOneRemovesWhatDeadProcessesLeft() throws {
    defer { try? FileManager.default.removeItem(atPath: base) }
    let kept = base + "/kept"
    for path in ["/work-dead/page", "/other-dead", "/kept"] {
      try FileManager.default.createDirectory(
        atPath: base + path, withIntermediateDirectories: true)
    }
    #expect(FileManager.default.createFile(atPath: kept + "/file", contents: nil))
    try FileManager.default.createSymbolicLink(
      atPath: base + "/work-dead/link", withDestinationPath: kept)
    try FileManager.default.createSymbolicLink(
      atPath: base + "/work-link", withDestinationPath: kept)
    let living = try #require(ScratchFolder("work", in: base))
    let next = try #require(ScratchFolder("work", in: base))
    let left = Set(try names())
    #expect(!left.contains("work-dead"))
    #expect(left.isSuperset(of: ["other-dead", "work-link"]))
    #expect(FileManager.default.fileExists(atPath: living.path))
    #expect(FileManager.default.fileExists(atPath: kept + "/file"), "links are not followed")
    living.remove()
    next.remove()
  }

  @Test func aMissingBaseIsSaid() {
    #expect(ScratchFolder("work", in: base + "/nowhere") == nil)
    try? FileManager.default.removeItem(atPath: base)
  }
}
