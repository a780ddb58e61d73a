import ArgumentParser
import CommandOptions
import Diagnostics
import JSONText
import LineIndex
import Reporting

/// `cspreg index build`.
struct IndexBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Writes an index of a file of policies, one policy a line.",
    discussion: """
      The lines are those of cspreg impact --batch. Lines that are added to the file later are read
      without an index until --append takes them in; other changes of the file need a new index.

      Examples:
        cspreg index build all.ndjson -o all.index
        cspreg index build all.ndjson -o all.index --append
      """)

  @Argument(help: ArgumentHelp("The NDJSON lines, a file.", valueName: "policies"))
  var policies: String

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write the index.", valueName: "file"))
  var output: String

  @Flag(help: "Take in the lines that were added to the file; the index has to be there.")
  var append = false

  @OptionGroup var result: OutputOptions

  func run() throws {
    guard let path = absolutePath(policies), policies != "-" else {
      throw CommandError(
        policies, policies == "-" ? "an index is of a file; name it." : "is not there.",
        exitCode: policies == "-" ? .usage : .unfinished)
    }
    var known: IndexedPolicies?
    if append {
      known = try IndexedPolicies(output, of: policies)
      try known?.check()
    }
    var writer = IndexWriter(path, messages: result.messages)
    try replaceFile(at: output) { write throws(CommandError) in
      try writer.run(after: known, to: write)
    }
    try result.print(IndexReport(index: output, policies: policies, totals: writer.totals))
  }
}

/// What was indexed.
private struct IndexReport: PlainReport {
  let index: String
  let policies: String
  let totals: IndexWriter.Totals

  var lines: [JSON] { [json] }

  var json: JSON {
    [
      "cspreg": .head("index"), "index": .string(index), "policies": .string(policies),
      "lines": .int(totals.lines), "read": .int(totals.linesRead),
      "malformed": .int(totals.malformed), "source_bytes": .int(totals.sourceSize),
      "bytes": .int(totals.size),
    ]
  }

  func text(style: Style) -> String {
    var text = "\(index): \(totals.lines) \(totals.lines == 1 ? "line" : "lines") of \(policies)"
    if totals.sourceSize > 0 {
      text += ", \(totals.size * 100 / totals.sourceSize) % of their size"
    }
    text += ".\n"
    if totals.malformed > 0 {
      text += "\(totals.malformed) of the lines that were read are malformed; impact says which.\n"
    }
    return text
  }
}
