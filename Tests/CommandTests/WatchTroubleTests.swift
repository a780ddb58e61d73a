import Foundation
import Testing

/// What goes wrong around a watch: registries, state and processes that are not as they should be.
@Suite struct WatchTroubleTests {
  let folder: TemporaryFolder
  let site: LoopbackServer

  init() throws {
    folder = try TemporaryFolder()
    site = try LoopbackServer("site.py", in: folder)
    let page = Program.root.appendingPathComponent("Tests/CommandTests/Documents/lumen-1.html")
    try folder.write(
      #"{"registries": ["R"], "watch": {"confirm_after": "0"}}"#, to: "cspreg.json")
    let result = try run(
      """
      cp '\(page.path)' lumen.html
      cspreg import http://127.0.0.1:\(site.port)/files/lumen.html --vendor lumen \
        --domain lumenwidget.dev --registry R --allow-private --accept --reason first
      """)
    try #require(result.exit == 0, "\(result.errorText)")
  }

  @discardableResult
  func run(_ script: String) throws -> ProcessRun {
    try ProcessRun(
      script, in: folder.url, environment: ["CSPREG_REGISTRY": "", "TMPDIR": folder.url.path],
      seconds: 120)
  }

  let watch = "cspreg watch --once --allow-private lumen"

  @Test func aRegistryThatIsNotWhatTheLockRemembers() throws {
    try folder.write("connect-src https://api.lumenwidget.dev\n", to: "p.txt")
    let bound = try run("cspreg init --force --registry R p.txt; cat cspreg.json cspreg.lock")
    try #require(bound.outputText.contains("lumen"), "\(bound.errorText)\(bound.outputText)")
    #expect(try run(watch).exit == 0)
    try run("cp -r R whole && sed -i 's/first/other/' R/vendors/lumen/1.json")
    #expect(try run(watch).exit == 4)
    try run("rm -r R && cp -r whole R && sed -i '$d' R/log.jsonl")
    for command in [watch, "cspreg watch --allow-private lumen", "\(watch) --stateless"] {
      let found = try run("timeout 20 \(command)")
      #expect(found.exit == 4 && found.errorText.contains("cspreg.lock:"), "\(found.errorText)")
    }
  }

  @Test func aKilledWatchLeavesNothingForEver() throws {
    try run("timeout -s KILL 2 cspreg watch --allow-private lumen; mkdir cspreg-watch-other; true")
    let left = try run("ls -d cspreg-watch-*").outputText.split(separator: "\n")
    #expect(left.count == 2, "\(left)")
    try run(watch)
    #expect(try run("ls -d cspreg-watch-*").outputText.isEmpty)
  }

  @Test func aStateOfANewerVersion() throws {
    try run(watch)
    try run(
      """
      python3 -c "import sqlite3; d = sqlite3.connect('watch.sqlite'); \
      d.execute('INSERT INTO grdb_migrations VALUES (\\'999\\')'); d.commit()"
      """)
    for command in [watch, "cspreg alerts list", "cspreg candidates list"] {
      let result = try run(command)
      #expect(
        result.exit == 3 && result.errorText.contains("a newer version of cspreg wrote this"),
        "\(command): \(result.errorText)")
    }
  }

  @Test func aStateThatIsNoDatabaseOrCannotBeWritten() throws {
    try folder.write("this is no database at all, whatever its name is", to: "watch.sqlite")
    let other = try run(watch)
    #expect(
      other.exit == 3 && other.errorText.contains("watch.sqlite: the database cannot be used"),
      "\(other.errorText)")
    try folder.write(
      #"{"registries": ["R"], "watch": {"state": "nowhere/watch.sqlite"}}"#, to: "cspreg.json")
    let missing = try run(watch)
    #expect(
      missing.exit == 3 && missing.errorText.contains("nowhere/watch.sqlite"),
      "\(missing.errorText)")
  }

  @Test func aSecondDaemonIsRefused() throws {
    let result = try run(
      "cspreg watch --allow-private lumen > first & sleep 2; timeout 20 cspreg watch lumen; echo $?; kill %1"
    )
    #expect(result.outputText == "3\n")
    #expect(result.errorText.contains("another watch is running with this state"))
  }

  /// git hears signals though whoever started cspreg hears none.
  @Test func childrenHearSignals() throws {
    try folder.write(
      "#!/bin/sh\ngrep SigBlk /proc/self/status >> masks\nexit 1\n", to: "git")
    try run(
      """
      chmod +x git
      python3 -c "import signal, subprocess; \
      signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM, signal.SIGINT]); \
      subprocess.run(['env', 'PATH=.:' + '$PATH', 'cspreg', 'diff', '--registry-at', 'HEAD', 'lumen@1', 'lumen@1'])"
      """)
    let masks = try String(contentsOfFile: folder.path("masks"), encoding: .utf8)
    #expect(Set(masks.split(separator: "\n").map(String.init)) == ["SigBlk:\t0000000000000000"])
  }

  @Test(arguments: [
    (#"{"watch": {"render": 1}}"#, "cspreg.json:1:22"),
    (#"{"watch": {"tell_covered": "no"}}"#, "cspreg.json:1:28"),
    (#"{"watch": {"evry": "6h"}}"#, "cspreg.json:1:12"),
    (#"{"watch": {"every": "often"}}"#, "cspreg.json:1:21"),
    (#"{"channels": [{"name": "a"}]}"#, "cspreg.json:1:15"),
    (#"{"channels": [{"name": "a", "type": "pigeon"}]}"#, "cspreg.json:1:37"),
    (
      #"{"channels": [{"name": "a", "type": "webhook", "url": "https://a", "secret": "abc"}]}"#,
      "cspreg.json:1:78"
    ),
  ]) func mistakesHaveAPlace(text: String, place: String) throws {
    try folder.write(text, to: "cspreg.json")
    let result = try run(watch)
    #expect(result.exit == 2 || result.exit == 3)
    #expect(result.errorText.contains(place), "\(result.errorText)")
  }
}
