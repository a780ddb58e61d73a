import Testing

@testable import RequirementDiff

@Suite struct DomainLabelTests {
  static func looksAlike(_ one: String, _ other: String) throws -> Bool {
    let (left, right) = (
      try #require(DomainLabel(site: one)), try #require(DomainLabel(site: other))
    )
    #expect(left.looksLike(right) == right.looksLike(left))
    return left.looksLike(right)
  }

  @Test(arguments: [
    ("acorn.test", "ac0rn.test"), ("acorn.test", "acom.test"), ("acorn.test", "a-corn.test"),
    ("pillow.test", "piilow.test"), ("willow.test", "vvillow.test"),
    ("acorn.test", "acron.test"), ("acorn.test", "acornn.test"),
    ("apple.test", "xn--80ak6aa92e.test"), ("münchen.test", "munchen.test"),
  ]) func aHastyReaderTakesOneForTheOther(one: String, other: String) throws {
    #expect(try Self.looksAlike(one, other))
  }

  @Test(arguments: [
    ("acorn.test", "acorn.example"), ("acorn.test", "oak.test"), ("oak.test", "oat.test"),
    ("nodes1.test", "nodes2.test"), ("acorn.test", "pinecone.test"),
  ]) func othersAreNotSuspected(one: String, other: String) throws {
    #expect(try !Self.looksAlike(one, other))
  }

  @Test func whatCannotBeReadIsNoLabel() {
    #expect(DomainLabel(site: "") == nil)
    #expect(DomainLabel(site: "xn--\u{7F}.test") == nil)
  }
}
