import JSONText
import ProjectConfiguration
import Testing

@testable import Watching

@Suite struct ExecTests {
  @Test func runsAFile() throws {
    let delivery = try Exec.delivery(
      of: post(.exec, address: "/opt/notify", secret: "s3cret", url: .file("notify")))
    guard case .command(let path, let arguments, let environment, let input) = delivery else {
      Issue.record("no command")
      return
    }
    // The message is no argument: arguments are seen by everybody on the machine.
    #expect(path == "/opt/notify" && arguments.isEmpty)
    #expect(environment["CSPREG_MESSAGE"]?.hasPrefix("Acorn: new region") ?? false)
    #expect(environment["CSPREG_KEY"] == "msg_1" && environment["CSPREG_SECRET"] == "s3cret")
    let alert = JSON(try JSONNode(parsing: input, file: "input"))
    #expect(alert["vendor"]?.string == "acorn")
  }

  @Test func takesOnlyAFile() {
    #expect(throws: ChannelError.self) { try Exec.delivery(of: post(.exec)) }
  }

  @Test func aLongMessageFitsIntoAVariable() throws {
    let message = String(repeating: "ä", count: 200_000)
    guard
      case .command(_, _, let environment, let input) = try Exec.delivery(
        of: post(.exec, message: message, url: .file("notify")))
    else { return #expect(Bool(false), "no command") }
    #expect((environment["CSPREG_MESSAGE"]?.utf8.count ?? 0) < 128 << 10)
    #expect(input.count > 400_000)
  }
}
