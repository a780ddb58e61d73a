import ArgumentParser
import Diagnostics
import Glibc

do {
  var command = try FetchCommand.parse(Array(CommandLine.arguments.dropFirst()))
  try command.run()
} catch {
  let isHelp = FetchCommand.exitCode(for: error).isSuccess
  let text = FetchCommand.fullMessage(for: error) + "\n"
  FetchCommand.write(Array(text.utf8), to: isHelp ? STDOUT_FILENO : STDERR_FILENO)
  exit(isHelp ? ExitCode.done.rawValue : ExitCode.usage.rawValue)
}
