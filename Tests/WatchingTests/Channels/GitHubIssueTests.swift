import Fetching
import JSONText
import ProjectConfiguration
import Testing

@testable import Watching

@Suite struct GitHubIssueTests {
  @Test(arguments: [
    "https://github.com/team/site", "https://github.com/team/site/",
    "https://api.github.com/repos/team/site",
  ]) func opensAnIssue(address: String) throws {
    let sent = try #require(
      request(
        try GitHubIssue.delivery(
          of: post(.github, address: address, secret: "t0ken", message: "Title\n``` @team"))))
    #expect(sent.url == "https://api.github.com/repos/team/site/issues")
    #expect(sent.header("Authorization") == "Bearer t0ken")
    let body = JSON(try JSONNode(parsing: Array((sent.body ?? "").utf8), file: "body"))
    #expect(body["title"]?.string == "Title")
    #expect(body["body"]?.string == "````text\nTitle\n``` @team\n````\n\n<!-- msg_1 -->\n")
  }

  @Test func needsAToken() {
    #expect(throws: ChannelError.self) { try GitHubIssue.delivery(of: post(.github)) }
  }
}
