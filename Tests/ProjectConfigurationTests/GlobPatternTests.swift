import Testing

@testable import ProjectConfiguration

@Suite struct GlobPatternTests {
  /// Whether a name fits a glob without slashes.
  static func matches(_ name: String, _ glob: String) -> Bool {
    GlobPattern.patterns(of: glob).contains { pattern in
      pattern.segments.count == 1 && pattern.segments[0].matches(name)
    }
  }

  @Test(arguments: [
    ("*.conf", "a.conf", true), ("*.conf", ".conf", false), ("*.conf", "a.config", false),
    (".*", ".htaccess", true), ("*", ".htaccess", false), ("?", "é", true), ("?", "ab", false),
    ("a*b*c", "axxbyyc", true), ("a*b*c", "abcb", false), ("*a*a*a*b", "aaaaaaaaaaaaaaaa", false),
    ("[a-c]x", "bx", true), ("[a-c]x", "dx", false), ("[!a-c]x", "dx", true),
    ("[^a-c]x", "ax", false), ("[]]x", "]x", true), ("[a\\]]x", "]x", true), ("[-a]", "-", true),
    ("{a,b}.txt", "b.txt", true), ("{a,b}.txt", "c.txt", false), ("x{,y}", "x", true),
    ("{a,{b,c}d}", "cd", true), ("{a,{b,c}d}", "c", false), ("[{]a", "{a", true),
    ("\\*", "*", true), ("\\*", "a", false), ("\\{a\\}", "{a}", true), ("a}", "a}", true),
    ("nginx.conf", "nginx.conf", true), ("nginx.conf", "nginxxconf", false),
  ]) func namesFit(glob: String, name: String, fits: Bool) {
    #expect(Self.matches(name, glob) == fits)
  }

  @Test(arguments: [
    ("a[b", "no ]"), ("{a,b", "no }"), ("a{b,[}]", "no }"),
    (String(repeating: "{a,b}", count: 12), "more than 1000"),
  ]) func saysWhatIsWrong(glob: String, part: String) {
    #expect(GlobPattern.problem(in: glob)?.contains(part) == true)
  }

  @Test(arguments: ["a", "**/*.conf", "[a-z]*", "{a,b}/{c,d}", "\\[", "\\{", "[[]", "/etc/*"])
  func takesGoodGlobs(glob: String) {
    #expect(GlobPattern.problem(in: glob) == nil)
  }

  @Test func manyStarsTakeLittleTime() {
    let glob = String(repeating: "a*", count: 200) + "b"
    #expect(!Self.matches(String(repeating: "a", count: 5000), glob))
  }
}
