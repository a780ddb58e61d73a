public import Diagnostics
import Glibc

/// The version of the programs.
public let version = "0.1.0"

/// The version with what the programs were built by and for, such as
/// `0.1.0 (release, x86_64-linux, Swift 6.3)`.
public let versionText = "\(version) (\(configuration), \(architecture)-linux, Swift \(compiler))"

#if DEBUG
  private let configuration = "debug"
#else
  private let configuration = "release"
#endif

#if arch(x86_64)
  private let architecture = "x86_64"
#elseif arch(arm64)
  private let architecture = "aarch64"
#else
  private let architecture = "other"
#endif

#if compiler(>=6.4)
  private let compiler = "6.4 or later"
#elseif compiler(>=6.3)
  private let compiler = "6.3"
#else
  private let compiler = "6.2"
#endif

/// Ends the process.
public func exitProcess(_ code: Diagnostics.ExitCode) -> Never { exit(code.rawValue) }
