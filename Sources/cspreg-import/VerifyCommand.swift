import ArgumentParser
import CommandOptions
import Diagnostics
import JSONText
import VendorRegistry

/// `cspreg verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recomputes every hash of the registries, offline.",
    discussion: """
      Exit code 4 when anything is not what it was when it was published, or not what the
      project's cspreg.lock remembers.

      Examples:
        cspreg verify
        cspreg verify --registry ./Registry -f json
      """)

  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let found = try registry.search.found()
    var reports: [VerifiedRegistry] = []
    for place in found {
      let report = try VendorRegistry.verify(
        directory: place.directory, mayBeEmpty: found.count > 1)
      reports.append(VerifiedRegistry(directory: place.directory, report: report))
    }
    let lock = try lockFindings(isIntact: reports.allSatisfy(\.report.isIntact))
    let verified = VerifiedRegistries(
      registries: reports, lockFile: lock?.file, lockFindings: lock?.findings ?? [])
    try output.print(verified)
    try Finished.with(verified.isIntact ? .done : .integrity)
  }

  /// What the project's lock says; `nil` without one.
  private func lockFindings(
    isIntact: Bool
  ) throws -> (file: String, findings: [Diagnostic])? {
    guard let project = try registry.search.project(), isFile(project.lockFile) else { return nil }
    do {
      return (project.lockFile, try LockCheck(project, registry.search)?.findings() ?? [])
    } catch let error as JSONError where error.exitCode == .integrity {
      return (
        project.lockFile,
        [
          Diagnostic(
            rule: "lock-changed", level: .break, file: error.file, line: error.line,
            column: error.column, message: error.message)
        ]
      )
    } catch let error as RegistryError where error.code == .tampered && !isIntact {
      return (project.lockFile, [])
    }
  }
}
