import Testing

@testable import Fetching

@Suite struct RetryAfterTests {
  @Test(
    arguments: [
      ("0", 0), ("120", 120), (" 7 ", 7), ("99999999", 2_592_000),
      ("99999999999999999999999", 2_592_000), ("-1", nil), ("1.5", nil), ("", nil), ("soon", nil),
      ("Thu, 01 Jan 1970 00:20:00 GMT", 200), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
      ("Sat, 21 Nov 2026 10:00:00 GMT", 2_592_000), ("Sat, 21 Nov 2026 10:00:00 CET", nil),
      ("Sat, 32 Nov 2026 10:00:00 GMT", nil), ("Sat, 21 Foo 2026 10:00:00 GMT", nil),
    ] as [(String, Int?)]) func reads(value: String, seconds: Int?)
  {
    #expect(RetryAfter.seconds(value, now: 1000) == seconds)
  }

  @Test(arguments: [
    ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Fri, 31 Dec 1999 23:59:59 GMT", 946_684_799),
    ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
    ("Sat, 21 Nov 2026 19:13:04 GMT", 1_795_288_384),
    ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
  ]) func readsDates(text: String, seconds: Int) {
    #expect(RetryAfter.date(text) == seconds)
  }
}
