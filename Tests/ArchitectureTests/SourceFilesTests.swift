import Testing

@Suite struct SourceFilesTests {
  @Test(arguments: ["Sources", "Tests"]) func filesAreShort(folder: String) throws {
    for file in try SourceTree.files(in: folder) {
      #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines")
    }
  }

  /// A failure is a value, a thrown error, or a precondition with a message.
  @Test func nothingCrashesOnPurpose() throws {
    for file in try SourceTree.files(in: "Sources") {
      for (index, line) in file.lines.enumerated()
      where !line.drop(while: \.isWhitespace).hasPrefix("//") {
        let isCrash = line.contains("fatalError(") || line.contains("try!")
        #expect(!isCrash, "\(file.path):\(index + 1)")
      }
    }
  }

  @Test func nothingIsCalledAfterNothing() throws {
    let empty = ["Core", "Utils", "Manager", "Helper", "Common", "Utilities", "Helpers"]
    for file in try SourceTree.files(in: "Sources") {
      #expect(!empty.contains { file.stem.hasSuffix($0) }, "\(file.path)")
      #expect(!empty.contains(file.module))
    }
  }
}
