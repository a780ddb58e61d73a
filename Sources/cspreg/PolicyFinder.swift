import CommandOptions
import ContentSecurityPolicy
import Deployments
import Diagnostics

/// Finds deployed policies in files and folders.
struct PolicyFinder {
  /// A file that a platform knows.
  struct Found: Sendable {
    /// It, with the files that it includes.
    var file: SourceFile
    /// Whether the user named it, rather than a folder above it.
    var isNamed: Bool
    var content: DeployedFile
    /// The policies of ``content`` that stand in included files and were found before.
    var repeated: Set<Int> = []

    /// What was not found before.
    var pages: [DeployedPage] {
      content.pages.filter { !$0.indices.allSatisfy(repeated.contains) }
    }
  }

  /// What came of one file, or of what the walk met instead of one.
  private struct Outcome: Sendable {
    var diagnostics: [Diagnostic] = []
    /// The file, when the user has to hear of it.
    var file: SourceFile?
    var found: Found?
    var isFile = true
  }

  /// The largest file of a folder that is read: 16 MiB.
  ///
  /// A named file may be as large as any input.
  static let limit = 16 << 20

  private let isQuiet: Bool
  private let jobs: Int
  /// What is odd, in the order in which it was met.
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether something could not be read.
  private(set) var exit = Diagnostics.ExitCode.done

  init(isQuiet: Bool, jobs: Int = 1) {
    self.isQuiet = isQuiet
    self.jobs = jobs
  }

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
    let inclusions = try Inclusions(in: paths, jobs: jobs)
    var progress = Progress(isQuiet: isQuiet)
    defer { progress.finish() }
    var withPolicies = 0
    var known = KnownPages()
    var odd: [Diagnostic] = []
    try FileTree.walk(
      paths, jobs: jobs, isWanted: Platforms.mayHold, work: { Self.outcome(of: $0, inclusions) },
      take: { (outcome) throws(CommandError) in
        if outcome.isFile { progress.step { "\($0) files, \(withPolicies) with policies" } }
        odd += outcome.diagnostics
        guard let file = outcome.file else { return }
        var found = outcome.found
        if let content = found?.content {
          found?.repeated = known.repeated(of: content, in: file)
          if !content.policies.isEmpty { withPolicies += 1 }
        }
        try body(found, file)
      })
    diagnostics += odd
    if odd.contains(where: { $0.rule == "unreadable" }) { exit = exit.worst(.unfinished) }
  }

  private static func outcome(of step: FileTree.Step, _ inclusions: Inclusions) -> Outcome {
    guard case .file(let visit) = step else {
      if case .odd(let odd) = step { return Outcome(diagnostics: [odd], isFile: false) }
      return Outcome()
    }
    var outcome = Outcome()
    let isStream = visit.path == "-"
    if !isStream, inclusions.isIncluded(visit.path) { return outcome }
    let path = isStream ? "standard input" : visit.path
    let file: SourceFile
    do throws(CommandError) {
      file = SourceFile(
        path: path,
        bytes: try Input.read(visit.path, limit: visit.isNamed ? Input.limit : limit),
        includable: isStream ? nil : FilesBelow(top: visit.top))
    } catch {
      outcome.diagnostics = [
        Diagnostic(
          rule: "unreadable", level: .warn, file: path,
          message: String(error.message.prefix { $0 != "." }))
      ]
      return outcome
    }
    if !visit.isNamed, !inclusions.isIncluding(path), !Platforms.hasMark(file) { return outcome }
    guard let content = Platforms.read(file, isNamed: visit.isNamed) else {
      if visit.isNamed { outcome.file = file }
      return outcome
    }
    let whole = content.source ?? file
    let found = Found(file: whole, isNamed: visit.isNamed, content: content)
    outcome.diagnostics = found.placedDiagnostics
    if visit.isNamed || !content.policies.isEmpty {
      outcome.file = whole
      outcome.found = found
    }
    return outcome
  }
}

/// The pages of included files that were found, so that each is told of once.
struct KnownPages {
  private struct Page: Hashable {
    var texts: [[UInt8]]
    var places: [String]
  }

  private var known: Set<Page> = []

  /// The policies of a file that stand on pages that were found before; the others are known then.
  mutating func repeated(of content: DeployedFile, in file: SourceFile) -> Set<Int> {
    guard file.parts.count > 1 else { return [] }
    var repeated: Set<Int> = []
    let lines = PolicyLines(file)
    for page in content.pages {
      let enforced = page.policies.filter { $0.delivery != .reportOnly }
      let counted = enforced.isEmpty ? page.policies : enforced
      guard counted.contains(where: { lines.path(of: $0) != file.path }) else { continue }
      let placed = Page(
        texts: counted.map(\.text.bytes),
        places: counted.map { "\(lines.path(of: $0)):\(lines.lines(of: $0))" })
      if !known.insert(placed).inserted { repeated.formUnion(page.indices) }
    }
    return repeated
  }
}

extension PolicyFinder.Found {
  /// What is odd about the file, with its path.
  fileprivate var placedDiagnostics: [Diagnostic] {
    var placed = content.diagnostics
    for index in placed.indices { placed[index].file = placed[index].file ?? file.path }
    if !content.policies.isEmpty {
      for part in file.parts
      where String(validating: file.bytes[part.range], as: UTF8.self) == nil {
        placed.append(
          Diagnostic(
            rule: "not-utf8", level: .info, file: part.path,
            message: "holds bytes that are not UTF-8; they are kept as they are"))
      }
    }
    return placed
  }
}

extension Diagnostic {
  /// `path:line: rule: message`.
  var placedLine: String {
    let place = (file ?? "") + (line.map { ":\($0)" } ?? "")
    return "\(place): \(rule): \(message)"
  }
}
