public import Diagnostics

/// What ``VendorRegistry/verify(directory:)`` found.
public struct VerifyReport: Sendable, Hashable {
  /// Everything that is wrong (level `break`) or worth a remark (`info`), in the order of the log,
  /// then of the files.
  public internal(set) var findings: [Diagnostic] = []
  /// The last line of the log; compare its ``LogEntry/line`` with a head that was published
  /// elsewhere to find out whether the tail was removed.
  public internal(set) var head: LogEntry?
  /// How many lines the log has.
  public internal(set) var lines = 0
  /// How many vendors it names.
  public internal(set) var vendors = 0
  /// How many versions were published, withdrawn ones included.
  public internal(set) var versions = 0
  /// How many of them were withdrawn.
  public internal(set) var withdrawn = 0

  /// Whether nothing is wrong.
  public var isIntact: Bool { !findings.contains { $0.level == .break } }

  /// The exit code that `verify` ends with.
  public var exitCode: ExitCode { isIntact ? .done : .integrity }
}

extension VendorRegistry {
  /// Recomputes a whole registry: every line, every record, every hash.
  ///
  /// - Parameters:
  ///   - directory: The registry's folder.
  ///   - mayBeEmpty: Whether a folder in which nothing was published yet will do.
  /// - Returns: Everything that is wrong.
  /// - Throws: Only when there is no registry or a file cannot be read.
  public static func verify(
    directory: String, mayBeEmpty: Bool = false
  ) throws(RegistryError) -> VerifyReport {
    if mayBeEmpty,
      try !VendorRegistry(directory: directory, mayBeEmpty: true).contents.hasLog
    {
      return VerifyReport()
    }
    guard RegistryDirectory.isFolder(directory) else {
      throw RegistryError(
        .noRegistry, directory,
        "there is no such folder; name the folder of a registry with --registry")
    }
    return try verify(storage: RegistryDirectory(path: directory))
  }

  /// Recomputes a registry that is stored anywhere.
  public static func verify(storage: any RegistryStorage) throws(RegistryError) -> VerifyReport {
    var attempt = 1
    while true {
      var verifier = try RegistryVerifier(storage: storage)
      let report = try verifier.verify()
      // A publication in the meantime makes files fit no longer what was read of the log.
      if report.isIntact || attempt == 20 { return report }
      guard verifier.isOutdated() else { return report }
      attempt += 1
    }
  }
}
