import CommandOptions

let arguments = Array(CommandLine.arguments.dropFirst())
Root.endProgram { try Root.run(arguments) }
