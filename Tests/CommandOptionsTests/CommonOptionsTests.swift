import ArgumentParser
import CommandOptions
import Diagnostics
import Reporting
import Testing

@Suite struct CommonOptionsTests {
  @Test(arguments: [
    (FailLevel.none, [Level]()), (.info, [.info, .warn, .break]), (.warn, [.warn, .break]),
    (.break, [.break]),
  ])
  func failOnCountsFromItsLevelOn(_ level: FailLevel, _ counted: [Level]) {
    #expect(Level.allCases.filter(level.counts) == counted)
  }

  @Test func regionsAreSplitAndLowerCase() {
    #expect(regionSet(nil).isEmpty)
    #expect(regionSet("").isEmpty)
    #expect(regionSet("EU,us") == ["eu", "us"])
  }

  @Test func coloursFollowTheOption() throws {
    #expect(try OutputOptions.parse(["--color", "always"]).style.isColored)
    #expect(try !OutputOptions.parse(["--color", "never"]).style.isColored)
  }

  @Test func namedRegistryComesFirst() throws {
    let options = try RegistryOptions.parse(["--registry", "here", "--registry", "there"])
    #expect(try options.search.directory() == "here")
    #expect(throws: (any Error).self) { try options.search.open() }
  }

  @Test(arguments: [
    ("userpilot@1", true), ("userpilot@latest", true), ("userpilot", false),
    ("folder/userpilot@1", false), ("page.html", false),
  ])
  func referencesAreToldFromFiles(_ operand: String, _ isReference: Bool) {
    #expect(RecordSource.isReference(operand) == isReference)
  }

  @Test func aFileThatIsNotThereIsNoRecord() {
    var source = RecordSource(RegistrySearch())
    #expect(!RecordSource.isRecordFile("/nowhere.json"))
    let error = #expect(throws: CommandError.self) { try source.record("nowhere/2.json") }
    #expect(error?.exitCode == .unfinished)
  }

  @Test func errorsReadAsOneLine() {
    let error = CommandError("page.html", "is a directory.", exitCode: .unfinished)
    #expect(error.description == "page.html: is a directory.")
    #expect(now().wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/#) != nil)
    #expect(environment("CSPREG_NO_SUCH_VARIABLE") == nil)
    #expect(isDirectory("/") && !isFile("/"))
    #expect(executableDirectory().map(isDirectory) == true)
  }
}
