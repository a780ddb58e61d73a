import Testing

@testable import CommandOptions

@Suite struct IgnoreRulesTests {
  static func ignores(_ rules: String, _ path: String, isFolder: Bool = false) -> Bool? {
    IgnoreRules(parsing: Array(rules.utf8))
      .ignores(path.split(separator: "/").map { Array($0.utf8)[...] }, isFolder: isFolder)
  }

  @Test(arguments: [
    ("a", "a", true), ("a", "x/a", true), ("a", "ab", false), ("/a", "a", true),
    ("/a", "x/a", false), ("x/a", "x/a", true), ("x/a", "y/x/a", false), ("*.log", "x/y.log", true),
    ("*.log", "x/.log", true), ("a*c", "abbc", true), ("a*c", "ab", false), ("a?c", "abc", true),
    ("a?c", "ac", false), ("**/a", "x/y/a", true), ("**/a", "a", true), ("a/**", "a", false),
    ("a/**", "a/b/c", true), ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true),
    ("a/*/b", "a/x/y/b", false), ("a/*", "a/b/c", false), ("[ab]x", "bx", true),
    ("[!ab]x", "bx", false), ("[a-c]x", "bx", true), ("[]]x", "]x", true), ("[", "[", true),
    ("\\#a", "#a", true), ("#a", "#a", false), ("\\!a", "!a", true), ("a ", "a", true),
    ("a\\ ", "a ", true), ("", "a", false), ("a\r", "a", true), ("*a*b*c*", "xaxbxcx", true),
    ("*a*b*c*", "xaxcxbx", false),
  ]) func patternsFit(pattern: String, path: String, expected: Bool) {
    #expect((Self.ignores(pattern, path) ?? false) == expected)
  }

  @Test func theLastPatternDecides() {
    #expect(Self.ignores("*.conf\n!keep.conf\n", "keep.conf") == false)
    #expect(Self.ignores("!keep.conf\n*.conf\n", "keep.conf") == true)
    #expect(Self.ignores("*.conf", "a.txt") == nil)
  }

  @Test func aSlashAtTheEndMeansFolders() {
    #expect(Self.ignores("build/", "build") == nil)
    #expect(Self.ignores("build/", "x/build", isFolder: true) == true)
  }

  @Test func manyStarsTakeNoTime() {
    let pattern = String(repeating: "*a", count: 40) + "b"
    #expect(Self.ignores(pattern, String(repeating: "a", count: 200)) == nil)
  }
}
