import Diagnostics
import Testing

@Suite struct DescribedErrorTests {
  struct Failure: DescribedError {
    var exitCode: ExitCode { .unfinished }
    var subject: String
    var message: String { "it cannot be read; check its permissions" }
  }

  @Test func describesTheSubjectThenWhatHappened() {
    let error: any Error = Failure(subject: "a.json:2:1")
    #expect("\(error)" == "a.json:2:1: it cannot be read; check its permissions")
  }

  @Test func leavesAnEmptySubjectOut() {
    #expect(Failure(subject: "").description == "it cannot be read; check its permissions")
  }
}
