import ArgumentParser
import CommandOptions
import ContentSecurityPolicy
import Deployments
import Diagnostics
import Fixing
import Impact
import Reporting
import VendorRequirements

/// `cspreg fix`.
struct FixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix", abstract: "Mends deployed policies where they stand.",
    discussion: """
      Prints a unified diff that git apply takes, or edits in place with --write. What cannot be
      edited safely is refused with the text to paste.

      Examples:
        cspreg fix nginx.conf --for userpilot@2 --profile detailed --region eu
        cspreg fix vercel.json --add "connect-src https://api.example.com" --write
      """)

  @Argument(help: "Files and folders.")
  var paths: [String]

  @Option(name: .customLong("for"), help: ArgumentHelp("Version to meet.", valueName: "V[@n]"))
  var version: String?

  @Option(help: ArgumentHelp("A directive and sources to add.", valueName: "directive source..."))
  var add: [String] = []

  @Option(
    help: ArgumentHelp(
      "Edit this policy only, as policy find numbers them from 0 (repeatable).", valueName: "n"))
  var policy: [Int] = []

  @Flag(help: "With --for: add only what the version before did not need.")
  var onlyNew = false

  @Option(help: "Meet this profile (repeatable).")
  var profile: [String] = []

  @Option(help: ArgumentHelp("Count sources of these regions only.", valueName: "eu,us"))
  var region: String?

  @Flag(help: "Edit in place.")
  var write = false

  @OptionGroup var messages: MessageOptions

  @OptionGroup var registry: RegistryOptions

  func validate() throws {
    if version == nil, add.isEmpty || !profile.isEmpty || onlyNew || region != nil {
      throw ValidationError(
        "Say what to add: --for VENDOR@n, or --add \"connect-src https://...\".")
    }
    if version != nil, !add.isEmpty { throw ValidationError("Give --for or --add, not both.") }
    for text in add {
      let words = text.split { " \t".contains($0) }.map(String.init)
      guard words.count > 1, !text.contains(where: { ";,".contains($0) }) else {
        throw ValidationError("--add takes a directive and sources: \"connect-src https://...\".")
      }
      let directive = try parseDirective(words[0].lowercased(), of: "--add")
      for word in words.dropFirst() { try requireSource(word, of: directive) }
    }
  }

  func run() throws {
    let decision = try decision()
    var finder = PolicyFinder(isQuiet: messages.quiet)
    var out = Output()
    var exit = Diagnostics.ExitCode.done
    var diffs: [String: Set<FileEdit>] = [:]
    try finder.find(in: paths) { (found, file) throws(CommandError) in
      guard let found else {
        say("\(file.path): refused: no policy in it")
        return exit = .unfinished
      }
      var fix = PolicyFix(
        found.file, found.content, repeated: found.repeated, policies: policy)
      if let decision {
        meet(decision, &fix, found)
      } else {
        for text in add {
          let words = text.split { " \t".contains($0) }.map(String.init)
          fix.add(
            Array(words.dropFirst()), to: words[0].lowercased(), isChosen: !policy.isEmpty)
        }
      }
      fix.finish()
      let lines = PolicyLines(file)
      for refused in fix.refused {
        let place = refused.policy.flatMap { index in
          found.content.policies.indices.contains(index)
            ? lines.place(of: found.content.policies[index]) : nil
        }
        say("\(place ?? file.path): refused: \(refused.refusal.reason)")
        if let paste = refused.refusal.paste { say("    \(paste)") }
        exit = .unfinished
      }
      try deliver(fix, to: &out, &diffs)
    }
    for diagnostic in finder.diagnostics where diagnostic.level > .info {
      say(diagnostic.placedLine)
    }
    try out.finish()
    try Finished.with(exit.worst(finder.exit))
  }

  /// The change to the version that is to be met; `nil` for `--add`.
  private func decision() throws -> Decision? {
    guard let version else { return nil }
    var source = RecordSource(registry.search)
    let new = try source.record(version)
    let old: VersionRecord?
    if let number = new.version {
      old =
        stride(from: number - 1, to: 0, by: -1).lazy
        .compactMap { try? source.record("\(new.vendor)@\($0)") }.first
    } else {
      // A candidate follows what is published now.
      old = try? source.record("\(new.vendor)@latest")
    }
    for name in profile { try new.requireProfile(name) }
    let regions = regionSet(region)
    if let remark = [old, new].compactMap(\.self).remark(onRegions: regions) { say(remark) }
    return Decision(
      from: old, to: new,
      options: Decision.Options(
        profiles: profile, regions: regions,
        ownDomains: source.vendor(of: new)?.domains ?? []))
  }

  /// Notes what every page lacks that uses the vendor, or that the user chose.
  private func meet(_ decision: Decision, _ fix: inout PolicyFix, _ found: PolicyFinder.Found) {
    let pages = found.pages.filter { page in
      page.indices.contains(where: fix.selection.contains)
    }
    let lines = PolicyLines(found.file)
    for page in pages {
      // A file that has one policy is meant as it is named; of several, those that use the vendor.
      let isChosen = !policy.isEmpty || found.isNamed && pages.count == 1
      let result = decision.result(for: page.list, isPinned: isChosen)
      let place = page.first.map(lines.place) ?? found.file.path
      switch result.verdict {
      case .safe: continue
      case .notUsed, .reportOnly:
        let number = page.indices.first ?? 0
        say(
          "\(place): does not use \(decision.new.vendor), left alone; "
            + "--policy \(number) adds it there")
      case .breaks, .depends, .incomplete:
        say("\(place): \(decision.new.name), profile \(result.profile)")
        fix.add(
          result, to: page,
          PolicyFix.Options(isOnlyNew: onlyNew, mayWriteSchemes: !profile.isEmpty))
      }
    }
  }

  /// Writes what is edited, file by file; `diffs` is what was printed before, as a file may be
  /// included by several.
  private func deliver(
    _ fix: PolicyFix, to out: inout Output, _ diffs: inout [String: Set<FileEdit>]
  ) throws(CommandError) {
    if write, !fix.edits.isEmpty, fix.file.path == "standard input" {
      throw CommandError(
        "--write", "Standard input cannot be edited; name a file.", exitCode: .usage)
    }
    for (part, edits) in fix.file.split(fix.edits) {
      let bytes = fix.file.bytes(of: part)
      if write {
        try replaceFile(FileEdit.apply(edits, to: bytes) ?? bytes, at: part.path)
        continue
      }
      if let printed = diffs[part.path] {
        if printed.isSuperset(of: edits) { continue }
        throw CommandError(
          part.path,
          "several configurations include it and need different edits. Edit with --write, or name "
            + "one configuration at a time.", exitCode: .unfinished)
      }
      diffs[part.path] = Set(edits)
      let diff = UnifiedDiff(path: Self.relative(part.path), file: bytes, edits: edits)
      try out.write(bytes: diff.bytes[...])
    }
  }

  /// A path as `git apply` takes it: below the current folder where it is.
  private static func relative(_ path: String) -> String {
    var path = path
    if let folder = currentDirectory(), path.hasPrefix(folder + "/") {
      path.removeFirst(folder.count + 1)
    }
    while path.hasPrefix("./") { path.removeFirst(2) }
    while path.hasPrefix("/") { path.removeFirst() }
    return path
  }

  private func say(_ message: String) {
    messages.say(message.printable)
  }
}
