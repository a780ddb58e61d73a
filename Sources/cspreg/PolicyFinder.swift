import CommandOptions
import Deployments
import Diagnostics

/// Finds deployed policies in files and folders.
struct PolicyFinder {
  /// A file that a platform knows.
  struct Found {
    var file: SourceFile
    /// Whether the user named it, rather than a folder above it.
    var isNamed: Bool
    var content: DeployedFile
  }

  /// The largest file of a folder that is read: 16 MiB.
  ///
  /// A named file may be as large as any input.
  static let limit = 16 << 20

  private let isQuiet: Bool
  /// What is odd, in the order in which it was met.
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether something could not be read.
  private(set) var exit = Diagnostics.ExitCode.done

  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  /// Goes through paths.
  ///
  /// - Parameters:
  ///   - paths: Files and folders, `-` for standard input.
  ///   - body: Receives every named file, with content or without, and each file of a folder that
  ///     holds policies.
  /// - Throws: What `body` throws.
  mutating func find(
    in paths: [String], _ body: (Found?, SourceFile) throws(CommandError) -> Void
  ) throws(CommandError) {
    var progress = Progress(isQuiet: isQuiet)
    defer { progress.finish() }
    var found: [Diagnostic] = []
    var exit = Diagnostics.ExitCode.done
    var withPolicies = 0
    try withoutActuallyEscaping(body) { (body) throws(CommandError) in
      var tree = FileTree(
        isWanted: Platforms.mayHold,
        visit: { (path, isNamed) throws(CommandError) in
          progress.step { "\($0) files, \(withPolicies) with policies" }
          let file: SourceFile
          do throws(CommandError) {
            let limit = isNamed ? Input.limit : Self.limit
            file = SourceFile(
              path: path == "-" ? "standard input" : path,
              bytes: try Input.read(path, limit: limit))
          } catch {
            let message = String(error.message.prefix { $0 != "." })
            found.append(
              Diagnostic(
                rule: "unreadable", level: .warn, file: path == "-" ? "standard input" : path,
                message: message))
            exit = .unfinished
            return
          }
          if !isNamed, !Platforms.hasMark(file) { return }
          guard let content = Platforms.read(file, isNamed: isNamed) else {
            if isNamed { try body(nil, file) }
            return
          }
          for diagnostic in content.diagnostics {
            var placed = diagnostic
            placed.file = file.path
            found.append(placed)
          }
          if !content.policies.isEmpty {
            withPolicies += 1
            if String(validating: file.bytes, as: UTF8.self) == nil {
              found.append(
                Diagnostic(
                  rule: "not-utf8", level: .info, file: file.path,
                  message: "holds bytes that are not UTF-8; they are kept as they are"))
            }
          }
          if isNamed || !content.policies.isEmpty {
            try body(Found(file: file, isNamed: isNamed, content: content), file)
          }
        },
        report: { diagnostic in
          found.append(diagnostic)
          if diagnostic.rule == "unreadable" { exit = .unfinished }
        })
      for path in paths { try tree.walk(path) }
    }
    diagnostics += found
    self.exit = self.exit.worst(exit)
  }
}

extension Diagnostic {
  /// `path:line: rule: message`.
  var placedLine: String {
    let place = (file ?? "") + (line.map { ":\($0)" } ?? "")
    return "\(place): \(rule): \(message)"
  }
}
