import JSONText
import Testing

@testable import Fetching

@Suite struct FetchResponseTests {
  private var answered: FetchResponse {
    var response = FetchResponse(outcome: .answered, url: "https://a.example/")
    response.code = 200
    response.hops = [.init(url: "https://a.example/", code: 200, address: "192.0.2.1")]
    response.headers = [
      .init("Content-Type", "Text/HTML ; charset=\"UTF-8\""), .init("ETag", "\"x\""),
      .init("Last-Modified", "then"),
    ]
    response.retryAfter = 5
    response.bytes = 7
    response.compressedBytes = 6
    response.sha256 = "00"
    return response
  }

  @Test func readsWhatItWrites() throws {
    let failed = FetchResponse(outcome: .failed, reason: "tls", message: "m", url: "u")
    for response in [answered, failed] {
      let bytes = Array(response.json.compact().utf8)
      #expect(try FetchResponse(parsing: bytes, file: "t") == response)
    }
  }

  @Test func knowsItsHeaders() {
    #expect(answered.mediaType == "text/html")
    #expect(answered.charset == "UTF-8")
    #expect(answered.etag == "\"x\"")
    #expect(answered.lastModified == "then")
    #expect(answered.problem == nil)
    #expect(FetchResponse(outcome: .failed, message: "m", url: "u").problem == "m")
  }

  @Test(
    arguments: [
      ([200], nil), ([301, 200], "b1"), ([308, 301, 200], "b2"), ([302, 301, 200], nil),
      ([301, 302, 200], "b1"), ([301], nil),
    ] as [([Int], String?)]) func knowsWhereItMoved(codes: [Int], to: String?)
  {
    var response = answered
    response.hops = codes.enumerated().map { .init(url: "b\($0)", code: $1, address: nil) }
    #expect(response.movedTo == to)
  }
}
