import Diagnostics
import Testing

@Suite struct DiagnosticTests {
  @Test func keepsWhatItIsTold() {
    let diagnostic = Diagnostic(
      rule: "cut-off", level: .warn, file: "page.html", line: 3, column: 7, message: "It ends.")
    #expect(diagnostic.rule == "cut-off")
    #expect(diagnostic.level == .warn)
    #expect(diagnostic.file == "page.html")
    #expect([diagnostic.line, diagnostic.column] == [3, 7])
    #expect(diagnostic.message == "It ends.")
  }

  @Test func hasNoPlaceUnlessTold() {
    let diagnostic = Diagnostic(rule: "odd", level: .info, message: "Odd.")
    #expect(diagnostic.file == nil && diagnostic.line == nil && diagnostic.column == nil)
    var placed = diagnostic
    placed.line = 2
    #expect(placed != diagnostic)
  }
}
