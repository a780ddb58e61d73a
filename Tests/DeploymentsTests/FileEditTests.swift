import Testing

@testable import Deployments

@Suite struct FileEditTests {
  @Test func editsAreMadeInTheirOrder() {
    let file = Array("abcdef".utf8)
    let edits = [
      FileEdit(inserting: Array("1".utf8), at: 4), FileEdit(replacing: 1..<2, with: []),
      FileEdit(inserting: Array("2".utf8), at: 4), FileEdit(inserting: Array("1".utf8), at: 4),
    ]
    #expect(FileEdit.apply(edits, to: file) == Array("acd12ef".utf8))
    #expect(FileEdit.apply([], to: file) == file)
  }

  @Test func editsOfTheSameBytesAreRefused() {
    let file = Array("abc".utf8)
    let edits = [FileEdit(replacing: 0..<2, with: [1]), FileEdit(replacing: 1..<3, with: [2])]
    #expect(FileEdit.apply(edits, to: file) == nil)
    #expect(FileEdit.apply([FileEdit(replacing: 2..<4, with: [])], to: file) == nil)
  }
}
