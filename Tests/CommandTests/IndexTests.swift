import Foundation
import Testing

/// An index changes how many lines are read, never what comes out.
@Suite struct IndexTests {
  /// Lines of all kinds, some of which name a vendor.
  static func lines(_ count: Int, from first: Int = 0) -> String {
    let policies = [
      "default-src 'self'; img-src https://images.example",
      "connect-src https://api.lumenwidget.dev",
      "script-src https://*.lumenwidget.dev; connect-src *", "img-src https://other.example:8443/x",
      "connect-src https://API.LumenWidget.DEV wss://a.example", "script-src harbor.example",
    ]
    return (first..<first + count).map { number in
      let policy = policies[number / 2 % 6]
      switch number % 50 {
      case 3: return ""
      case 7: return "{\"policy\": \"\(policy)"
      case 11: return "{\"id\": \(number), \"policy\": \"img-src x\", \"uses\": {\"lumen\": 1}}"
      case 13: return "{\"id\": \"\\u0041\(number)\", \"policy\": \"\(policy)\", \"team\": 1}\r"
      case 17:
        return "{\"headers\": [{\"name\": \"content-security-policy\", \"value\": \"\(policy)\"}]}"
      case 19, 23:
        let delivery = number % 50 == 19 ? "report-only" : "meta"
        return "{\"policy\": \"\(policy)\", \"delivery\": \"\(delivery)\"}"
      case 29:
        let headers = ["", "-report-only"].prefix(1 + number / 50 % 2).reversed().map {
          "{\"name\": \"content-security-policy\($0)\", \"value\": \"\(policy)\"}"
        }
        return "{\"headers\": [\(headers.joined(separator: ", "))]}"
      default: return "{\"id\": \(number), \"policy\": \"\(policy)\"}"
      }
    }.joined(separator: "\n") + "\n"
  }

  /// The same question by the scan and by the index; what both print, and how they end.
  static func both(_ options: String, in folder: URL) throws -> (scan: String, index: String) {
    let run = { (which: String) in
      let run = try ProcessRun(
        "cspreg impact \(options) --policies all.ndjson \(which) --summary sum.json; echo \"exit $?\"; cat sum.json",
        in: folder)
      return run.outputText + run.errorText
    }
    return (try run("--batch"), try run("--index all.index"))
  }

  static func folder(_ text: String) throws -> TemporaryFolder {
    let scratch = try TemporaryFolder()
    try scratch.write(text, to: "all.ndjson")
    let built = try ProcessRun("cspreg index build all.ndjson -o all.index", in: scratch.url)
    #expect(built.exit == 0, "\(built.errorText)")
    return scratch
  }

  @Test(arguments: [
    "lumen@1 lumen@2", "lumen@1 lumen@2 --jobs 2", "lumen@2 lumen@1 --carry team",
    "lumen@1 lumen@2 lumen@2 lumen@1 --fail-on info", "--since 1 --fail-on none",
    "lumen@2 lumen@2 --fail-on info", "lumen@1 lumen@2 --profile default",
  ])
  func answersLikeTheScan(options: String) throws {
    let scratch = try Self.folder(Self.lines(2_000))
    let (scan, index) = try Self.both(options, in: scratch.url)
    #expect(index == scan)
    #expect(scan.contains("exit 3") && scan.contains("\"lines\": 2000"))
  }

  @Test func readsAllWhenAllIsAskedFor() throws {
    let scratch = try Self.folder(Self.lines(60))
    let run = try ProcessRun(
      "cspreg impact lumen@1 lumen@2 --index all.index --policies all.ndjson --all > index.out; "
        + "cspreg impact lumen@1 lumen@2 --policies all.ndjson --batch --all 2> /dev/null"
        + " | cmp - index.out",
      in: scratch.url)
    #expect(run.exit == 0)
    #expect(run.errorText.contains("every line"))
  }

  @Test func linesThatComeLaterAreReadAndAppended() throws {
    let scratch = try Self.folder(Self.lines(500) + "{\"id\": \"half\", \"policy\": \"connect-src ")
    for step in ["https://api.lumenwidget.dev\"}\n" + Self.lines(300, from: 501), "", "{\"id\":"] {
      let file = try #require(FileHandle(forWritingAtPath: scratch.path("all.ndjson")))
      try file.seekToEnd()
      try file.write(contentsOf: Data(step.utf8))
      try file.close()
      let (scan, index) = try Self.both("lumen@1 lumen@2", in: scratch.url)
      #expect(index == scan)
      let added = try ProcessRun(
        "cspreg index build all.ndjson -o all.index --append -f json", in: scratch.url)
      #expect(added.exit == 0, "\(added.errorText)")
      #expect(added.outputText.contains("\"lines\": 801"))
      let (again, indexed) = try Self.both("lumen@1 lumen@2", in: scratch.url)
      #expect(indexed == again && again == scan)
    }
    // What was taken in piece by piece is what is built at once.
    let same = try ProcessRun(
      "cspreg index build all.ndjson -o new.index > /dev/null && cmp all.index new.index",
      in: scratch.url)
    #expect(same.exit == 0)
  }

