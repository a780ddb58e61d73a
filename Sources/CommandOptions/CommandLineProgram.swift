public import ArgumentParser
public import Diagnostics
import Glibc

extension ParsableCommand {
  /// Parses the arguments and runs the command.
  public static func run(_ arguments: [String]) throws {
    var command = try parseAsRoot(arguments)
    try command.run()
  }

  /// Runs a program's body and ends the process with the house's exit codes.
  public static func endProgram(_ body: () throws -> Void) -> Never {
    do {
      try body()
      Glibc.exit(0)
    } catch {
      endProgram(with: error)
    }
  }

  /// Runs a program's body that waits, and ends the process with the house's exit codes.
  public static func endProgram(_ body: () async throws -> Void) async -> Never {
    do {
      try await body()
      Glibc.exit(0)
    } catch {
      endProgram(with: error)
    }
  }

  private static func endProgram(with error: any Error) -> Never {
    if let error = error as? any DescribedError {
      printError("cspreg: \(error.description)")
      Glibc.exit(error.exitCode.rawValue)
    }
    if let code = error as? Finished { Glibc.exit(code.code.rawValue) }
    let text = fullMessage(for: error)
    if exitCode(for: error).isSuccess {
      do throws(CommandError) {
        try printResult(text.hasSuffix("\n") ? text : text + "\n")
      } catch {
        printError("cspreg: \(error.description)")
        Glibc.exit(error.exitCode.rawValue)
      }
      Glibc.exit(0)
    }
    printError(text)
    Glibc.exit(Diagnostics.ExitCode.usage.rawValue)
  }
}

/// Ends a command with an exit code after its result was written.
public struct Finished: Error {
  let code: Diagnostics.ExitCode

  /// Throws itself unless the code is 0.
  public static func with(_ code: Diagnostics.ExitCode) throws(Finished) {
    if code != .done { throw Finished(code: code) }
  }
}
