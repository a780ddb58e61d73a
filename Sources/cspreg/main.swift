import CommandOptions

let arguments = Array(CommandLine.arguments.dropFirst())
Root.endProgram {
  if try DiffCommand.runPlainly(arguments) { return }
  Root.runSiblingIfNeeded(arguments)
  try Root.run(arguments)
}
