extension PolicyList {
  /// Tells whether these policies allow every request that a vendor's source stands for.
  ///
  /// Asks ``allows(_:origin:profile:)`` about a few representative requests; the first blocked one is the
  /// witness. The page is `https://site.example` unless said otherwise.
  public func coverage(
    of needed: NeededSource, origin: Origin = .example, profile: MatchingProfile = .allBrowsers
  ) -> SourceCoverage {
    coverage(of: PreparedSource(needed, origin: origin, profile: profile))
  }

  /// Tells whether these policies allow every request that a prepared source stands for.
  public func coverage(of prepared: PreparedSource) -> SourceCoverage {
    PreparedPolicies(self, origin: prepared.origin, profile: prepared.profile)
      .coverage(of: prepared)
  }

  /// Whether the answer of ``coverage(of:)`` is yes, found without its reasons and edits.
  public func covers(_ prepared: PreparedSource) -> Bool {
    PreparedPolicies(self, origin: prepared.origin, profile: prepared.profile).covers(prepared)
  }

  /// Whether a source names what usually stands for "any other host, path or port".
  fileprivate var namesWitness: Bool {
    policies.contains { $0.directives.contains { $0.features.contains(.namesWitness) } }
  }

  /// A label and a port that no source of these policies names.
  var freshNames: Representatives.Fresh {
    var fresh = Representatives.Fresh.usual
    let sources = policies.flatMap(\.directives).flatMap(\.sources)
    guard sources.contains(where: { $0.parts.namesWitness($0.bytes.span) }) else { return fresh }
    var number = 1
    let tokens = Set(sources.flatMap { ASCII.lowercased($0.token).split { "./:".contains($0) } })
    while tokens.contains(Substring(fresh.label)) {
      number += 1
      fresh.label = "cspreg-witness-\(number)"
    }
    let ports = Set(sources.map(\.parts.port))
    while ports.contains(Int32(fresh.port)) { fresh.port += 1 }
    return fresh
  }
}

/// A policy list on a page, made ready to be asked about many sources.
///
/// ```swift
/// let policies = PreparedPolicies(list, origin: page)
/// let missing = sources.filter { !policies.covers($0) }
/// ```
public struct PreparedPolicies: Sendable {
  private let list: PolicyList
  private let origin: Origin
  private let engines: Enforcements
  private let namesWitness: Bool

  /// Prepares a list for a page and for the engines of a profile.
  public init(
    _ list: PolicyList, origin: Origin = .example, profile: MatchingProfile = .allBrowsers
  ) {
    self.list = list
    self.origin = origin
    engines = Enforcements(list.policies, origin: origin, profile: profile)
    namesWitness = list.namesWitness
  }

  /// Tells whether the policies allow every request that a prepared source stands for on this page.
  ///
  /// The source's own page and profile do not count.
  public func coverage(of prepared: PreparedSource) -> SourceCoverage {
    CoverageQuestion(list: list, engines: engines, prepared: asked(prepared)).answer()
  }

  /// Whether the answer of ``coverage(of:)`` is yes, found without its reasons and edits.
  public func covers(_ prepared: PreparedSource) -> Bool {
    guard !prepared.needed.isPlaceholder, prepared.directive != .defaultSrc,
      !prepared.probes.isEmpty
    else { return coverage(of: prepared).answer == .yes }
    let isAsItIs = !namesWitness && prepared.asksTheSame(on: origin)
    let probes = isAsItIs ? prepared.probes : asked(prepared).probes
    return probes.allSatisfy { engines.allow($0.request) }
  }

  /// The source with the requests that it stands for here.
  private func asked(_ prepared: PreparedSource) -> PreparedSource {
    let moved = prepared.asksTheSame(on: origin) ? prepared : prepared.needed(on: origin)
    return namesWitness ? moved.with(list.freshNames) : moved
  }
}

/// One needed source asked of one policy list.
struct CoverageQuestion {
  let list: PolicyList
  let engines: Enforcements
  let prepared: PreparedSource

  func answer() -> SourceCoverage {
    if prepared.needed.isPlaceholder, prepared.isRequest || prepared.directive != nil {
      return placeholderAnswer()
    }
    guard prepared.isRequest else { return .notARequest }
    if prepared.directive == nil { return unspecifiedAnswer() }
    let own = answer(to: prepared.probes)
    guard prepared.directive == .defaultSrc, own.answer == .yes else { return own }
    let shadow = answer(to: prepared.elsewhere)
    return shadow.answer == .yes
      ? .yes : SourceCoverage(.depends, .shadowed, witness: shadow.witness)
  }

  private func unspecifiedAnswer() -> SourceCoverage {
    if engines.allowAnywhere(prepared.elsewhere) { return .yes }
    return SourceCoverage(.depends, .unspecified, witness: prepared.elsewhere.first?.witness)
  }

  private func placeholderAnswer() -> SourceCoverage {
    let probes = prepared.probes.isEmpty ? prepared.elsewhere : prepared.probes
    if !probes.isEmpty, answer(to: probes).answer == .yes { return .yes }
    let pattern = PlaceholderPattern(prepared.needed.token)
    let directives =
      probes.isEmpty ? [prepared.needed.directive] : probes.map(\.request.directive)
    let fits = directives.allSatisfy { directive in
      list.enforced.allSatisfy { policy in
        guard let governing = policy.governing(directive) else { return true }
        return governing.sources.contains { pattern.fits($0) }
      }
    }
    return fits ? .yes : SourceCoverage(.depends, .placeholder, witness: probes.first?.witness)
  }

