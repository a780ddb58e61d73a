import Foundation
import Testing

@testable import CommandOptions

@Suite struct WholeFileTests {
  @Test func theModeAndTheLinkStay() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cspreg-replace-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("a")
    let link = folder.appendingPathComponent("b")
    try Data("old".utf8).write(to: file)
    chmod(file.path, 0o666)
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: "a")
    try replaceFile(Array("new".utf8), at: link.path)
    #expect(try String(contentsOf: file, encoding: .utf8) == "new")
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect(mode as? Int == 0o666)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "a")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }
}
