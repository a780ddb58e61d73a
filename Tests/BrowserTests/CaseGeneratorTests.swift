import Testing

@Suite struct CaseGeneratorTests {
  private func cases(seed: UInt64) -> [BrowserCase] {
    var generator = CaseGenerator(seed: seed)
    return generator.cases(600)
  }

  @Test func theSeedDecides() {
    #expect(cases(seed: 1).map(\.description) == cases(seed: 1).map(\.description))
    #expect(cases(seed: 1).map(\.description) != cases(seed: 2).map(\.description))
  }

  /// Cases of which nearly all were blocked, or that leave something out, would show little.
  @Test func everyWayIsTakenAndBothAnswersAreCommon() {
    let cases = cases(seed: 1)
    #expect(Set(cases.map(\.kind)) == Set(Kind.allCases))
    let allowed = cases.count { $0.engineAllows }
    #expect((150...450).contains(allowed))
    #expect(cases.contains { !$0.metas.isEmpty } && cases.contains { !$0.redirects.isEmpty })
    #expect(cases.contains { $0.headers.count > 1 })
    #expect(cases.contains { $0.headers.contains { $0.contains(",") } })
    #expect(cases.contains { !$0.integrity.isEmpty } && cases.contains { !$0.nonce.isEmpty })
  }
}