  /// What the probes show: `no` beats `depends` beats `yes`.
  private func answer(to probes: [Probe]) -> SourceCoverage {
    var result = SourceCoverage.yes
    var missing = SourceCoverage.Reason.notListed
    var edits: [Edit] = []
    var seen: Set<Edit> = []
    for probe in probes {
      for block in engines.blocks(probe.request) {
        guard let reason = dependence(block, probe) else {
          if result.answer != .no {
            missing = missingReason(block)
            result = SourceCoverage(.no, missing, witness: probe.witness)
          }
          let edit = edit(for: block, probe)
          if seen.insert(edit).inserted { edits.append(edit) }
          continue
        }
        if result.answer == .yes {
          result = SourceCoverage(.depends, reason, witness: probe.witness)
        }
      }
    }
    guard result.answer == .no else { return result }
    return SourceCoverage(.no, missing, witness: result.witness, edits: edits)
  }

  private func missingReason(_ block: Enforcement.Block) -> SourceCoverage.Reason {
    switch block.reason {
    case .schemeNotCovered: .schemeNotCovered
    case .inlineBlocked, .inlineByNonce: .inlineBlocked
    case .evalBlocked: .evalBlocked
    default: .notListed
    }
  }

  /// Why a block is not decided by the list alone; `nil` when it is.
  private func dependence(
    _ block: Enforcement.Block, _ probe: Probe
  ) -> SourceCoverage.Reason? {
    if block.reason == .notTrusted { return .strictDynamic }
    guard let name = DirectiveName(block.governing),
      let index = list.policies[block.policy].index(of: name)
    else { return nil }
    let governing = list.policies[block.policy].directives[index]
    if case .inline = probe.request.target {
      let isScript = !probe.request.directive.hasPrefix("style")
      if !governing.features.isDisjoint(with: [.nonce, .hash])
        || isScript && governing.features.contains(.strictDynamic)
      {
        return .inlineByNonce
      }
    }
    return list.policies[block.policy].hasRunTimePart(besides: governing) ? .runTimePart : nil
  }

  /// The addition that lifts a block.
  private func edit(for block: Enforcement.Block, _ probe: Probe) -> Edit {
    let needed = prepared.directive ?? block.asked
    let own = needed == .childSrc || block.asked == .frameSrc ? block.asked : needed
    let governing = DirectiveName(block.governing) ?? needed
    let isInline = probe.request.target == .inline
    let sources = [prepared.needed.legal ?? prepared.needed.token]
    let staysThere =
      governing == own || governing == needed || governing == block.asked
      || !isInline && own.family == governing
      || probe.request.target == .eval || probe.request.target == .wasmEval
    if staysThere, !(governing == .defaultSrc && needed != .defaultSrc) {
      return Edit(
        policy: block.policy, addTo: block.governing, copyFrom: nil, sources: sources)
    }
    let isEval = probe.request.target == .eval || probe.request.target == .wasmEval
    let target = isEval ? DirectiveName.scriptSrc : own
    return Edit(
      policy: block.policy, addTo: target.string, copyFrom: block.governing, sources: sources)
  }
}

extension DirectiveName {
  /// The directive that this one says more exactly, such as script-src for script-src-elem.
  fileprivate var family: DirectiveName? {
    switch self {
    case .scriptSrcElem, .scriptSrcAttr: .scriptSrc
    case .styleSrcElem, .styleSrcAttr: .styleSrc
    default: nil
    }
  }
}

extension Policy {
  /// Whether a part that is known only at run time could change what `governing` says.
  func hasRunTimePart(besides governing: Directive) -> Bool {
    governing.hasRunTimePart
      || directives.contains { $0.known == nil && $0.hasRunTimePart }
  }
}

extension Directive {
  /// Whether the text holds `{{`, with which run-time parts begin.
  var hasRunTimePart: Bool {
    if known != nil, !features.contains(.holdsOddToken) { return false }
    let range = nameRange.lowerBound..<max(nameRange.upperBound, valueRange.upperBound)
    return zip(range, range.dropFirst()).contains { bytes[$0] == 0x7B && bytes[$1] == 0x7B }
  }
}

extension SourceParts {
  /// Whether a host, path or port is one that usually stands for "any other".
  func namesWitness(_ span: Span<UInt8>) -> Bool {
    guard form == .host else { return false }
    if port == Int32(Representatives.Fresh.witnessPort) { return true }
    let host = Int(hostStart)..<Int(hostEnd)
    if host.count > 14, span[host.lowerBound] | 0x20 == 0x63,
      ASCII.starts(span, host, "cspreg-witness")
    {
      return true
    }
    guard pathEnd - pathStart > 14 else { return false }
    for index in Int(pathStart)..<Int(pathEnd) where span[index] | 0x20 == 0x63 {
      if ASCII.starts(span, index..<Int(pathEnd), "cspreg-witness") { return true }
    }
    return false
  }
}
