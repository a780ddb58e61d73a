import Testing

@testable import RequirementDiff

@Suite struct ConfusableScriptTests {
  @Test(arguments: [
    ("acorn", [ConfusableScript.latin]), ("münchen", [.latin]), ("дуб", [.cyrillic]),
    ("аcorn", [.latin, .cyrillic]), ("οak", [.latin, .greek]), ("木-7", []),
  ]) func findsTheScriptsOfALabel(label: String, scripts: [ConfusableScript]) {
    #expect(ConfusableScript.scripts(in: Array(label.unicodeScalars)) == scripts)
  }

  @Test func foldsLettersOfOtherScripts() {
    #expect(ConfusableScript.latinTwin(of: "а") == "a")
    #expect(ConfusableScript.latinTwin(of: "a") == nil)
  }
}
