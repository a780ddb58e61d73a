import Diagnostics
import JSONText
import VendorRegistry
import VendorRequirements

/// `cspreg-watch`, which keeps the candidates.
enum CandidateProgram {
  /// The record that a candidate would make.
  ///
  /// - Parameters:
  ///   - id: The candidate's id, or the beginning of one.
  ///   - config: The configuration that the user named.
  /// - Returns: The record, without a number.
  /// - Throws: What `cspreg-watch` says.
  static func record(_ id: String, config: String?) throws -> VersionRecord {
    let options = config.map { ["--config", $0] } ?? []
    let result = try ChildProcess(
      beside: "cspreg-watch", ["candidates", "show", id, "--record"] + options
    ).wait()
    guard result.exit == 0 else {
      throw CommandError(
        id, "this is no vendor, and as a candidate: \(result.lastError)", exitCode: .usage)
    }
    return try RecordReader.read(result.output, file: "candidate \(id)")
  }
}
