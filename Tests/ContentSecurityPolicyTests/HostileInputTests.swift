import Testing
import ThreadTime

@testable import ContentSecurityPolicy

/// Input that nobody means well by: there is always a value, soon.
@Suite struct HostileInputTests {
  /// Runs a body that may take some seconds of this thread; how long it waits for its turn does not count.
  static func soon(_ body: () throws -> Void) rethrows {
    let time = try threadSeconds(body)
    #expect(time < 30)
  }

  @Test func aNulByteSkipsItsDirectiveOnly() {
    Self.soon {
      let policy = PolicyList(parsing: "img-src a\0b; font-src c").policies.first
      #expect(policy?.directives.map(\.name) == ["font-src"])
      #expect(policy?.diagnostics.map(\.rule) == ["forbidden-character"])
    }
  }

  @Test func bytesThatAreNoUTF8AreTakenAsTheyCome() {
    Self.soon {
      let latin1 =
        Array("img-src caf".utf8) + [0xE9, 0x2E] + Array("example; font-src 'self'".utf8)
      let policy = PolicyList(parsing: latin1).policies.first
      #expect(policy?.directives.map(\.text) == ["font-src 'self'"])
      #expect(policy?.diagnostics.first?.offset == 11)
    }
  }

  @Test func aDirectiveOfMegabytesIsOneDirective() throws {
    try Self.soon {
      let path = [UInt8](repeating: 0x70, count: 2_000_000)
      let list = PolicyList(parsing: Array("img-src https://a.example/".utf8) + path)
      let source = try #require(list.policies.first?.directives.first?.sources.first)
      #expect(source.range.count == 2_000_018)
      #expect(list.policies[0].textLength == 2_000_026)
      let url = try #require(RequestURL("https://a.example/p"))
      let request = Request(directive: "img-src", target: .url(url))
      #expect(!list.allows(request, origin: .example).isAllowed)
    }
  }

  @Test func megabytesOfSpaceHoldOneDirective() {
    Self.soon {
      let spaces = [UInt8](repeating: 0x20, count: 1_000_000)
      let list = PolicyList(parsing: spaces + Array("img-src".utf8) + spaces + [0x2A])
      #expect(list.policies.map(\.text) == ["img-src *"])
    }
  }

  @Test func aHundredThousandPoliciesAreRead() {
    Self.soon {
      let list = PolicyList(
        parsing: [UInt8](repeating: 0x2C, count: 100_000) + Array("sandbox".utf8))
      #expect(list.policies.map(\.text) == ["sandbox"])
      let many = PolicyList(
        parsing: Array(repeating: "img-src *", count: 100_000).joined(separator: ","))
      #expect(many.policies.count == 100_000)
    }
  }
}
