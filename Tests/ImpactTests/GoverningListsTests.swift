import ContentSecurityPolicy
import RequirementSamples
import Testing
import VendorRequirements

@testable import Impact

@Suite struct GoverningListsTests {
  /// The numbers of what governs `img-src` and `font-src` in each policy.
  private static func numbers(_ policies: [String], isSecure: Bool = true) -> [[Int]] {
    let decision = Decision.acorn(
      from: nil, to: [Profile(sample: "img-src cdn.acorn.test; font-src fonts.acorn.test")])
    var reduced = ReducedPolicy()
    var lists = GoverningLists(decision.table.groups)
    return policies.map { policy in
      reduced.read(policy, by: decision.reduction)
      lists.begin(reduced)
      return [0, 1].map { lists.number(of: $0, isSecure: isSecure, in: reduced) }
    }
  }

  @Test(arguments: [
    "img-src cdn.acorn.test https:; font-src x.example",
    "font-src; img-src https: cdn.acorn.test",
    "img-src https: cdn.acorn.test https: a.example; font-src",
    "img-src https: cdn.acorn.test fonts.acorn.test; font-src cdn.acorn.test; script-src acorn.test",
  ])
  func whatCannotMatterMakesNoDifference(policy: String) {
    let numbers = Self.numbers(["img-src cdn.acorn.test https:; font-src", policy])
    #expect(numbers[0] == numbers[1])
  }

  @Test(arguments: [
    "img-src cdn.acorn.test; font-src", "default-src cdn.acorn.test https:; font-src",
    "img-src cdn.acorn.test https:; font-src; upgrade-insecure-requests",
    "img-src cdn.acorn.test https: 'strict-dynamic'; font-src",
  ])
  func whatMattersDoes(policy: String) {
    let numbers = Self.numbers(["img-src cdn.acorn.test https:; font-src", policy])
    #expect(numbers[0][0] != numbers[1][0])
  }

  @Test func aListGovernsEachGroupByANumberOfItsOwn() {
    let numbers = Self.numbers(["default-src *.acorn.test"])
    #expect(numbers[0][0] != numbers[0][1])
  }

  @Test func manyTokensMakeASetToo() {
    let many = (0..<60).map { "a\($0).acorn.test:8\($0 % 9)" }
    let own = (many + many.reversed()).joined(separator: " ")
    let numbers = Self.numbers([
      "img-src \(own) cdn.acorn.test:1 cdn.acorn.test:2",
      "img-src cdn.acorn.test:2 cdn.acorn.test:1",
    ])
    #expect(numbers[0] == numbers[1])
  }
}
