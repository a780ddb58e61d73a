import Diagnostics
import DocumentTree
import VendorRequirements

/// Decides what the statements of a document mean together: profiles, modes, conditions.
struct Merge {
  let outline: Outline
  let document: Document
  let context: ExtractionContext
  private var statements: [Statement]
  private(set) var rejected: [ExtractedDocument.Rejected] = []
  private(set) var profiles: [ExtractedDocument.ReadProfile] = []
  private(set) var cutAfter: String?
  private(set) var diagnostics: [Diagnostic] = []

  init(
    outline: Outline, statements: [Statement], document: Document, context: ExtractionContext
  ) {
    self.outline = outline
    self.context = context
    self.document = document
    self.statements = statements.sorted {
      $0.passages.lowerBound < $1.passages.lowerBound
    }
  }

  mutating func run() {
    let cut = CutOff.find(in: document, outline: outline, statements: &statements)
    dropDamage()
    dropOwnSources()
    dropSamples()
    dropNamedElsewhere()
    placeSiblings()
    dropDisagreements()
    var sets = ProfileSets(outline: outline, context: context)
    sets.take(statements)
    profiles = sets.profiles()
    if let cut {
      let name = profiles.last?.profile.name ?? "default"
      cutAfter = "\(name)/\(cut.directive)"
      diagnostics.append(
        Diagnostic(
          rule: "document-cut-off", level: .break, line: cut.line,
          message: "The document stops inside \(name)/\(cut.directive); fetch or save it again."))
      if let token = cut.token {
        rejected.append(.init(token: token, line: cut.line, reason: "cut-off"))
      }
    }
    addIllegal()
  }

  /// `'self'` and `'none'` are the site's own.
  private mutating func dropOwnSources() {
    var kept: [Statement] = []
    for statement in statements {
      if statement.isStrict && statement.isPolicy && statement.hosts.isEmpty,
        statement.confidence == .stated, statement.directives.count > 1
      {
        // A policy without hosts works as a whole or not at all.
        kept.append(statement)
        continue
      }
      var copy = statement
      copy.entries = statement.entries.filter { entry in
        let isOwn =
          entry.token.text == "'none'"
          || entry.token.text == "'self'" && !statement.asksForSelf
        if isOwn { reject(entry, "site-own") }
        return !isOwn
      }
      if !copy.entries.isEmpty { kept.append(copy) }
    }
    statements = kept
  }

  /// The same list with `*` twice lost its hosts on the way; it does not mean "everything".
  private mutating func dropDamage() {
    var kept: [Statement] = []
    for statement in statements {
      var copy = statement
      for name in statement.directives {
        let stars = statement.entries.filter {
          $0.directive == name && $0.token.kind == .everything && $0.environment == nil
        }
        guard stars.count > 1, let first = stars.first else { continue }
        reject(first, "damaged")
        diagnostics.append(
          Diagnostic(
            rule: "hosts-lost", level: .break, line: first.line,
            message: "\(name) lists '*' twice: the hosts after them seem to be lost."))
        copy.entries.removeAll { $0.directive == name && $0.token.kind == .everything }
      }
      kept.append(copy)
    }
    statements = kept
  }

  /// A sample configuration whose hosts are all stated in prose or lists only shows how to write
  /// them down; what else is in it belongs to the sample's site.
  private mutating func dropSamples() {
    let stated = statements.filter {
      !$0.isInformational && $0.confidence == .stated && $0.evidence != .policyLine
    }
    let statedHosts = stated.reduce(into: Set<String>()) { $0.formUnion($1.hosts) }
    guard !statedHosts.isEmpty else { return }
    let statedStrict = stated.contains(where: \.isStrict)
    var kept: [Statement] = []
    for statement in statements {
      guard statement.confidence == .sample, !statement.isStrict || statedStrict,
        statement.hosts.isSubset(of: statedHosts)
      else {
        kept.append(statement)
        continue
      }
      for entry in statement.entries {
        let isStated = stated.contains {
          $0.entries.contains { $0.directive == entry.directive && $0.token == entry.token }
        }
        if !isStated { reject(entry, "sample-boilerplate") }
      }
    }
    statements = kept
  }

  /// A sentence about a host without a directive adds nothing where a directive names the host.
  private mutating func dropNamedElsewhere() {
    let named = Set(
      statements.flatMap(\.entries).filter { $0.directive != Profile.unspecified }
        .map(\.token.host))
    statements = statements.compactMap { statement in
      guard statement.evidence == .prose else { return statement }
      var copy = statement
      copy.entries.removeAll {
        $0.directive == Profile.unspecified && named.contains($0.token.host)
      }
      return copy.entries.isEmpty ? nil : copy
    }
  }

  /// Members of a list of regions go where a directive names one of them.
  private mutating func placeSiblings() {
    let named = statements.filter { $0.shape != RegionLists.shapeName }
    statements = statements.compactMap { statement in
      guard statement.shape == RegionLists.shapeName else { return statement }
      var copy = statement
      copy.entries = []
      for entry in statement.entries {
        let places = named.flatMap(\.entries).filter { other in
          statement.entries.contains { $0.token == other.token }
        }.map(\.directive)
        for place in Set(places).sorted() {
          var placed = entry
          placed.directive = place
          copy.entries.append(placed)
        }
      }
      return copy.entries.isEmpty ? nil : copy
    }
  }

  /// Several samples show the same thing for several platforms; what only some of them have
  /// besides hosts belongs to those platforms.
  private mutating func dropDisagreements() {
    let samples = statements.filter { $0.confidence == .sample && $0.isPolicy && !$0.hosts.isEmpty }
    guard samples.count >= 2, let first = samples.first,
      samples.allSatisfy({ $0.hosts == first.hosts })
    else { return }
    var kept: [Statement] = []
    for statement in statements {
      guard statement.confidence == .sample, statement.isPolicy, !statement.hosts.isEmpty else {
        kept.append(statement)
        continue
      }
      var copy = statement
      copy.entries = []
      for entry in statement.entries {
        let isShared = samples.allSatisfy { sample in
          sample.entries.contains { $0.directive == entry.directive && $0.token == entry.token }
        }
        if isShared || entry.token.kind == .host || entry.token.kind == .nonce {
          copy.entries.append(entry)
        } else {
          reject(entry, "samples-disagree")
        }
      }
      kept.append(copy)
    }
    statements = kept
  }

  private mutating func addIllegal() {
    for profile in profiles.map(\.profile) {
      for directive in profile.directives {
        for requirement in directive.requirements where requirement.legal != nil {
          guard !requirement.placeholder, let legal = requirement.legal else { continue }
          diagnostics.append(
            Diagnostic(
              rule: "illegal-source", level: .warn, line: requirement.line,
              message: "'\(requirement.source)' is no source expression; nearest: '\(legal)'."))
        }
      }
    }
  }

  private mutating func reject(_ entry: Statement.Entry, _ reason: String) {
    rejected.append(.init(token: entry.token.text, line: entry.line, reason: reason))
  }
}
