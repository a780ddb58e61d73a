import Testing

@testable import Deployments

@Suite struct UnifiedDiffTests {
  static func diff(_ text: String, _ edits: [(String, String)], path: String = "a") -> String {
    let file = Array(text.utf8)
    let made = edits.map { after, inserted in
      let at = text.utf8.count - (text.components(after: after)?.utf8.count ?? 0)
      return FileEdit(inserting: Array(inserted.utf8), at: at)
    }
    return String(
      decoding: UnifiedDiff(path: path, file: file, edits: made).bytes, as: UTF8.self)
  }

  @Test func showsThreeLinesAround() {
    #expect(
      Self.diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", [("5", " x")]) == """
        --- a/a
        +++ b/a
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +5 x
         6
         7
         8

        """)
  }

  @Test func newLinesAreAddedAlone() {
    #expect(
      Self.diff("1\n2\n3\n", [("2", "\nx")]) == """
        --- a/a
        +++ b/a
        @@ -1,3 +1,4 @@
         1
         2
        +x
         3

        """)
  }

  @Test func nearChangesShareAHunkAndFarOnesDoNot() {
    let text = (10...40).map { "\($0)\n" }.joined()
    #expect(
      Self.diff(text, [("12", " x"), ("16", "\ny"), ("35", " z")])
        .split(separator: "\n").filter { $0.hasPrefix("@@") } == [
          "@@ -1,10 +1,11 @@", "@@ -23,7 +24,7 @@",
        ])
  }

  @Test func lineEndsAreKept() {
    #expect(
      Self.diff("1\r\n2", [("2", " x")])
        == "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 1\r\n-2\n\\ No newline at end of file\n"
        + "+2 x\n\\ No newline at end of file\n")
  }

  @Test func severalEditsOfALineAreOneChange() {
    #expect(
      Self.diff("a b c\n", [("a", "1"), ("b", "2")])
        == "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a b c\n+a1 b2 c\n")
  }

  @Test(arguments: [
    ("a b", "--- a/a b\t\n"), ("a\"b", "--- \"a/a\\\"b\"\n"), ("é", "--- \"a/\\303\\251\"\n"),
  ]) func namesAreWrittenAsGitDoes(name: String, expected: String) {
    #expect(Self.diff("1\n", [("1", "x")], path: name).hasPrefix(expected))
  }

  @Test func nothingChangedIsNothing() {
    #expect(Self.diff("1\n", []).isEmpty)
    #expect(Self.diff("1\n", [("1", "")]).isEmpty)
  }
}

extension String {
  /// What follows the first occurrence of a text.
  fileprivate func components(after text: String) -> Substring? {
    var rest = self[...]
    while !rest.isEmpty {
      if rest.hasPrefix(text) { return rest.dropFirst(text.count) }
      rest = rest.dropFirst()
    }
    return nil
  }
}
