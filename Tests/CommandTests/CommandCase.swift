import Foundation
import Testing

/// One case: a folder with a `command` that bash runs, its input files, and what must come out.
///
/// `command` starts with a comment that says what the case shows; `stdin` is given to it when it is
/// there. `stdout` and `stderr` are what must be printed (nothing when they are missing), `exit` is
/// the exit code (0 when it is missing). The command runs in a copy of the folder.
struct CommandCase: Sendable, CustomTestStringConvertible {
  let name: String
  let folder: URL

  var testDescription: String { name }

  static let folder = Program.root.appendingPathComponent("Tests/CommandTests/Fixtures")
  static let updates = ProcessInfo.processInfo.environment["CSPREG_UPDATE_SNAPSHOTS"] == "1"

  /// Every case, by name.
  static let all: [CommandCase] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.sorted().map { name in
      CommandCase(name: name, folder: folder.appendingPathComponent(name))
    }.filter { $0.read("command") != nil }
  }()

  /// The expected or given text of a file of the case.
  func read(_ file: String) -> String? {
    (try? Data(contentsOf: folder.appendingPathComponent(file)))
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// What came out of a run, as the case's files spell it.
  struct Outcome: Equatable {
    var stdout: String
    var stderr: String
    var exit: String
  }

  var expected: Outcome {
    Outcome(
      stdout: read("stdout") ?? "", stderr: read("stderr") ?? "",
      exit: (read("exit") ?? "0").trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Runs the command in a copy of the folder.
  func run() throws -> Outcome {
    let scratch = try TemporaryFolder()
    let copy = scratch.url.appendingPathComponent("case")
    try FileManager.default.copyItem(at: folder, to: copy)
    let script = "set -o pipefail\n" + (read("command") ?? "")
    let input = copy.appendingPathComponent("stdin")
    let hasInput = FileManager.default.fileExists(atPath: input.path)
    let result = try ProcessRun(script, in: copy, input: hasInput ? input : nil)
    return Outcome(
      stdout: normal(result.outputText, copy), stderr: normal(result.errorText, copy),
      exit: String(result.exit))
  }

  /// Replaces what differs from machine to machine and, where the command asks for it with the
  /// comment `# dates vary`, from day to day.
  private func normal(_ text: String, _ copy: URL) -> String {
    var text = text.replacingOccurrences(of: copy.path, with: "<folder>")
    text = text.replacingOccurrences(of: Program.root.path, with: "<project>")
    if read("command")?.contains("# dates vary") ?? false {
      text = text.replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/, with: "<time>")
      text = text.replacing(/\d{4}-\d\d-\d\d/, with: "<date>")
    }
    return text
  }

  /// Writes what came out as what is expected from now on.
  func update(_ outcome: Outcome) throws {
    func write(_ text: String, to file: String, unless empty: String) throws {
      let url = folder.appendingPathComponent(file)
      if text == empty {
        try? FileManager.default.removeItem(at: url)
      } else {
        try Data(text.utf8).write(to: url)
      }
    }
    try write(outcome.stdout, to: "stdout", unless: "")
    try write(outcome.stderr, to: "stderr", unless: "")
    try write(outcome.exit + "\n", to: "exit", unless: "0\n")
  }
}
