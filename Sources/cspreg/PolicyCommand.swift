import ArgumentParser
import CommandOptions
import ContentSecurityPolicy
import Diagnostics
import JSONText

/// `cspreg policy`.
struct PolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Answers questions about one policy, as browsers would.",
    discussion: """
      Examples:
        cspreg policy parse "img-src 'self'; connect-src *"
        cspreg policy allows --policy "img-src *" --directive img-src https://a.example/x.png
        cspreg policy covers --policy "img-src *" --directive img-src https://a.example
        cspreg policy compare "img-src *" "img-src a.example"
        cspreg policy lint "script-src self"
        cspreg policy find .
      """,
    subcommands: [
      PolicyParseCommand.self, PolicyAllowsCommand.self, PolicyCoversCommand.self,
      PolicyCompareCommand.self, PolicyLintCommand.self, PolicyFindCommand.self,
    ])
}

/// A stream of questions, one JSON object a line, and a stream of answers.
struct PolicyBatch {
  /// Reads standard input and writes an answer a line; exit code 3 when lines were malformed.
  static func run(_ answer: (JSONMembers) throws(JSONError) -> JSON) throws {
    var lines = Output()
    var malformed = 0
    try Input.eachLine(of: "-") { (number, bytes) throws(CommandError) in
      guard let bytes else {
        malformed += 1
        printError("standard input:\(number): the line is longer than 16 MiB; it was passed over.")
        return
      }
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
      let value: JSON
      do throws(JSONError) {
        let node = try JSONNode(
          parsing: bytes, file: "standard input", line: number, mode: .lenient)
        value = try answer(try node.members())
      } catch {
        malformed += 1
        printError("standard input:\(number):\(error.column): \(error.message)")
        return
      }
      try lines.write(line: value)
    }
    try lines.finish()
    guard malformed > 0 else { return }
    printError(
      "cspreg: \(malformed) malformed \(malformed == 1 ? "line was" : "lines were") passed over.")
    try Finished.with(.unfinished)
  }
}

extension JSONMembers {
  /// The `id` of a line, echoed whatever it is.
  var id: JSON { self["id"]?.json ?? .null }

  /// The page's origin, `https://site.example` when the line names none.
  func origin() throws(JSONError) -> Origin {
    guard let text = try optionalString("origin") else { return .example }
    guard let origin = Origin(text) else {
      throw node.error("\"origin\" is no origin such as https://site.example")
    }
    return origin
  }
}

/// Reads the page's origin from an option.
func parseOrigin(_ text: String?) throws(CommandError) -> Origin {
  guard let text else { return .example }
  guard let origin = Origin(text) else {
    throw CommandError(
      "--origin \(text)", "This is no origin. Write it as https://site.example.", exitCode: .usage)
  }
  return origin
}

/// Reads the name of a directive; a misspelt one would govern nothing and allow all.
///
/// - Parameters:
///   - text: The name.
///   - option: Where it was written.
/// - Returns: The name.
/// - Throws: That there is no such directive, with the nearest that there is.
func parseDirective(_ text: String, of option: String = "--directive") throws(CommandError)
  -> String
{
  guard Directive.fallbackNames(of: text) == nil, text != NeededSource.unspecified else {
    return text
  }
  let nearest = NearestName.of(text, in: Directive.knownNames)
  throw CommandError(
    "\(option) \(text.prefix(80))",
    "Browsers know no such directive." + (nearest.map { " Did you mean \($0)?" } ?? ""),
    exitCode: .usage)
}

/// Refuses what browsers would drop from a list, or take for something else than it says.
///
/// - Parameters:
///   - token: A source, perhaps with placeholders such as `{region}`.
///   - directive: The directive of the list.
/// - Throws: ``CommandError`` with what lint says of the source.
func requireSource(_ token: String, of directive: String) throws(CommandError) {
  if NeededSource(directive: directive, reading: token).isPlaceholder { return }
  let findings = PolicyList(parsing: "\(directive) \(token)").lint()
  guard let finding = findings.first(where: { $0.source != nil && $0.level == .break }) else {
    return
  }
  throw CommandError(
    directive, finding.message + (finding.suggestion.map { " Write: \($0)" } ?? ""),
    exitCode: .usage)
}

/// Reads a policy from an argument, `-` for standard input.
func readPolicy(_ text: String, delivery: Delivery = .header) throws(CommandError) -> PolicyList {
  guard text == "-" else { return PolicyList(parsing: text, delivery: delivery) }
  return PolicyList(parsing: try Input.read("-"), delivery: delivery)
}
