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
}

/// Whose tokens, and where they are kept.
struct TokensOptions: ParsableArguments {
  @Argument(help: "The site's host; pages on hosts below it belong to it.")
  var site: String

  @Option(help: ArgumentHelp("The file that cspreg serve --reports uses.", valueName: "file"))
  var reports: String

  @OptionGroup var output: OutputOptions

  /// The file with the tokens and counts, which is made where it is not there.
  func store() throws -> SQLiteReportStore { try SQLiteReportStore(path: reports) }

  /// The site as its reports are counted: a host.
  func host() throws -> String {
    let host = site.lowercased()
    let isHost = host.utf8.allSatisfy { byte in
      byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x2E
    }
    guard isHost, !host.isEmpty, !host.hasPrefix("."), !host.hasSuffix("."), !host.contains("..")
    else {
      throw CommandError(site, "is no host in ASCII, such as shop.example.", exitCode: .usage)
    }
    return host
  }
}

/// `cspreg tokens add`.
struct TokensAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Makes a token for a site and prints it; it is not kept.")

  @OptionGroup var options: TokensOptions

  func run() throws {
    let site = try options.host()
    let token = try options.store().addToken(for: site, now: time(nil))
    try options.output.print(TokenReport(site: site, token: token.text))
  }
}

/// `cspreg tokens revoke`.
struct TokensRevokeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Lets no token of a site count any more.")

  @OptionGroup var options: TokensOptions

  func run() throws {
    let site = try options.host()
    guard isFile(options.reports) else {
      throw CommandError(options.reports, "is not there.", exitCode: .unfinished)
    }
    let count = try options.store().revokeTokens(of: site, now: time(nil))
    try options.output.print(TokenReport(site: site, revoked: count))
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
