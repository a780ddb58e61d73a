import ContentSecurityPolicy
import Foundation
import Impact
import JSONText
import Testing

@Suite struct PlainLineTests {
  static func line(_ text: String) -> PlainLine? { line(Array(text.utf8)) }

  static func line(_ bytes: [UInt8]) -> PlainLine? {
    var line = PlainLine()
    return line.read(bytes.span) ? line : nil
  }

  @Test(arguments: [
    #"{"policy":""}"#,
    #"{"policy":"img-src 'self' https://a.example"}"#,
    #"{"id":"s-1","url":"https://www.shop-1.example/x","policy":"img-src acorn.tes *.test"}"#,
    #"{ "policy" : "img-src acorn-test", "id" : 12 , "url" : "http://h.example" }"#,
    #"{"id":0,"policy":"x"}"#, #"{"team":"a/b","policy":"x","":null,"rank" : 7 ,"is":true}"#,
  ])
  func findsThePlaces(_ line: String) { #expect(Self.line(line) != nil) }

  @Test(arguments: [
    #"{"policy":"img-src \u0061corn.test"}"#,
    #"{"policy":"img-src 'self'\t"}"#,
    #"{"policy":"img-src ‘self’"}"#,
    #"{"policy":"img-src x","delivery":"report-only"}"#,
    #"{"policy":"img-src x","uses":{"acorn":1}}"#,
    #"{"policy":"img-src x","policy":"img-src y"}"#, #"{"policy":"x","a":1,"a":1}"#,
    #"{"policy":"x","a":1.5}"#, #"{"policy":"x","a":[]}"#, #"{"policy":"x","a":nul}"#,
    #"{"policy":"x","a":01}"#, #"{"policy":"x","a":"\n"}"#, #"{"policy":"x","delivery":"header"}"#,
    #"{"policy":"x","a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1,"h":1,"i":1}"#,
    #"{"headers":[]}"#, #"{"id":"x"}"#, #"{}"#, "", "{", #"{"policy":"img-src x"#,
    #"{"policy":"img-src x"}}"#, #"{"policy":"img-src x"} x"#, #"{"policy":"img-src x",}"#,
    #"{"policy":7}"#, #"{"id":null,"policy":"x"}"#, #"{"id":01,"policy":"x"}"#,
    #"{"url":"h.example","policy":"x"}"#, #"{"url":"https://","policy":"x"}"#,
    #"{"url":"https://1.2.3.4/","policy":"x"}"#,
    #"{"url":"https://h.example:99999/","policy":"x"}"#,
    #"{"url":"https://xn--a.example/","policy":"x"}"#, #"{"url":"https://a..b/","policy":"x"}"#,
  ])
  func leavesTheRestToTheReader(_ line: String) { #expect(Self.line(line) == nil) }

  @Test func otherMembersAreHandedOn() throws {
    let text = Array(#"xx{"team":"a/b","policy":"x","no":null, "rank": 7,"is":true}"#.utf8)[2...]
    let line = try #require(Self.line(Array(text)))
    let read = try PolicyLine(
      parsing: text, file: "x", number: 1, carrying: ["rank", "team", "is", "no", "none"])
    let values = ["rank", "team", "is", "no", "none"].compactMap { name in
      line.value(of: name, in: text.span).map { JSON.Member(name, $0) }
    }
    #expect(values == read.carried && values.count == 3)
  }

  /// Names that are equal as strings, such as K and the sign of Kelvin, are two names.
  @Test func otherMembersAreFoundByTheirBytes() throws {
    let text = Array(#"{"K":1,"policy":"x"}"#.utf8)
    let line = try #require(Self.line(text))
    #expect(line.value(of: "K", in: text.span) == .number("1"))
    #expect(line.value(of: "\u{212A}", in: text.span) == nil)
  }

  /// What was read of a line is gone with the next one.
  @Test func memoryIsUsedAgain() {
    var plain = PlainLine()
    let lines = [
      #"{"id":"a","url":"http://h.example","policy":"img-src","b":1}"#, #"{"policy":"x"}"#, "{",
      #"{"b":2,"policy":""}"#,
    ].map { Array($0.utf8) }
    for line in lines + lines.reversed() {
      let isPlain = plain.read(line.span)
      let alone = Self.line(line)
      #expect(isPlain == (alone != nil))
      guard let alone else { continue }
      #expect(plain.id == alone.id && plain.host == alone.host && plain.policy == alone.policy)
      #expect(plain.isSecure == alone.isSecure)
      #expect(plain.others.map(\.value) == alone.others.map(\.value))
    }
  }

  @Test func placesAreThoseOfTheMembers() throws {
    let text = #"{ "policy" : "img-src a", "id" : 12 , "url" : "http://h.example/x" }"#
    let line = try #require(Self.line(text))
    func part(_ range: Range<Int>?) -> String? {
      range.map { String(decoding: Array(text.utf8)[$0], as: UTF8.self) }
    }
    #expect(part(line.policy) == "img-src a" && part(line.id) == "12")
    #expect(part(line.host) == "h.example" && !line.isSecure)
    let bare = try #require(Self.line(#"{"policy":""}"#))
    #expect(bare.policy.isEmpty && bare.id == nil && bare.host.isEmpty && bare.isSecure)
  }

  @Test func findsADomainAtEveryPlace() {
    let search = DomainSearch("acorn.test")
    for place in 0..<700 {
      let before = String(repeating: "https://cdn.aco.test ", count: 40).prefix(place)
      let rest = String(repeating: "x", count: 700 - place)
      let bytes = Array("\(before)aCorn.Test\(rest)".utf8)
      let found = [0..<bytes.count, place..<place + 10, 0..<place + 9].map {
        search.isFound(in: bytes.span, $0)
      }
      #expect(found == [true, true, false], "\(place)")
      let other = Array("\(before)acornitest\(rest)".utf8)
      let isFound = search.isFound(in: other.span, 0..<other.count)
      #expect(!isFound, "\(place)")
    }
  }

  /// A line with places can be read, and says the same then.
  @Test func agreesWithTheReader() throws {
    var lines = LineGenerator(seed: 20_261_121)
    var found = 0
    for number in 1...20_000 {
      let bytes = lines.next()
      guard let plain = Self.line(bytes) else { continue }
      found += 1
      let text = String(decoding: bytes, as: UTF8.self)
      let read = try #require(
        try? PolicyLine(parsing: bytes[...], file: "x", number: number), "\(text)")
      #expect(read.origin.scheme == (plain.isSecure ? "https" : "http"), "\(text)")
      if !plain.host.isEmpty {
        let host = String(decoding: bytes[plain.host], as: UTF8.self)
        #expect(read.origin.host == host.lowercased(), "\(text)")
      }
      if let id = plain.id {
        let written = String(decoding: bytes[id], as: UTF8.self)
        #expect(read.id.compact() == written, "\(text)")
      }
    }
    #expect(found > 1_000 && found < 20_000)
  }
}
