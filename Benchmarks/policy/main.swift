import ContentSecurityPolicy
import Glibc

switch CommandLine.arguments.dropFirst().first {
case "parse": Parsing.run()
case "coverage": Covering.run()
case "scaling": Scaling.run()
default:
  Parsing.run()
  Covering.run()
  Scaling.run()
}

/// Parsing into the typed form against splitting strings.
enum Parsing {
  static func run() {
    let texts = Samples.deployed(2_000)
    let bytes = texts.map { Array($0.utf8) }
    let size = Double(bytes.reduce(0) { $0 + $1.count }) / 1e6
    let ours = seconds(9) { for text in bytes { keep(PolicyList(parsing: text)) } }
    let fromText = seconds(9) { for text in texts { keep(PolicyList(parsing: text)) } }
    let splitting = seconds(3) {
      for text in texts { keep(text.split(separator: ";").map { $0.split(separator: " ") }) }
    }
    let splittingBytes = seconds(5) {
      for text in bytes { keep(text.split(separator: 0x3B).map { $0.split(separator: 0x20) }) }
    }
    print("parse, \(texts.count) policies   policies/s      MB/s   x String.split")
    for (name, time) in [
      ("typed, of bytes ", ours), ("typed, of String", fromText),
      ("[UInt8].split   ", splittingBytes), ("String.split    ", splitting),
    ] {
      let rate = Double(texts.count) / time
      print(name, column(rate, 20), column(size / time), column(splitting / time))
    }
  }
}

/// One needed source asked of many policies.
enum Covering {
  static func run() {
    let lists = Samples.deployed(2_000).map { PolicyList(parsing: $0) }
    let sources = [
      ("connect-src", "https://api.vendor-7.example"), ("connect-src", "wss://*.vendor-7.example"),
      ("img-src", "data:"), ("script-src", "'unsafe-inline'"), ("frame-src", "https://*.v.example"),
    ]
    print("coverage of               ns prepared   ns unprepared")
    for (directive, token) in sources {
      let needed = NeededSource(directive: directive, token: token)
      let prepared = PreparedSource(needed)
      let once = seconds(5) { for list in lists { keep(list.coverage(of: prepared)) } }
      let each = seconds(3) { for list in lists { keep(list.coverage(of: needed)) } }
      let name = directive + " " + token
      let pad = String(repeating: " ", count: max(0, 42 - name.count))
      let count = Double(lists.count) / 1e9
      print(name, pad, column(once / count, 8), column(each / count, 8))
    }
  }
}

/// How the time grows when a text of 1 MB doubles.
enum Scaling {
  static func run() {
    print("milliseconds for 1 and 2 MB, and the growth")
    let needed = NeededSource(directive: "img-src", token: "https://none.example/x")
    for (name, text) in Samples.large {
      let texts = [1, 2].map { Array(text($0 * 1_000_000).utf8) }
      report(name, "parse", texts) { keep(PolicyList(parsing: $0)) }
      let lists = texts.map { PolicyList(parsing: $0) }
      report(name, "lint", lists) { keep($0.lint()) }
      report(name, "coverage", lists) { keep($0.coverage(of: needed)) }
      report(name, "subsumes", lists) { keep($0.subsumes($0)) }
    }
  }

  private static func report<T>(
    _ name: String, _ what: String, _ sizes: [T], _ body: (T) -> Void
  ) {
    let times = sizes.map { input in seconds(3) { body(input) } }
    let growth = zip(times, times.dropFirst()).map { $1 / $0 }
    let label = what + ", " + name
    print(
      label, String(repeating: " ", count: max(0, 30 - label.count)),
      times.map { column($0 * 1e3) }.joined(), growth.map { column($0, 7) + "x" }.joined())
    // Each line is shown when it is known, also through a pipe.
    fflush(nil)
  }
}
