/// Policies to measure with, the same in every run.
enum Samples {
  /// Policies of about 1.1 KB each, shaped like deployed ones.
  static func deployed(_ count: Int) -> [String] {
    var random = SplitMix(state: 3)
    return (0..<count).map { _ in policy(&random) }
  }

  private static func policy(_ random: inout SplitMix) -> String {
    let names = [
      "default-src", "script-src", "style-src", "img-src", "connect-src", "font-src", "frame-src",
      "media-src", "worker-src", "object-src", "base-uri", "frame-ancestors",
    ]
    let words = ["cdn", "api", "static", "www", "app", "eu", "assets", "metrics", "img", "edge"]
    return names.map { name in
      var list = ["'self'"]
      if name == "script-src" { list.append("'nonce-\(random.next() % 1_000_000)aZ09+/=='") }
      if name == "style-src" { list.append("'unsafe-inline'") }
      if name == "img-src" { list += ["data:", "blob:"] }
      for _ in 0..<(random.next() % 6) {
        let host =
          words[Int(random.next() % 10)] + ".vendor-\(random.next() % 300).example"
        switch random.next() % 5 {
        case 0: list.append("https://*." + host)
        case 1: list.append("https://" + host + "/v1/")
        case 2: list.append("wss://" + host + ":8443")
        case 3: list.append(host)
        default: list.append("https://" + host)
        }
      }
      return name + " " + list.joined(separator: " ")
    }.joined(separator: "; ")
  }

  /// Texts of about `bytes` bytes that are large in one way.
  static let large: [(name: String, text: @Sendable (_ bytes: Int) -> String)] = [
    ("directives", { repeated($0, ";") { "x\($0) a\($0).example" } }),
    ("known directives", { repeated($0, ";") { _ in "img-src a.example" } }),
    ("tokens", { "img-src " + repeated($0, " ") { "https://a\($0).example" } }),
    ("commas", { repeated($0, ",") { "img-src a\($0).example" } }),
    ("one long token", { "img-src a.example/" + String(repeating: "p", count: $0) }),
    (
      "long tokens",
      { "img-src " + repeated($0, " ") { _ in String(repeating: "p", count: 5_000) } }
    ),
    ("same token", { "img-src " + repeated($0, " ") { _ in "https://a.example" } }),
    ("paths", { "img-src " + repeated($0, " ") { "https://a.example/p\($0)/" } }),
    ("ports", { "img-src " + repeated($0, " ") { "https://a.example:\($0 % 65_535)" } }),
    ("hashes", { "script-src " + repeated($0, " ") { "'sha256-\(100_000_000 + $0)a='" } }),
    ("misspelt", { "script-src " + repeated($0, " ") { "'unsafe-inlin\($0)'" } }),
  ]

  private static func repeated(
    _ bytes: Int, _ separator: String, _ piece: (Int) -> String
  ) -> String {
    var text = ""
    var number = 0
    while text.utf8.count < bytes {
      if number > 0 { text += separator }
      text += piece(number)
      number += 1
    }
    return text
  }
}

/// Numbers that look random; see <https://prng.di.unimi.it/splitmix64.c>.
struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
