import RequirementHistory
import Testing

@Suite struct HostQuestionsTests {
  static func questions(_ text: String) -> [String] {
    var questions = HostQuestions()
    questions.read(text.utf8, number: 1)
    return questions.counts.map { "\($0.question.directive ?? "-") \($0.question.source)" }
  }

  @Test(arguments: [
    ("a.acorn.test", ["- a.acorn.test"]),
    ("  https://a.acorn.test/x?y#z \r", ["- https://a.acorn.test/x"]),
    ("*.acorn.test", ["- *.acorn.test"]), ("a.acorn.test:8443", ["- a.acorn.test:8443"]),
    (
      "img-src 'self' data: a.acorn.test; font-src https://b.acorn.test",
      [
        "img-src a.acorn.test", "font-src https://b.acorn.test",
      ]
    ),
    ("Content-Security-Policy: img-src a.acorn.test", ["img-src a.acorn.test"]),
    (
      "{\"csp-report\":{\"blocked-uri\":\"https://a.acorn.test/x\",\"violated-directive\":\"img-src 'self'\"}}",
      [
        "img-src https://a.acorn.test/x"
      ]
    ),
    (
      "[{\"type\":\"csp-violation\",\"body\":{\"blockedURL\":\"wss://a.acorn.test\",\"effectiveDirective\":\"connect-src\"}}]",
      [
        "connect-src wss://a.acorn.test"
      ]
    ),
    ("{\"csp-report\":{\"blocked-uri\":\"inline\"}}", []), ("{\"a\":", []), ("hello", []),
    ("*", []),
    ("https:", []), ("no host in here", []), ("", []),
  ]) func readsALine(line: String, expected: [String]) {
    #expect(Self.questions(line) == expected)
  }

  /// As Chromium, Firefox and Safari word it, and in another language.
  @Test(arguments: [
    "Refused to load the image 'https://a.acorn.test/i.png' because it violates the following Content Security Policy directive: \"img-src 'self'\".",
    "Loading the image 'https://a.acorn.test/i.png' violates the following Content Security Policy directive: \"img-src 'self' https://b.acorn.test\". The action has been blocked.",
    "Content-Security-Policy: The page’s settings blocked the loading of a resource (img-src) at https://a.acorn.test/i.png because it violates the following directive: “img-src 'self'”",
    "[Error] Refused to load https://a.acorn.test/i.png because it does not appear in the img-src directive of the Content Security Policy.",
    "Content-Security-Policy: Das Laden von https://a.acorn.test/i.png (img-src) wurde blockiert.",
  ]) func readsAConsole(line: String) {
    #expect(Self.questions(line) == ["img-src https://a.acorn.test/i.png"])
  }

  @Test func countsAndRemembersWhatItCouldNotRead() {
    var questions = HostQuestions()
    for (index, line) in ["a.acorn.test", "?", "a.acorn.test", ""].enumerated() {
      questions.read(line.utf8, number: index + 1)
    }
    #expect(questions.counts.map(\.count) == [2])
    #expect(questions.unread == [2])
  }
}
