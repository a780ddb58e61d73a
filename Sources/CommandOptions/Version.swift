public import Diagnostics
import Glibc

/// The version of the programs.
public let version = "0.1.0"

/// Ends the process.
public func exitProcess(_ code: Diagnostics.ExitCode) -> Never { exit(code.rawValue) }
