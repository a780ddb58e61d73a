/// Makes lines of a stream, many of them broken in one place.
struct LineGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func below(_ bound: Int) -> Int {
    // xorshift64*, see https://doi.org/10.18637/jss.v008.i14
    state ^= state >> 12
    state ^= state << 25
    state ^= state >> 27
    return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % bound
  }

  private mutating func pick<Element>(_ values: [Element]) -> Element {
    values[below(values.count)]
  }

  private mutating func policy() -> String {
    let names = [
      "default-src", "script-src", "connect-src", "img-src", "font-src", "style-src", "frame-src",
      "report-uri", "upgrade-insecure-requests", "Connect-SRC", "sandbox", "x", "media-src",
      "script-src-elem", "style-src-elem", "worker-src", "child-src", "block-all-mixed-content",
      "frame-ancestors", "img-src", "connect-src", "script-src", "default-src",
    ]
    let sources = [
      "'self'", "'none'", "*", "https:", "wss:", "data:", "cdn.example", "https://*.example.com",
      "https://api.userpilot.io", "wss://analytex.userpilot.io", "*.userpilot.io", "userpilot.com",
      "notuserpilot.io", "userpilot.io.example", "USERPILOT.IO", "'unsafe-inline'", "{{x}}",
      "'nonce-abc'", "user\u{200B}pilot.io", "fonts.gstatic.com", ",", "",
      "https://api.userpilot.io", "https://*.userpilot.io", "wss://*.userpilot.io",
      "https://js.userpilot.io", "https://js.userpilot.io/sdk/", "https://deploy.userpilot.io",
      "http://*.userpilot.io", "https://*.io", "*.io", "*.example", "https://*", "*:*", "http:",
      "blob:", "'strict-dynamic'", "'unsafe-eval'",
      "'sha256-\(String(repeating: "A", count: 43))='",
      "'sha256-AAAA'", "'nonce-a b'", "'nonce-\u{22}'", "https://api.userpilot.io:443",
      "https://api.userpilot.io.", "https://a_b.userpilot.io", "https://api.userpilot.io/{x}",
      "https://cspreg-witness.example", "https://cdn.example:49217", "'NONE'", "'wasm-unsafe-eval'",
      "https://eu.userpilot.io", "https://eu.userpilot.io.example", "https://fonts.googleapis.com",
      "https://www.shop.example", "shop.example", "'report-sample'",
    ]
    var directives: [String] = []
    for _ in 0..<below(7) {
      var words = [pick(names)]
      for _ in 0..<below(7) { words.append(pick(sources)) }
      directives.append(words.joined(separator: pick([" ", " ", " ", "  ", "\\t"])))
    }
    return directives.joined(separator: pick(["; ", ";", " ;; "]))
  }

  mutating func next() -> [UInt8] {
    let urls = [
      "https://www.shop.example/", "http://h.example", "https://a-b.c.example/p?q#f", "x",
      "https://1.2.3.4/", "https://h.example:8443/", "https://xn--bcher-kva.example/", "null",
      "https://h.example.", "https://-a.b", "https://a.b1", "https://a.0x1", "data:x",
      "HTTPS://H.example", "https://app.userpilot.io/", "http://www.shop.example/x",
    ]
    let space = pick(["", "", "", " ", "\t"])
    var members = ["\"policy\":\(space)\"\(policy())\""]
    if below(3) > 0 { members.append("\"url\":\(space)\"\(pick(urls))\"") }
    if below(3) > 0 {
      members.append("\"id\":\(pick(["\"s-1\"", "7", "07", "-1", "null", "\"é\"", "\"\""]))")
    }
    switch below(24) {
    case 0: members.append("\"uses\":{\"userpilot\":1}")
    case 1: members.append("\"delivery\":\"\(pick(["header", "meta", "report-only", "x"]))\"")
    case 2: members.append("\"note\":[1,{\"x\":\"\\u0041\"}]")
    case 3: members.append(members[0])
    case 4: members.append("\"headers\":[]")
    case 5:
      members.append("\"team\":\(pick(["\"a/b\"", "12", "1.5", "true", "null", "nul", "[]"]))")
    case 6:
      members += ["\"a\":\(space)1", pick(["\"a\":2", "\"\":false", "\"b\":\"\"", "\"urls\":3"])]
    case 7: members += (0..<below(12)).map { "\"m\($0)\":\"x\"" }
    default: break
    }
    for index in stride(from: members.count - 1, to: 0, by: -1) {
      members.swapAt(index, below(index + 1))
    }
    var line = Array("{\(space)\(members.joined(separator: "," + space))\(space)}".utf8)
    if below(4) == 0 {
      let at = below(line.count)
      switch below(4) {
      case 0: line.remove(at: at)
      case 1: line[at] = UInt8(below(256))
      case 2: line.insert(pick(Array("\"\\{},: ".utf8)), at: at)
      default: line.removeSubrange(at...)
      }
    }
    return line
  }
}
