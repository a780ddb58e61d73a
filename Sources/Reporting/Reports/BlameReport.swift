public import JSONText
public import RequirementHistory

/// Since when a vendor asks for each of its sources.
public struct BlameReport: PlainReport {
  private let vendor: String
  private let blame: Blame

  /// Prepares a report.
  public init(vendor: String, blame: Blame) {
    self.vendor = vendor
    self.blame = blame
  }

  /// For people: what holds, directive by directive, then what is gone.
  public func text(style: Style) -> String {
    let width = blame.entries.map(\.source.count).max() ?? 0
    func line(_ entry: Blame.Entry) -> String {
      var text = "  " + entry.source.printable.padded(min(width, 60)) + "   "
      if let gone = entry.goneSince {
        text += "@\(entry.since) to @\(entry.last), gone since @\(gone)"
        return style.dim(text) + "\n"
      }
      text += "since @\(entry.since)".padded(10)
      text += entry.line.map { "   line \($0)" } ?? ""
      return text + "   " + style.dim(entry.profiles.joined(separator: ", ").printable) + "\n"
    }
    var text = ""
    for isGone in [false, true] {
      let part = blame.entries.filter { ($0.goneSince != nil) == isGone }
      var directives: [String] = []
      for entry in part where !directives.contains(entry.directive) {
        directives.append(entry.directive)
      }
      for directive in directives {
        text += style.bold(directive.printable) + (isGone ? "   gone" : "") + "\n"
        for entry in part where entry.directive == directive { text += line(entry) }
      }
    }
    return text
  }

  /// The whole report.
  public var json: JSON {
    ["cspreg": .head("blame"), "vendor": .string(vendor), "sources": .array(lines)]
  }

  /// A line a source.
  public var lines: [JSON] { blame.entries.map(JSON.init) }
}

extension JSON {
  /// One source over all versions.
  init(_ entry: Blame.Entry) {
    self = [
      "directive": .string(entry.directive), "source": .string(entry.source),
      "profiles": .strings(entry.profiles), "since": .int(entry.since), "last": .int(entry.last),
      "gone_since": JSON(entry.goneSince), "line": JSON(entry.line),
      "document": JSON(entry.document),
    ]
  }
}
