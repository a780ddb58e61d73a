import Testing

@testable import Watching

@Suite struct MomentTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
    (951_825_600, "2000-02-29T12:00:00Z"),
    (1_795_288_384, "2026-11-21T19:13:04Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
  ]) func writes(seconds: Int, text: String) { #expect(Moment.text(seconds) == text) }

  @Test(arguments: [(5, "5 s"), (60, "1 min"), (21_600, "6 h"), (200_000, "2 days"), (-4, "0 s")])
  func spans(seconds: Int, text: String) { #expect(Moment.span(seconds) == text) }

  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (1_795_288_384, "Sat, 21 Nov 2026 19:13:04 +0000"),
  ])
  func mailDates(seconds: Int, text: String) { #expect(MailDate.text(seconds) == text) }
}
