import Deployments
import Foundation

/// A program that runs a file of ours and prints the headers that it would send.
struct Evaluating: Sendable {
  let id: String
  /// The interpreters to try, the best first.
  let interpreters: [String]
  /// What tells that an interpreter has all that it needs.
  let probe: [String]
  /// Its script in `Programs/`.
  let script: String

  /// An interpreter that has all that it needs; `nil` when there is none.
  func interpreter() -> String? {
    interpreters.first { path in
      guard let folder = try? Folder() else { return false }
      return (try? Self.run(path, probe, in: folder))?.status == 0
    }
  }

  /// The header fields of the answer to each request.
  func answers(
    to requests: [ServedCase.Expectation], _ file: SourceFile
  ) throws -> [[(name: String, value: String)]] {
    guard let interpreter = interpreter() else { throw Failure("\(id): no interpreter") }
    let folder = try Folder()
    try folder.write(file.bytes, to: file.path)
    let programs = ServedCase.folder.appendingPathComponent("Programs")
    let helmet = programs.appendingPathComponent("helmet.js")
    try folder.write(Array(Data(contentsOf: helmet)), to: "node_modules/helmet/index.js")
    let arguments =
      [programs.appendingPathComponent(script).path, folder.path(file.path)] + requests.map(\.path)
    let run = try Self.run(interpreter, arguments, in: folder)
    guard run.status == 0 else { throw Failure("\(script): \(run.output.suffix(800))") }
    var answers: [[(name: String, value: String)]] = []
    for line in run.output.components(separatedBy: "\n") {
      if line.hasPrefix("> ") {
        answers.append([])
      } else if let colon = line.firstIndex(of: ":"), !answers.isEmpty {
        answers[answers.count - 1].append(
          (String(line[..<colon]), String(line[line.index(after: colon)...])))
      }
    }
    guard answers.count == requests.count else { throw Failure("\(script): \(run.output)") }
    return answers
  }

  private static func run(
    _ program: String, _ arguments: [String], in folder: Folder
  ) throws -> (status: Int32, output: String) {
    let process = try ChildProcess(
      program, arguments, in: folder.path(""), log: folder.path("output"))
    return (process.exit(), process.output)
  }

  /// The programs that are run.
  static let programs = [next, helmet, django3, django4, rails, svelteKit, php, laravel, java]

  static let next = Evaluating(
    id: "nextjs", interpreters: ["node"], probe: ["-e", ""], script: "next.mjs")

  static let helmet = Evaluating(
    id: "helmet", interpreters: ["node"], probe: ["-e", ""], script: "middleware.mjs")

  static let django3 = django(version: 3)
  static let django4 = django(version: 4)

  private static func django(version: Int) -> Evaluating {
    let build = ServedCase.folder.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent(".build/django-csp-\(version)/bin/python3").path
    let probe = """
      import sys, importlib.metadata as m
      sys.exit(not m.version("django-csp").startswith("\(version)."))
      """
    return Evaluating(
      id: "django-csp-\(version)", interpreters: [build, "python3", "/usr/bin/python3"],
      probe: ["-c", probe], script: "django_csp.py")
  }

  static let rails = Evaluating(
    id: "rails", interpreters: ["ruby"], probe: ["-e", "require 'action_dispatch'"],
    script: "rails.rb")

  static let svelteKit = Evaluating(
    id: "sveltekit", interpreters: ["node"], probe: ["-e", ""], script: "sveltekit.mjs")

  static let php = Evaluating(
    id: "php", interpreters: ["php"], probe: ["-r", ""], script: "headers.php")

  static let laravel = Evaluating(
    id: "laravel", interpreters: ["php"], probe: ["-r", "enum A {}"], script: "laravel.php")

  static let java = Evaluating(
    id: "java", interpreters: ["java"], probe: ["--list-modules"], script: "Headers.java")
}
