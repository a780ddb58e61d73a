import Diagnostics
import Testing

@Suite struct MomentTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
    (951_825_600, "2000-02-29T12:00:00Z"),
    (1_795_288_384, "2026-11-21T19:13:04Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
  ]) func writes(seconds: Int, text: String) { #expect(Moment.text(seconds) == text) }

  @Test(arguments: [(5, "5 s"), (60, "1 min"), (21_600, "6 h"), (200_000, "2 days"), (-4, "0 s")])
  func spans(seconds: Int, text: String) { #expect(Moment.span(seconds) == text) }

  @Test(arguments: [
    ("1970-01-01", 0), ("2000-02-29T12:00:00Z", 951_825_600),
    ("2026-11-21T19:13:04", 1_795_288_384),
    ("2026-11-21t20:13:04.125+01:00", 1_795_288_384), ("2026-11-21 14:13:04-0500", 1_795_288_384),
    ("2026-11-21T19:13Z", 1_795_288_380), ("1969-12-31T23:59:59Z", -1),
    ("2100-03-01T00:00:00Z", 4_107_542_400), ("0000-03-01", -62_162_035_200),
  ]) func reads(text: String, seconds: Int) { #expect(Moment.seconds(of: text) == seconds) }

  @Test(arguments: [
    "", "2026", "2026-13-01", "2026-02-30", "2025-02-29", "2026-11-21T", "2026-11-21T25:00:00Z",
    "2026-11-21T19:13:04.Z", "2026-11-21T19:13:04Zx", "2026-11-21T19:13:04+", "yesterday",
  ]) func readsNothingElse(text: String) { #expect(Moment.seconds(of: text) == nil) }
}
