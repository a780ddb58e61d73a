import RequirementSamples
import Testing
import VendorRequirements

@testable import Impact

@Suite struct UnitTableTests {
  private static func unit(_ sample: String, name: String) -> RequirementUnit {
    let record = VersionRecord(sample: 1, profiles: [Profile(sample: sample, name: name)])
    return RequirementUnit(of: record, profiles: [0], regions: [])
  }

  @Test func newUnitsWithOptionalProfilesAreMadeOnce() {
    let chat = UnitTable.OptionalProfile(
      now: Self.unit("img-src now.test a.test", name: "chat"),
      before: Self.unit("img-src before.test", name: "chat"))
    var table = UnitTable(
      old: [Self.unit("img-src o.test", name: "old")],
      new: [Self.unit("img-src a.test", name: "one"), Self.unit("img-src b.test", name: "two")],
      [chat])
    #expect(table[table.optionals.lowerBound].needs.map(\.source) == ["before.test"])
    let mixed = table.new(with: [table.optionals.lowerBound])
    #expect(mixed == table.new(with: [table.optionals.lowerBound]))
    #expect(
      mixed.map { table[$0].needs.map(\.source) } == [
        ["a.test", "now.test"], ["b.test", "now.test", "a.test"],
      ])
    #expect(mixed.map { table[$0].optionals } == [["chat"], ["chat"]])
    #expect(mixed.map { table.plain($0) } == Array(table.new))
    #expect(table.plain(0) == 0)
  }
}