  @Test(arguments: [
    ("sed -i 's/other.example/another.exam/' all.ndjson", 4, "are not those"),
    ("truncate -s 900 all.ndjson", 4, "are not those"),
    ("truncate -s 900 all.index", 4, "all.index: is cut off."),
    ("printf x | dd of=all.index bs=1 seek=12 conv=notrunc status=none", 3, "another version"),
    ("cp all.ndjson all.index", 3, "is no index of policies."),
    ("rm all.index", 3, "all.index: cannot be read"),
    ("rm all.ndjson", 3, "cannot be read"),
    (
      "for at in $(seq 16 2 600); do printf '\\7' | dd of=all.index bs=1 seek=$at conv=notrunc "
        + "status=none; done", 4, "is damaged"
    ),
  ])
  func saysWhatIsWrong(change: String, exit: Int32, message: String) throws {
    let scratch = try Self.folder(Self.lines(60))
    let run = try ProcessRun(
      "\(change); cspreg impact lumen@1 lumen@2 --index all.index", in: scratch.url)
    #expect(run.exit == exit && run.errorText.contains(message), "\(run.errorText)")
  }

  @Test func aFileThatWasOnlyTouchedIsTheSame() throws {
    let scratch = try Self.folder(Self.lines(60))
    let run = try ProcessRun(
      "touch all.ndjson; cspreg impact lumen@1 lumen@2 --index all.index | wc -l", in: scratch.url)
    #expect(run.outputText != "0\n" && !run.errorText.contains("not those"), "\(run.errorText)")
  }

  @Test func aFullDiskLeavesTheOldIndex() throws {
    let scratch = try Self.folder(Self.lines(900))
    let run = try ProcessRun(
      "cp all.index old; (trap '' XFSZ; export LLVM_PROFILE_FILE=/dev/null; ulimit -f 1; cspreg index build all.ndjson -o all.index); "
        + "echo $?; cmp all.index old && ls", in: scratch.url)
    #expect(run.outputText == "3\nall.index\nall.ndjson\nold\n", "\(run.errorText)")
    #expect(run.errorText.contains("all.index: cannot be written"))
  }

  @Test(arguments: [
    ("cspreg index build - -o x", 2), ("cspreg index build none.ndjson -o x", 3),
    ("cspreg index build . -o x", 3), ("cspreg index build all.ndjson -o x --append", 3),
    ("cspreg impact lumen@1 lumen@2 --index all.index --shard 1/2", 2),
    ("cspreg impact lumen@1 lumen@2 --index all.index --policies -", 2),
    ("cspreg index build /dev/zero -o x", 2),
  ])
  func refuses(command: String, exit: Int32) throws {
    let scratch = try Self.folder(Self.lines(3))
    let run = try ProcessRun("\(command) && ls", in: scratch.url)
    #expect(run.exit == exit, "\(run.outputText)\(run.errorText)")
    #expect(!FileManager.default.fileExists(atPath: scratch.path("x")))
  }

  @Test func linesThatAreTooLongAreCounted() throws {
    let scratch = try TemporaryFolder()
    let run = try ProcessRun(
      """
      { echo '{"policy": "connect-src https://api.lumenwidget.dev"}'
        head -c 17000000 /dev/zero | tr '\\0' x; echo
        echo '{"policy": "connect-src https://api.lumenwidget.dev"}'; } > all.ndjson
      cspreg index build all.ndjson -o all.index
      cspreg impact lumen@1 lumen@2 --policies all.ndjson --batch > scan 2> scan.err
      touch all.ndjson
      cspreg impact lumen@1 lumen@2 --index all.index --policies all.ndjson > index 2> index.err
      echo $?; cmp scan index && cmp scan.err index.err && wc -l < scan
      """, in: scratch.url)
    #expect(
      run.outputText.hasSuffix("impact says which.\n3\n2\n"), "\(run.outputText)\(run.errorText)")
  }
}
