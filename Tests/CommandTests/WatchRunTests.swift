import Foundation
import Testing

/// The watch from end to end: a site, a receiver in a second process, and people.
@Suite struct WatchRunTests {
  let folder: TemporaryFolder
  let site: LoopbackServer

  static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  init() throws {
    folder = try TemporaryFolder()
    site = try LoopbackServer("site.py", in: folder)
  }

  @discardableResult
  func run(_ script: String, environment: [String: String] = [:]) throws -> ProcessRun {
    try ProcessRun(
      script, in: folder.url,
      environment: ["CSPREG_REGISTRY": "", "HOOK_SECRET": Self.secret].merging(environment) { $1 },
      seconds: 120)
  }

  /// Publishes lumen's page of this site into a registry of its own, and configures a watch.
  func prepare(channels: String, policies: String = "[]") throws {
    let page = Program.root.appendingPathComponent("Tests/CommandTests/Documents/lumen-1.html")
    try folder.write(
      """
      {"registries": ["R"], "policies": \(policies), "channels": \(channels),
       "watch": {"confirm_after": "0"}}
      """, to: "cspreg.json")
    let result = try run(
      """
      cp '\(page.path)' lumen.html
      cspreg import http://127.0.0.1:\(site.port)/files/lumen.html --vendor lumen \
        --domain lumenwidget.dev --registry R --allow-private --accept --reason first
      """)
    try #require(result.exit == 0, "\(result.errorText)")
  }

  func addRegion() throws {
    try run(
      "sed -i 's#<li><code>https://ingest-us#<li><code>https://ingest-ap.lumenwidget.dev</code></li>&#' lumen.html"
    )
  }

  let watch = "cspreg watch --once --allow-private --registry R"

  @Test func aNewRegionFromPageToPublication() throws {
    // A port that nobody listens at, until the receiver comes.
    var receiver = try LoopbackServer("site.py", in: folder)
    let port = receiver.port
    receiver.stop()
    try prepare(
      channels: """
        [{"name": "ops", "type": "webhook", "url": "http://127.0.0.1:\(port)/hook",
          "secret": "env:HOOK_SECRET", "private": true}]
        """,
      policies: #"[{"name": "shop", "owner": "web", "path": "shop.txt", "uses": {"lumen": 1}}]"#)
    try folder.write(
      """
      script-src https://cdn.lumenwidget.dev; img-src https://images.lumenwidget.dev; \
      connect-src api.lumenwidget.dev https://ingest-eu.lumenwidget.dev \
      https://ingest-us.lumenwidget.dev https://files.lumenwidget.dev\n
      """, to: "shop.txt")
    #expect(try run(watch).outputText.contains("lumen            same"))
    try addRegion()
    let found = try run(watch)
    #expect(found.exit == 0, "\(found.errorText)")
    #expect(found.outputText.contains("changed  Lumen: new ingest region \"ap\""))
    #expect(found.outputText.hasSuffix("outbox: 0 delivered, 1 pending, 0 failed\n"))
    let id = try #require(found.outputText.firstMatch(of: /\[(c[0-9a-f]{6})\]/)).1

    receiver = try LoopbackServer("site.py", in: folder, arguments: [String(port)])
    let later = try run("cspreg alerts retry --registry R")
    #expect(
      later.outputText.contains("outbox: 1 delivered, 0 pending, 0 failed"), "\(later.errorText)")
    try run(watch)
    let posts = receiver.lines.filter { $0.hasPrefix("POST") }
    #expect(posts.count == 1)
    #expect(
      posts[0].contains("analytex") == false && posts[0].contains("ingest-ap.lumenwidget.dev"))
    #expect(posts[0].contains("1 of 1 policies break"))
    #expect(try verifies(posts[0]))

