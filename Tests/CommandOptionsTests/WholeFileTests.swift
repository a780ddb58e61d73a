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

  /// Nobody wants `/dev/null` to become a file.
  @Test func whatIsNoFileStaysWhatItIs() throws {
    try replaceFile(Array("new".utf8), at: "/dev/null")
    #expect(throws: CommandError.self) { try replaceFile(Array("new".utf8), at: "/dev/full") }
    for device in ["/dev/null", "/dev/full"] {
      var status = stat()
      #expect(stat(device, &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    }
    let pipe = FileManager.default.temporaryDirectory
      .appendingPathComponent("cspreg-pipe-\(UUID().uuidString)").path
    try #require(mkfifo(pipe, 0o600) == 0)
    defer { unlink(pipe) }
    let reader = open(pipe, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try replaceFile(Array("new".utf8), at: pipe)
    var bytes = [UInt8](repeating: 0, count: 10)
    #expect(read(reader, &bytes, 10) == 3)
    var status = stat()
    #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
  }
}
