import ContentSecurityPolicy
import Deployments
import Diagnostics
import Fixing
import Impact
import JSONText
import Reporting
import VendorRegistry
import VendorRequirements

/// What became of a question about policies.
struct PolicyAnswer: Sendable {
  /// Something that could not be added to the text.
  struct Refused: Sendable, Hashable {
    /// Line of the text where the policy stands.
    var line: Int?
    /// Why.
    var reason: String
    /// What to paste.
    var paste: String?
  }

  /// One a page and vendor.
  let results: [PlacedResult]
  /// Whether vendors were asked about, not changes.
  let checking: Bool
  /// The text with everything added that is missing; `nil` where nothing is missing or can be written.
  let fixed: String?
  /// What is to be done by hand.
  let refused: [Refused]
  /// What is odd about the policies.
  let diagnostics: [Diagnostic]

  /// The most pages that a text may hold.
  static let pageLimit = 20

  /// The most policies of them together.
  static let policyLimit = 100

  /// Works on a question.
  ///
  /// - Parameters:
  ///   - question: The question.
  ///   - registry: What it is held against.
  /// - Throws: ``Problem`` for vendors and versions that are not there, and for too many pages.
  init(_ question: PolicyQuestion, _ registry: ServedRegistry) throws(Problem) {
    if case .changes = question.subject { checking = false } else { checking = true }
    let content = question.read(question.file)
    let pages = content?.pages ?? []
    guard pages.count <= Self.pageLimit else {
      throw Problem(
        .contentTooLarge,
        "The text holds policies of \(pages.count) pages; "
          + "\(Self.pageLimit) may be asked about at once.")
    }
    guard content?.policies.count ?? 0 <= Self.policyLimit else {
      throw Problem(
        .contentTooLarge,
        "The text holds \(content?.policies.count ?? 0) policies; "
          + "\(Self.policyLimit) may be asked about at once.")
    }
    let file = content?.source ?? question.file
    let lines = PolicyLines(file)
    var diagnostics = content?.diagnostics ?? []
    var fix = content.map { PolicyFix(file, $0, read: question.read) }
    var results: [PlacedResult] = []
    let isBare = !question.isPasted && pages.isEmpty
    let lists = isBare ? [PolicyList(policies: [])] : pages.map(\.list)
    let decisions = try Self.decisions(question, content, registry)
    for (number, list) in lists.enumerated() {
      let page = isBare ? nil : pages[number]
      let line = page?.first.map { lines.lines(of: $0).lowerBound }
      for diagnostic in list.policies.flatMap(\.diagnostics) {
        diagnostics.append(
          Diagnostic(
            rule: diagnostic.rule, level: diagnostic.level, line: line,
            message: diagnostic.message))
      }
      for decision in decisions {
        // Who names no vendor asks about those that the page names.
        if question.subject == .vendors([]), !list.namesHost(under: decision.options.ownDomains) {
          continue
        }
        // A vendor that is asked about by name is said to be in use.
        let isPinned = checking && question.subject != .vendors([])
        let result = decision.result(for: list, origin: question.origin, isPinned: isPinned)
        results.append(PlacedResult(path: nil, line: line, result: result))
        if let page, ![.safe, .notUsed, .reportOnly].contains(result.verdict) {
          fix?.add(
            result, to: page,
            PolicyFix.Options(isOnlyNew: false, mayWriteSchemes: !question.profiles.isEmpty))
        }
      }
    }
    if pages.isEmpty { diagnostics.append(Self.noPolicy(isBare)) }
    fix?.finish()
    self.results = results
    self.diagnostics = diagnostics
    let edits = fix?.edits ?? []
    let edited = edits.isEmpty ? nil : FileEdit.apply(edits, to: file.bytes)
    fixed = edited.map { String(decoding: $0, as: UTF8.self) }
    // Nothing was asked of a text in which nothing was missing.
    let isAsked = results.contains { !$0.result.missing.isEmpty || !$0.result.undecided.isEmpty }
    refused = (isAsked ? fix?.refused ?? [] : []).map { refused in
      let place = refused.policy.flatMap { index in
        content.flatMap { $0.policies.indices.contains(index) ? $0.policies[index] : nil }
      }
      return Refused(
        line: place.map { lines.lines(of: $0).lowerBound }, reason: refused.refusal.reason,
        paste: refused.refusal.paste)
    }
  }

  private static func noPolicy(_ isResponse: Bool) -> Diagnostic {
    Diagnostic(
      rule: "no-policy", level: .warn,
      message: isResponse
        ? "there is no policy: browsers allow everything"
        : "no policy in it; give a header's value, response headers or a platform's configuration")
  }

  private static func decisions(
    _ question: PolicyQuestion, _ content: DeployedFile?, _ registry: ServedRegistry
  ) throws(Problem) -> [Decision] {
    var pairs: [(old: VendorReference?, new: VendorReference)] = []
    switch question.subject {
    case .vendors([]):
      var text: [UInt8] = []
      for policy in content?.policies ?? [] { text += policy.text.bytes + [0x0A] }
      pairs = registry.vendorsNamed(in: text).map { (nil, VendorReference(vendor: $0)) }
    case .vendors(let references): pairs = references.map { (nil, $0) }
    case .changes(let changes):
      for change in changes {
        guard change.old.vendor == change.new.vendor else {
          throw Problem(
            .conflict, "\(change.old) and \(change.new) are versions of different vendors.")
        }
        pairs.append((change.old, change.new))
      }
    }
    var decisions: [Decision] = []
    for pair in pairs {
      decisions.append(
        try registry.decision(
          from: pair.old, to: pair.new, profiles: question.profiles, regions: question.regions))
    }
    return decisions
  }

  /// The report of `impact` or `check`, with what else is known.
  var json: JSON {
    guard case .object(let members) = JSON(results, checking: checking) else { return .null }
    return .object(
      members + [
        JSON.Member("fixed", JSON(fixed)),
        JSON.Member(
          "refused",
          .array(
            refused.map {
              ["line": JSON($0.line), "reason": .string($0.reason), "paste": JSON($0.paste)]
            })),
        JSON.Member(
          "diagnostics",
          .array(
            diagnostics.map {
              [
                "rule": .string($0.rule), "level": .string($0.level.rawValue),
                "line": JSON($0.line), "message": .string($0.message.printable),
              ]
            })),
      ])
  }
}
