import Testing

@testable import Fetching

@Suite struct TargetURLTests {
  @Test(arguments: [
    ("https://a.example", "https://a.example/"),
    ("HTTPS://A.Example:443/P?q#f", "https://a.example/P?q"),
    ("https://a.example:8443/x", "https://a.example:8443/x"),
    ("http://a.example?x", "http://a.example/?x"),
    ("https://192.0.2.1/", "https://192.0.2.1/"),
    ("https://[2001:DB8::1]:444/", "https://[2001:db8::1]:444/"),
    ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
    ("https://a.example/ä?ö=<x>", "https://a.example/%C3%A4?%C3%B6=%3Cx%3E"),
    ("https://a.example/p@q:r", "https://a.example/p@q:r"),
    ("https://_dmarc.a-b.example/", "https://_dmarc.a-b.example/"),
  ]) func reads(text: String, shown: String) throws {
    #expect(try TargetURL(text).text == shown)
  }

  /// Tricks with which one parser sees another host than the next one.
  @Test(
    arguments: [
      ("file:///etc/passwd", .scheme), ("FILE:///etc/passwd", .scheme),
      ("gopher://a.example/", .scheme), ("dict://a.example:11211/", .scheme),
      ("ftp://a.example/", .scheme), ("data:text/html,x", .scheme), ("javascript:0", .scheme),
      ("jar:https://a.example!/", .scheme), ("ldap://a.example/", .scheme),
      ("smtp://a.example/", .scheme), ("https+x://a.example/", .scheme),
      ("", .url), ("a.example", .url), ("//a.example/", .url), ("https:a.example", .url),
      ("https:/a.example", .url), ("https:\\\\a.example", .url),
      ("https://a.example\\@b.example/", .url), ("https://a.example\\.b.example/", .url),
      (" https://a.example/", .url), ("https://a.example/ x", .url),
      ("https://a.exa\nmple/", .url), ("https://a.example/\r\nHost: b.example", .url),
      ("https://a.exa\tmple/", .url), ("https://a.example\0/", .url),
      ("https://a.example:0/", .url), ("https://a.example:65536/", .url),
      ("https://a.example:/", .url), ("https://a.example:80:443/", .url),
      ("https://a.example:+443/", .url), ("https://a.example:0443/", .url),
      ("https://a.example:443x/", .url),
      ("http://a@b.example/", .credentials), ("https://user:secret@a.example/", .credentials),
      ("https://a.example:80@b.example/", .credentials), ("https://@a.example/", .credentials),
      ("https://a.example%40b.example/", .host), ("http://1.1.1.1@2.2.2.2/", .credentials),
      ("http://1.1.1.1 &@2.2.2.2# @3.3.3.3/", .url),
      ("https:///a.example/", .host), ("https://?a.example/", .host), ("https://", .host),
      ("https://a..example/", .host), ("https://.a.example/", .host),
      ("https://a.example./", .host),
      ("https://-a.example/", .host), ("https://a-.example/", .host), ("https://a_b!c/", .host),
      ("https://a%2eexample/", .host), ("https://a%00.example/", .host),
      ("https://127。0。0。1/", .host), ("https://127．0．0．1/", .host), ("https://①②⑦.⓪.⓪.①/", .host),
      ("https://ⓔxample.com/", .host), ("https://a.example\u{200B}/", .host),
      ("https://а.example/", .host), ("https://a\u{00AD}.example/", .host),
      ("http://2130706433/", .host), ("http://017700000001/", .host), ("http://0x7f000001/", .host),
      ("http://0x7f.1/", .host), ("http://127.1/", .host), ("http://127.0.1/", .host),
      ("http://0177.0.0.1/", .host), ("http://0x7f.0x0.0x0.0x1/", .host),
      ("http://127.0.0.1./", .host),
      ("http://127.0.0.1.1/", .host), ("http://127.0.0.0x1/", .host),
      ("http://00127.0.0.1/", .host),
      ("http://0/", .host), ("http://a.0/", .host), ("http://1.2.3.4.0x/", .host),
      ("http://4294967296/", .host), ("http://127.0.0.1%00.example/", .host),
      ("https://[::1/", .host), ("https://::1/", .url), ("https://[::1]x/", .host),
      ("https://[127.0.0.1]/", .host), ("https://[fe80::1%25eth0]/", .host),
      ("https://[fe80::1%eth0]/", .host), ("https://[::1]a.example/", .host),
      ("https://[v1.x]/", .host), ("https://[]/", .host), ("https://[[::1]]/", .host),
    ] as [(String, Refusal.Reason)]) func refuses(text: String, reason: Refusal.Reason)
  {
    do {
      let url = try TargetURL(text)
      Issue.record("\(text) was read as \(url.text)")
    } catch {
      #expect(error.reason == reason, "\(text): \(error.message)")
    }
  }

  @Test func refusesWhatIsTooLong() {
    #expect(throws: Refusal.self) {
      try TargetURL("https://a.example/" + String(repeating: "x", count: 8192))
    }
    #expect(throws: Refusal.self) {
      try TargetURL("https://" + String(repeating: "a", count: 64) + ".example/")
    }
  }

  @Test(
    arguments: [
      ("https://b.example/x", "https://b.example/x"), ("//b.example/x", "https://b.example/x"),
      ("/x?y", "https://a.example/x?y"), ("x", "https://a.example/one/x"),
      ("?z", "https://a.example/one/two?z"), ("#f", "https://a.example/one/two?q"),
      ("../x", "https://a.example/x"), ("../../../x", "https://a.example/x"),
      ("./x/./y/..", "https://a.example/one/x/"), ("/a/../b/.", "https://a.example/b/"),
      ("x y", "https://a.example/one/x%20y"), ("http://b.example:8080", "http://b.example:8080/"),
      ("x:y", nil), ("file:///etc/hostname", nil), ("//b@c.example/", nil), ("/\\b.example", nil),
      ("javascript:x", nil),
    ] as [(String, String?)]) func resolves(location: String, shown: String?) throws
  {
    let base = try TargetURL("https://a.example/one/two?q")
    #expect((try? base.resolving(location))?.text == shown)
  }
}
