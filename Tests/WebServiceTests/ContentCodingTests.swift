import Testing

@testable import WebService

@Suite struct ContentCodingTests {
  @Test(
    arguments: [
      (nil, false), ("", false), ("gzip", true), ("gzip, deflate, br", true), ("br", false),
      ("GZIP", true), ("x-gzip", true), ("*", true), ("*;q=0", false), ("gzip;q=0", false),
      ("gzip;q=0.0, *", false), ("*, gzip;q=0", false), ("br;q=1, gzip;q=0.2", true),
      ("deflate , gzip ; q=1", true), ("gzipped", false),
    ] as [(String?, Bool)]) func clientsSayWhatTheyTake(value: String?, isTaken: Bool)
  {
    #expect(ContentCoding.takesGzip(value) == isTaken)
  }
}
