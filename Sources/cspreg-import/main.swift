import CommandOptions

Root.runProgram(Array(CommandLine.arguments.dropFirst()))
