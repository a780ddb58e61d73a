public import JSONText
public import RequirementHistory
import RequirementDiff
import VendorRequirements

/// Whose the hosts of a text are.
public struct WhoReport: PlainReport {
  /// One host.
  public struct Answer: Sendable {
    /// What was asked.
    public var question: HostQuestion
    /// How often.
    public var count: Int
    /// Vendors that have to do with it, the surest first.
    public var owners: [HostOwner]

    /// Makes an answer.
    public init(question: HostQuestion, count: Int, owners: [HostOwner]) {
      self.question = question
      self.count = count
      self.owners = owners
    }
  }

  private let answers: [Answer]

  /// Prepares a report.
  public init(_ answers: [Answer]) { self.answers = answers }

  /// For people: a line a host and vendor.
  public func text(style: Style) -> String {
    answers.map { answer in
      let times = answer.count > 1 ? "   \(answer.count) times" : ""
      let asked = answer.question.directive.map { "   blocked or listed under \($0)" } ?? ""
      let head = style.bold(answer.question.source.printable) + asked.printable + times + "\n"
      if answer.owners.isEmpty { return head + "  " + style.yellow("unknown") + "\n" }
      return head + answer.owners.map { Self.text(of: $0, style) }.joined()
    }.joined()
  }

  /// One vendor of a host, and perhaps its sources a line each.
  static func text(of owner: HostOwner, _ style: Style, listsEntries: Bool = true) -> String {
    let name = owner.version.map { "\(owner.vendor.id)@\($0)" } ?? owner.vendor.id
    var text = "  \(style.green(name.printable))   "
    switch owner.match {
    case .listed: text += "listed"
    case .formerly: text += style.yellow("listed once, no longer")
    case .family:
      let known = owner.family?.known.filter { !$0.isEmpty }.joined(separator: " ") ?? ""
      let kind = owner.family?.varies == .region ? "region" : "member"
      text += style.yellow("likely a new \(owner.family?.stem.printable ?? "") \(kind)")
      text += "; known: \(known.printable)"
    case .domain: text += style.yellow("a host of the vendor that no version lists")
    }
    text += "\n"
    for entry in listsEntries ? owner.entries : [] {
      let place = entry.line.map { ", line \($0)" } ?? ""
      let gone = entry.goneSince.map { ", gone since @\($0)" } ?? ""
      let profiles = entry.profiles.joined(separator: ", ")
      text +=
        "    \(entry.directive) \(entry.source)   \(profiles), since @\(entry.since)\(place)\(gone)"
        .printable + "\n"
    }
    return text
  }

  /// The whole report.
  public var json: JSON { ["cspreg": .head("who"), "hosts": .array(lines)] }

  /// A line a host.
  public var lines: [JSON] {
    answers.map { answer in
      [
        "host": .string(answer.question.host), "source": .string(answer.question.source),
        "directive": JSON(answer.question.directive), "count": .int(answer.count),
        "vendors": .array(answer.owners.map(JSON.init)),
      ]
    }
  }
}

extension JSON {
  /// What a vendor has to do with a host.
  init(_ owner: HostOwner) {
    self = [
      "vendor": .string(owner.vendor.id), "version": JSON(owner.version),
      "match": .string(owner.match.rawValue),
      "at_directive": .bool(owner.isAtDirective),
      "family": owner.family.map(JSON.init) ?? .null,
      "requirements": .array(owner.entries.map(JSON.init)),
    ]
  }
}