    // The candidate stands where a version does, before it is one.
    let id4 = String(id.prefix(4))
    #expect(try run("cspreg diff lumen@1 \(id)").outputText.contains("region-added"))
    #expect(try run("cspreg impact lumen@1 \(id4) --fail-on none").outputText.contains("breaks"))
    #expect(try run("cspreg check \(id) --fail-on none").outputText.contains("ingest-ap"))
    let fixed = try run("cspreg fix shop.txt --for \(id) --only-new --write && cat shop.txt")
    #expect(fixed.outputText.contains("https://ingest-ap.lumenwidget.dev"), "\(fixed.errorText)")
    let accepted = try run(
      "cspreg candidates accept \(id) --reason 'seen in ap' && cspreg verify --registry R && cspreg show lumen@2"
    )
    #expect(accepted.outputText.hasPrefix("Published lumen@2.\nintact"), "\(accepted.errorText)")
    #expect(try run("cspreg candidates list").outputText == "No candidates.\n")
    #expect(try run(watch).outputText.contains("same     equals lumen@2."))
    #expect(try run("cspreg candidates accept \(id) --reason again").exit == 2)
  }

  /// Whether a logged POST carries a signature that its secret makes.
  private func verifies(_ line: String) throws -> Bool {
    let script = """
      import base64, hashlib, hmac, sys
      head, body = sys.stdin.read().split(" {", 1)
      id, time, signature = head.split(" ")[-3:]
      key = base64.b64decode("\(Self.secret.dropFirst(6))")
      text = f"{id}.{time}.{{{body}".rstrip("\\n").encode()
      want = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
      sys.exit(0 if want == signature else 1)
      """
    try folder.write(script, to: "verify.py")
    try folder.write(line + "\n", to: "post")
    return try run("python3 verify.py < post").exit == 0
  }

  /// kill -9 wherever it strikes: the message arrives, and every copy has the same key.
  @Test func killedAtAnyTime() throws {
    try prepare(
      channels: """
        [{"name": "ops", "type": "webhook", "url": "http://127.0.0.1:\(site.port)/hook",
          "secret": "env:HOOK_SECRET"}]
        """)
    try run(watch)
    try addRegion()
    for delay in stride(from: 5, to: 260, by: 15) {
      try run(
        "timeout -s KILL 0.\(delay < 100 ? "0" : "")\(delay < 10 ? "0" : "")\(delay) \(watch); true"
      )
    }
    try run(watch)
    let keys = site.lines.filter { $0.hasPrefix("POST") }.compactMap {
      $0.firstMatch(of: /msg_[0-9a-f]+/)?.output
    }
    #expect(!keys.isEmpty && Set(keys).count == 1, "\(keys)")
    let list = try run("cspreg candidates list -f json")
    #expect(list.outputText.components(separatedBy: "\"id\":").count == 2)
  }

  @Test func statelessProposes() throws {
    try prepare(channels: "[]")
    try addRegion()
    let result = try run(
      "\(watch) --stateless --propose -f json && ls candidates && cat candidates/*.md")
    #expect(
      result.exit == 0 && result.outputText.contains("\"outbox\": null"), "\(result.errorText)")
    #expect(
      result.outputText.contains(".json\nlumen-c") && result.outputText.contains("region-added"))
    #expect(try run("ls *.sqlite").exit != 0)
    #expect(
      try run(
        "cspreg impact lumen@1 candidates/*.json --policies shop.txt; cspreg diff lumen@1 candidates/*.json"
      )
      .outputText.contains("ingest-ap"))
  }

  /// Secrets, and addresses that are secrets, are neither printed nor stored.
  @Test func secretsStayWhereTheyAre() throws {
    try folder.write("http://127.0.0.1:1/s3cret-address\n", to: "address")
    try prepare(
      channels: """
        [{"name": "file", "type": "slack", "url": "file:address", "private": true},
         {"name": "none", "type": "webhook", "url": "env:NOT_SET"},
         {"name": "ops", "type": "webhook", "url": "http://127.0.0.1:1/x", "secret": "env:HOOK_SECRET",
          "private": true}]
        """)
    try addRegion()
    let result = try run(
      "\(watch) -v; cspreg alerts list -f json; cspreg alerts test file; cspreg alerts test none")
    let said = result.outputText + result.errorText
    #expect(said.contains("the environment variable NOT_SET is not set."), "\(said)")
    #expect(said.contains("no connection"))
    #expect(!said.contains("s3cret") && !said.contains(Self.secret))
    #expect(
      try run("grep -c -e s3cret -e MfKQ9r8 watch.sqlite*").outputText.split(separator: "\n")
        .allSatisfy { $0.hasSuffix(":0") })
  }

  @Test func theOtherChannelsDeliver() throws {
    let mail = try LoopbackServer("mail.py", in: folder)
    try folder.write(
      "#!/bin/bash\ncat >> told.json\necho \"$CSPREG_MESSAGE\" >> told.txt\n", to: "tell")
    try prepare(
      channels: """
        [{"name": "feed", "type": "atom", "url": "file:alerts.atom"},
         {"name": "tell", "type": "exec", "url": "file:tell"},
         {"name": "mail", "type": "email", "private": true,
          "url": "smtp://127.0.0.1:\(mail.port)?from=a@b.example&to=c@d.example"},
         {"name": "issue", "type": "github", "url": "http://127.0.0.1:\(site.port)/repos/o/r",
          "secret": "env:HOOK_SECRET", "private": true},
         {"name": "chat", "type": "slack", "url": "http://127.0.0.1:\(site.port)/chat", "private": true},
         {"name": "out", "type": "stdout"}]
        """)
    try run("chmod +x tell")
    try addRegion()
    let result = try run(watch)
    #expect(
      result.outputText.contains("outbox: 6 delivered, 0 pending, 0 failed"), "\(result.outputText)"
    )
    #expect(
      try run("cat alerts.atom told.txt").outputText.components(separatedBy: "new ingest region")
        .count
        == 4)
    #expect(mail.lines.contains { $0.hasPrefix("| Subject: [cspreg] Lumen: new ingest region") })
    #expect(site.lines.contains { $0.hasPrefix("POST") && $0.contains("/repos/o/r/issues") })
    #expect(site.lines.contains { $0.hasPrefix("POST") && $0.contains("/chat") })
  }

  @Test func saysWhatCannotBeDone() throws {
    try prepare(channels: #"[{"name": "ops", "type": "stdout"}]"#)
    for (command, words, code) in [
      ("cspreg candidates list", "nothing was watched yet", 2),
      ("cspreg diff lumen@1 c7f2a91", "no vendor, and as a candidate", 2),
      ("cspreg watch --once --registry R nobody", "there is no vendor of this name", 2),
      ("cspreg watch --propose --once", "--propose goes with --stateless", 2),
      ("cspreg alerts test mail", "cspreg.json has no such channel; it has ops", 2),
      ("\(watch) > /dev/null; cspreg candidates show c1234567", "there is no such candidate", 2),
      ("cspreg alerts snooze lumen --for soon", "--for takes a time", 2),
      (
        "(flock 9; cspreg watch --once --registry R) 9> watch.sqlite.lock",
        "another watch is running", 3
      ),
    ] {
      let result = try run(command)
      #expect(
        result.exit == Int32(code) && result.errorText.contains(words),
        "\(command): \(result.errorText)")
    }
  }

  /// Many vendors in one run: 100 by default, 1,000 with `CSPREG_WATCH_FIGURES=1`.
  @Test func manyVendors() throws {
    let isWhole = ProcessInfo.processInfo.environment["CSPREG_WATCH_FIGURES"] == "1"
    let count = isWhole ? 1000 : 100
    let page = Program.root.appendingPathComponent("Tests/CommandTests/Documents/lumen-1.html").path
    try folder.write(
      """
      import json, hashlib, os, subprocess, sys
      count, port, page = int(sys.argv[1]), sys.argv[2], open(sys.argv[3]).read()
      open("cspreg.json", "w").write(json.dumps({"registries": ["R"], "watch": {"confirm_after": "0"}}))
      subprocess.run(["cspreg", "import", sys.argv[3], "--vendor", "lumen", "--url", "https://x.lumenwidget.dev",
        "--registry", "S", "--accept", "--reason", "r", "--no-snapshot"], check=True, capture_output=True)
      record = open("S/vendors/lumen/1.json").read()
      # The log of the sample says how a line is written; its hashes are made anew for each vendor.
      sample = [json.loads(l) for l in open("S/log.jsonl")]
      out, prev = [], sample[0]["prev"]
      for number in range(count):
          name = f"v{number}"
          os.makedirs(f"R/vendors/{name}")
          url = f"http://127.0.0.{number % 100 + 1}:{port}/files/page-{number % 7}.html"
          texts = {"vendor": open("S/vendors/lumen/vendor.json").read(), "published": record}
          for event, file in (("vendor", "vendor.json"), ("published", "1.json")):
              text = texts[event].replace('"lumen"', f'"{name}"').replace("https://x.lumenwidget.dev", url)
              open(f"R/vendors/{name}/{file}", "w").write(text)
              line = dict(next(l for l in sample if l["event"] == event))
              line.pop("line")
              line.update(seq=len(out) + 1, vendor=name, prev=prev, sha256=hashlib.sha256(text.encode()).hexdigest())
              body = json.dumps(line, separators=(",", ":"))
              prev = hashlib.sha256(body[:-1].encode()).hexdigest()
              out.append(body[:-1] + f',"line":"{prev}"}}')
      open("R/log.jsonl", "w").write("\\n".join(out) + "\\n")
      for number in range(7):
          open(f"page-{number}.html", "w").write(page.replace("<body>", f"<body class=v{number}>"))
      """, to: "make.py")
    let made = try run(
      "python3 make.py \(count) \(site.port) '\(page)' && cspreg verify --registry R")
    try #require(made.exit == 0, "\(made.outputText)\(made.errorText)")
    let start = ContinuousClock.now
    let result = try run("env time -f '%M KiB %e s' \(watch)")
    let took = ContinuousClock.now - start
    #expect(
      result.outputText.components(separatedBy: " same ").count - 1 == count, "\(result.errorText)")
    let size = result.errorText.firstMatch(of: /(\d+) KiB/).flatMap { Int($0.1) }
    if isWhole { print("1,000 vendors: \(took), \(size ?? 0) KiB") }
    #expect(took < .seconds(60))
    if let size { #expect(size < 128 << 10) }
  }
}
