import Diagnostics
import Testing

@Suite struct LevelTests {
  @Test func weighsInfoLessThanWarnLessThanBreak() {
    #expect(Level.info < .warn)
    #expect(Level.warn < .break)
    #expect(Level.info < .break)
    for level in Level.allCases { #expect(!(level < level)) }
    #expect([Level.break, .info, .warn].sorted() == [.info, .warn, .break])
    #expect([Level.warn, .break, .info].max() == .break)
  }

  @Test func spellsAsInReports() {
    #expect(Level.allCases.map(\.rawValue) == ["info", "warn", "break"])
    #expect(Level(rawValue: "break") == .break)
    #expect(Level(rawValue: "error") == nil)
  }
}
