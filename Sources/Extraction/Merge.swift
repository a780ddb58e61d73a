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
  /// Where hosts of regions stand that a directive was found for.
  private var placed: Set<Place> = []

  /// A source under a directive, wherever it stands.
  private struct Pair: Hashable {
    var directive: String
    var token: SourceToken

    init(_ entry: Statement.Entry) {
      directive = entry.directive
      token = entry.token
    }
  }

  private struct Place: Hashable {
    var line: Int
    var host: String
  }

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
    takeOutShown()
    dropUnasked()
    let cut = CutOff.find(in: document, outline: outline, statements: &statements)
    dropDamage()
    dropBoilerplate()
    dropOwnSources()
    dropSamples()
    placeSiblings()
    dropNamedElsewhere()
    dropDisagreements()
    nameEnvironments()
    var sets = ProfileSets(outline: outline, context: context)
    sets.take(statements)
    profiles = sets.profiles()
    if let cut {
      let name = profiles.last?.profile.name ?? "default"
      cutAfter = "\(name)/\(cut.directive)"
      diagnostics.append(
        Diagnostic(
          rule: "document-cut-off", level: .break, line: cut.line,
          message:
            "The document stops inside \(name)/\(cut.directive); fetch or save it again, whole."))
      if let token = cut.token {
        rejected.append(.init(token: token, line: cut.line, reason: "cut-off"))
      }
    }
    addIllegal()
  }

  /// The policy after a change repeats the site's own part of the one before it; the vendor's hosts
  /// that it repeats stay.
  private mutating func takeOutShown() {
    let shown = statements.filter(\.isShown)
    guard !shown.isEmpty else { return }
    func section(_ statement: Statement) -> Int {
      outline.passages[statement.passages.lowerBound].section
    }
    func site(_ entry: Statement.Entry) -> String? {
      entry.token.site
    }
    statements.removeAll(where: \.isShown)
    for index in statements.indices where statements[index].isPolicy {
      let statement = statements[index]
      let before = shown.last {
        section($0) == section(statement)
          && $0.passages.lowerBound < statement.passages.lowerBound
      }
      guard let before else { continue }
      let old = Set(before.entries.map(Pair.init))
      let new = statement.entries.filter { !old.contains(Pair($0)) && $0.token.kind == .host }
      guard !new.isEmpty else { continue }
      let sites = Set(new.map(site))
      let gone = statement.entries.filter { old.contains(Pair($0)) && !sites.contains(site($0)) }
      for entry in gone { reject(entry, "site-own") }
      statements[index].entries.removeAll { gone.contains($0) }
    }
    statements.removeAll { $0.entries.isEmpty && $0.lastDirective == nil }
  }

  /// What no word asks for counts where its hosts are those of the vendor: of sites that the
  /// document asks for elsewhere, or of the document's own.
  private mutating func dropUnasked() {
    guard statements.contains(where: \.isUnasked) else { return }
    let asked = statements.filter { !$0.isUnasked && !$0.isInformational }.flatMap(\.entries)
    if asked.isEmpty, outline.isAboutPolicies { return }
    var sites = Set(asked.compactMap { $0.token.site })
    sites.formUnion(context.sites)
    statements = statements.compactMap { statement in
      guard statement.isUnasked else { return statement }
      var copy = statement
      copy.entries.removeAll { entry in
        let site = entry.token.site
        let isOwn = site.map { sites.contains($0) } ?? false
        if !isOwn { reject(entry, "not-asked-for") }
        return !isOwn
      }
      return copy.entries.isEmpty ? nil : copy
    }
  }

  /// What a whole policy holds besides the hosts that the document asks for in words is the
  /// site's: lists of `'self'`, schemes and keywords, and other people's hosts in an example.
  private mutating func dropBoilerplate() {
    let stated = statements.filter {
      !$0.isInformational && $0.confidence == .stated && $0.evidence != .policyLine
        && $0.hasHosts
    }
    let hosts = stated.reduce(into: Set<String>()) { $0.formUnion($1.hosts) }
    let directives = Set(stated.flatMap(\.directives)).subtracting([Profile.unspecified])
    guard !directives.isEmpty else { return }
    func isSuspect(_ statement: Statement) -> Bool {
      statement.isPolicy && statement.shape == CodePolicies.shapeName && !statement.isStrict
        && statement.isWholePolicy && !statement.hosts.isDisjoint(with: hosts)
    }
    let suspects = statements.indices.filter { isSuspect(statements[$0]) }
    guard !suspects.isEmpty else { return }
    let mentioned = statements.filter { $0.shape != CodePolicies.shapeName }
      .reduce(into: Set<String>()) { $0.formUnion($1.hosts) }
    let sites = Set(hosts.map { RegistrableDomain.of(host: $0) ?? $0 })
    let isExclusive = outline.passages.contains {
      $0.hasSource && $0.hasDirective && Language.excludesOthers($0.text)
    }
    let said = Set(stated.lazy.flatMap(\.entries).map(Pair.init))
    // What a policy without such hosts has too is not the site's.
    var shared: Set<Pair> = []
    for (index, statement) in statements.enumerated()
    where statement.isPolicy && statement.shape == CodePolicies.shapeName && !statement.isStrict
      && !statement.isInformational && !suspects.contains(index)
    {
      shared.formUnion(statement.entries.lazy.map(Pair.init))
    }
    for index in suspects {
      let statement = statements[index]
      let isExample =
        isExclusive || Language.isExample(outline.passages[statement.passages.lowerBound].leadIn)
      let own = statement.hosts.filter { sites.contains(RegistrableDomain.of(host: $0) ?? $0) }
      let repeats = isExample && own.isSubset(of: hosts)
      func names(where test: (Statement.Entry) -> Bool) -> Set<String> {
        Set(statement.entries.lazy.filter(test).map(\.directive))
      }
      let ownLists = names { $0.token.text == "'self'" }.subtracting(directives)
        .subtracting(names { $0.token.kind == .host })
      let foreign = statement.entries.filter { entry in
        guard entry.token.text != "'self'", entry.token.text != "'none'",
          !shared.contains(Pair(entry))
        else { return false }
        let isOwnList =
          ownLists.contains(entry.directive) || isExclusive && !said.contains(Pair(entry))
        let isForeign =
          repeats && !entry.token.host.isEmpty && !mentioned.contains(entry.token.host)
          && !sites.contains(entry.token.site ?? entry.token.host)
        return isOwnList || isForeign
      }
      for entry in foreign { reject(entry, "sample-boilerplate") }
      let gone = Set(foreign)
      statements[index].entries.removeAll { gone.contains($0) }
    }
  }

  /// `'self'` and `'none'` are the site's own.
  private mutating func dropOwnSources() {
    // Where a sentence asks for 'self' itself, the policies that have it mean it, too.
    let asked = Set(statements.filter(\.asksForSelf).flatMap(\.directives))
    var kept: [Statement] = []
    for statement in statements {
      if statement.isStrict && statement.isPolicy && !statement.hasHosts,
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
            && !(asked.contains(entry.directive) && statement.isStrict)
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
    guard statements.contains(where: { $0.confidence == .sample }) else { return }
    let stated = statements.filter {
      !$0.isInformational && $0.confidence == .stated && $0.evidence != .policyLine
    }
    let statedHosts = stated.reduce(into: Set<String>()) { $0.formUnion($1.hosts) }
    guard !statedHosts.isEmpty else { return }
    let statedStrict = stated.contains(where: \.isStrict)
    let known = Set(stated.lazy.flatMap(\.entries).map(Pair.init))
    var kept: [Statement] = []
    for statement in statements {
      guard statement.confidence == .sample, !statement.isStrict || statedStrict,
        statement.hosts.isSubset(of: statedHosts)
      else {
        kept.append(statement)
        continue
      }
      for entry in statement.entries where !known.contains(Pair(entry)) {
        reject(entry, "sample-boilerplate")
      }
    }
    statements = kept
  }

  /// A host for which no directive is named adds nothing where a directive names it: on the same
  /// line, in a list of regions of which a policy names one, or anywhere when it is a sentence.
  private mutating func dropNamedElsewhere() {
    let areAllNamed = statements.allSatisfy { statement in
      !statement.entries.isEmpty
        && statement.entries.allSatisfy { $0.directive != Profile.unspecified }
    }
    if areAllNamed { return }
    let named = statements.flatMap(\.entries).filter { $0.directive != Profile.unspecified }
    let hosts = Set(named.map(\.token.host))
    let places = Set(named.map { Place(line: $0.line, host: $0.token.host) }).union(placed)
    statements = statements.compactMap { statement in
      var copy = statement
      copy.entries.removeAll {
        $0.directive == Profile.unspecified
          && (places.contains(Place(line: $0.line, host: $0.token.host))
            || statement.evidence == .prose && hosts.contains($0.token.host))
      }
      return copy.entries.isEmpty ? nil : copy
    }
  }

  /// Members of a list of regions go where a directive names one of them.
  private mutating func placeSiblings() {
    let named = statements.filter { $0.shape != RegionLists.shapeName }.flatMap(\.entries)
      .filter { $0.directive != Profile.unspecified && !$0.token.host.isEmpty }
    var regions: [String: String] = [:]
    defer { nameRegions(regions) }
    statements = statements.compactMap { statement in
      guard statement.shape == RegionLists.shapeName else { return statement }
      let members = Set(
        statement.entries.flatMap { [$0.token.host] + RegionLists.withoutRegion($0.token.host) })
      let places = Set(named.filter { members.contains($0.token.host) }.map(\.directive)).sorted()
      for entry in statement.entries { regions[entry.token.host] = entry.region }
      if !places.isEmpty {
        placed.formUnion(statement.entries.map { Place(line: $0.line, host: $0.token.host) })
      }
      var copy = statement
      copy.entries = places.flatMap { place in
        statement.entries.filter { entry in
          !named.contains { $0.directive == place && $0.token.host == entry.token.host }
        }.map { entry in
          var entry = entry
          entry.directive = place
          return entry
        }
      }
      return copy.entries.isEmpty ? nil : copy
    }
  }

  /// A host that a list of regions names is of that region wherever it stands.
  private mutating func nameRegions(_ regions: [String: String]) {
    for index in statements.indices {
      for at in statements[index].entries.indices {
        let entry = statements[index].entries[at]
        guard entry.region == nil, let region = regions[entry.token.host] else { continue }
        statements[index].entries[at].region = region
      }
    }
  }

  /// Several samples show the same thing for several platforms; what only some of them have
  /// besides hosts belongs to those platforms.
  private mutating func dropDisagreements() {
    let samples = statements.filter { $0.confidence == .sample && $0.isPolicy && $0.hasHosts }
    guard samples.count >= 2, let first = samples.first,
      samples.allSatisfy({ $0.hosts == first.hosts })
    else { return }
    let pairs = samples.map { Set($0.entries.lazy.map(Pair.init)) }
    var kept: [Statement] = []
    for statement in statements {
      guard statement.confidence == .sample, statement.isPolicy, statement.hasHosts else {
        kept.append(statement)
        continue
      }
      var copy = statement
      copy.entries = []
      for entry in statement.entries {
        let isShared = pairs.allSatisfy { $0.contains(Pair(entry)) }
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

  /// Sections for several environments give each its own hosts.
  private mutating func nameEnvironments() {
    let names = statements.map { Environment.of(outline.passages[$0.passages.lowerBound]) }
    guard Set(names.compactMap { $0 }).count > 1 else { return }
    for (index, name) in names.enumerated() {
      guard let name else { continue }
      for at in statements[index].entries.indices
      where statements[index].entries[at].environment == nil {
        statements[index].entries[at].environment = name
      }
    }
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
