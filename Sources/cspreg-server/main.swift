import CommandOptions

let arguments = Array(CommandLine.arguments.dropFirst())
await Root.endProgram { try await Root.run(arguments) }
