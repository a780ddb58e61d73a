import CommandOptions

Root.runSiblingIfNeeded(Array(CommandLine.arguments.dropFirst()))
Root.runProgram(Array(CommandLine.arguments.dropFirst()))
