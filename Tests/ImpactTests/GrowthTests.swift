import ContentSecurityPolicy
import RequirementSamples
import Testing

@testable import Impact

@Suite struct GrowthTests {
  private static let targets = ["img-src", "font-src", "media-src"]

  /// Edits in any order, some of them twice, count as many bytes as they add to the text.
  @Test(arguments: [
    ["default-src 'self' acorn.test; img-src 'none'"],
    ["img-src acorn.test; font-src 'NONE'"],
    [
      "default-src 'none'; media-src x.example",
      "img-src; font-src 'none'; media-src https://c.test",
    ],
    ["default-src acorn.test 'self' acorn.test", "media-src 'none'; default-src *.acorn.test"],
  ])
  func countsWhatEditsAdd(policies: [String]) {
    let list = PolicyEditor(policies).list
    let reduced = policies.count == 1 ? ReducedPolicy(policies[0], for: ["acorn.test"]) : nil
    let edits = policies.indices.flatMap { policy in
      Self.targets.flatMap { target -> [Edit] in
        let isThere = list.policies[policy].directive(target) != nil
        if !isThere, list.policies[policy].directive("default-src") == nil { return [] }
        return [["https://a.test"], ["data:", "https://bb.test"], ["https://bb.test"]].map {
          Edit(policy: policy, addTo: target, copyFrom: isThere ? nil : "default-src", sources: $0)
        }
      }
    }
    var growth = Growth()
    var random = SeededGenerator(seed: 3)
    for round in 0..<500 {
      let some = (0..<round % 12).map { _ in random.pick(edits) }
      var editor = PolicyEditor(policies)
      editor.apply(some)
      let added = editor.size - PolicyEditor(policies).size
      #expect(growth.bytes(of: some, to: list) == added, "\(some)")
      if let reduced { #expect(growth.bytes(of: some, to: reduced) == added, "\(some)") }
    }
  }
}
