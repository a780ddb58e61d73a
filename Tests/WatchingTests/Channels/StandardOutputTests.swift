import JSONText
import ProjectConfiguration
import Testing

@testable import Watching

@Suite struct StandardOutputTests {
  @Test func printsOneLine() throws {
    guard case .line(let line) = try StandardOutput.delivery(of: post(.stdout)) else {
      Issue.record("no line")
      return
    }
    #expect(!line.contains("\n"))
    let alert = JSON(try JSONNode(parsing: Array(line.utf8), file: "line"))
    #expect(alert["id"]?.string == "msg_1" && alert["type"]?.string == "requirements.changed")
  }
}
