import Testing

@testable import ContentSecurityPolicy

@Suite struct PreparedSourceTests {
  @Test func aSourceMovedToAnotherPageIsAsIfPreparedThere() {
    var generator = Generator(seed: 23)
    for _ in 0..<5_000 {
      let needed = NeededSource(
        directive: generator.pick(Generator.directives + ["(unspecified)", "style-src"]),
        reading: generator.chance(9) ? "https://{r}.a.example" : generator.source())
      let origin = generator.pick(Generator.origins)
      let moved = PreparedSource(needed, origin: generator.pick(Generator.origins)).needed(
        on: origin)
      let list = PolicyList(parsing: generator.policy())
      let coverage = list.coverage(of: needed, origin: origin)
      #expect(list.coverage(of: moved) == coverage, "\(needed)")
      #expect(list.covers(moved) == (coverage.answer == .yes), "\(needed)")
    }
  }
}
