import ArgumentParser
import CommandOptions
import Diagnostics
import Glibc
import JSONText
import ReportReceiving
import Reporting

/// `cspreg tokens`.
struct TokensCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens",
    abstract: "Makes and revokes the tokens with which sites send violation reports.",
    discussion: """
      Reports go to cspreg serve --reports FILE; a token says which site they are of.

      Examples:
        cspreg tokens add shop.example --reports reports.db
        cspreg tokens revoke shop.example --reports reports.db
      """, subcommands: [TokensAddCommand.self, TokensRevokeCommand.self])

  /// Opens the file with the counts, or makes it.
  static func store(_ path: String) throws -> SQLiteReportStore {
    try SQLiteReportStore(path: path)
  }

  /// A site as its reports are counted: a host.
  static func site(_ text: String) throws -> String {
    let site = text.lowercased()
    let isHost = site.utf8.allSatisfy { byte in
      byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x2E
    }
    guard isHost, !site.isEmpty, !site.hasPrefix("."), !site.hasSuffix("."), !site.contains("..")
    else {
      throw CommandError(
        text, "is no host in ASCII, such as shop.example.", exitCode: .usage)
    }
    return site
  }
}

/// `cspreg tokens add`.
struct TokensAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Makes a token for a site and prints it; it is not kept.")

  @Argument(help: "The site's host; pages on hosts below it belong to it.")
  var site: String

  @Option(help: ArgumentHelp("The file that cspreg serve --reports uses.", valueName: "file"))
  var reports: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    let site = try TokensCommand.site(site)
    let token = try TokensCommand.store(reports).addToken(for: site, now: time(nil))
    try output.print(TokenReport(site: site, token: token.text))
  }
}

/// `cspreg tokens revoke`.
struct TokensRevokeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Lets no token of a site count any more.")

  @Argument(help: "The site's host.")
  var site: String

  @Option(help: ArgumentHelp("The file that cspreg serve --reports uses.", valueName: "file"))
  var reports: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    let site = try TokensCommand.site(site)
    guard isFile(reports) else {
      throw CommandError(reports, "is not there.", exitCode: .unfinished)
    }
    let count = try TokensCommand.store(reports).revokeTokens(of: site, now: time(nil))
    try output.print(TokenReport(site: site, revoked: count))
  }
}

/// What was made or revoked.
private struct TokenReport: PlainReport {
  let site: String
  var token: String?
  var revoked: Int?

  var lines: [JSON] { [json] }

  var json: JSON {
    var members: [JSON.Member] = [.init("cspreg", .head("tokens")), .init("site", .string(site))]
    if let token { members.append(.init("token", .string(token))) }
    if let revoked { members.append(.init("revoked", .int(revoked))) }
    return .object(members)
  }

  func text(style: Style) -> String {
    if let token { return token + "\n" }
    let count = revoked ?? 0
    return "\(site): \(count) \(count == 1 ? "token" : "tokens") revoked.\n"
  }
}
