/// Nonces, hashes and inline code.
extension Enforcement {
  /// Whether the list holds the request's nonce, byte by byte.
  ///
  /// See <https://www.w3.org/TR/CSP3/#match-nonce-to-source-list>.
  func hasNonce(_ request: Request, _ list: Directive) -> Bool {
    if request.carriesListedNonce { return list.features.contains(.nonce) }
    guard !request.nonce.isEmpty else { return false }
    return list.sources.contains {
      $0.parts.form == .nonce && $0.bytes[$0.valueRange].elementsEqual(request.nonce.utf8)
    }
  }

  /// Whether every digest in the integrity metadata that browsers know is listed.
  ///
  /// See <https://www.w3.org/TR/CSP3/#match-integrity-metadata-to-source-list>.
  func hasIntegrity(_ request: Request, _ list: Directive) -> Bool {
    var known = 0
    for item in request.integrity.utf8.split(whereSeparator: ASCII.isWhitespace) {
      let metadata = item.prefix { $0 != 0x3F }
      guard let dash = metadata.firstIndex(of: 0x2D),
        let algorithm = HashAlgorithm(
          rawValue: ASCII.lowercased(String(Substring(metadata[..<dash]))))
      else { continue }
      known += 1
      let value = Array(metadata[metadata.index(after: dash)...])
      guard list.hasHash(algorithm, value, traits) else { return false }
    }
    return known > 0
  }

  /// See <https://www.w3.org/TR/CSP3/#match-element-to-source-list>.
  func checkInline(
    _ request: Request, _ destination: Destination, _ list: Directive
  ) -> (Bool, Verdict.Reason) {
    let features = list.features
    let isStyle = destination.inline == .styleElement || destination.inline == .styleAttribute
    let isElement =
      destination.inline == .scriptElement || destination.inline == .styleElement
    let trusts =
      features.contains(.strictDynamic)
      && (!isStyle || list.known == .defaultSrc && traits.has(.strictDynamicVoidsStyles))
    let isVoid = !features.isDisjoint(with: [.nonce, .hash]) || trusts
    if features.contains(.unsafeInline), !isVoid { return (true, .keyword) }
    if isElement, features.contains(.nonce), hasNonce(request, list) { return (true, .nonce) }
    if isElement || features.contains(.unsafeHashes), features.contains(.hash),
      hasDigest(request, destination, list)
    {
      return (true, .hash)
    }
    if destination.inline == .scriptElement, trusts, !destination.isParserInserted,
      traits.has(.strictDynamicTrustsInline)
    {
      return (true, .strictDynamic)
    }
    return (false, features.contains(.unsafeInline) ? .inlineByNonce : .inlineBlocked)
  }

  private func hasDigest(
    _ request: Request, _ destination: Destination, _ list: Directive
  ) -> Bool {
    if let hash = request.assumedHash {
      return list.hasHash(hash.algorithm, hash.value, traits)
    }
    guard let digest = request.digest, var source = request.source else { return false }
    if destination.inline == .scriptURL { source = "javascript:" + source }
    for algorithm in HashAlgorithm.allCases
    where list.sources.contains(where: { $0.parts.form == .hash(algorithm) }) {
      let value = Base64.encode(digest(algorithm, Array(source.utf8)))
      if list.hasHash(algorithm, value, traits) { return true }
    }
    return false
  }
}

extension Directive {
  /// Whether a source is a hash of that value.
  fileprivate func hasHash(
    _ algorithm: HashAlgorithm, _ value: [UInt8], _ traits: EngineTraits
  ) -> Bool {
    if let index {
      return index.contains(digest: value) { sources[$0].isHash(algorithm, value, traits) }
    }
    return sources.contains { $0.isHash(algorithm, value, traits) }
  }
}

extension SourceExpression {
  /// Whether this is a hash of that value; base64url counts as base64, missing padding may.
  func isHash(_ algorithm: HashAlgorithm, _ value: [UInt8], _ traits: EngineTraits) -> Bool {
    guard parts.form == .hash(algorithm), parts.oddities.isDisjoint(with: traits.refused) else {
      return false
    }
    return Base64.normalised(bytes[valueRange]) == Base64.normalised(value[...])
  }
}
