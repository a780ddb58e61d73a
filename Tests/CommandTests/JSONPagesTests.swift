import Foundation
import Testing

/// The pages and schemas of docs/json say what the commands really print.
@Suite struct JSONPagesTests {
  static let folder = Program.root.appendingPathComponent("docs/json")
  static let pages = [
    "log", "blame", "changes", "who", "who-reports", "explain", "diff", "impact", "check", "show",
    "list", "extract", "import", "recheck", "verify", "policy", "policy-find", "init", "outdated",
    "upgrade", "registry", "index", "site", "reports", "tokens", "fetch", "watch", "candidates",
    "alerts", "alert",
  ]

  /// A Python that has `jsonschema`: the one on the PATH, or the system's.
  static let python = ["python3", "/usr/bin/python3"].first { name in
    (try? ProcessRun("\(name) -c 'import jsonschema'", in: Program.root))?.exit == 0
  }
  static let hasJSONSchema = python != nil

  /// A schema and the runs whose output it must describe; `lines` when each line is a value.
  struct Described: CustomTestStringConvertible {
    var schema: String
    var command: String
    var lines = false

    var testDescription: String { command }
  }

  static let described: [Described] = [
    Described(schema: "diff", command: "cspreg diff lumen@1 lumen@2 -f json"),
    Described(schema: "diff", command: "cspreg diff lumen@2 lumen@2 -f json"),
    Described(
      schema: "diff", command: "cspreg diff userpilot@1 userpilot@2 -f json --registry $bundled"),
    Described(
      schema: "diff", command: "cspreg diff userpilot@2 userpilot@1 -f json --registry $bundled"),
    Described(
      schema: "diff",
      command: "cspreg diff lumen@1 $documents/lumen-2.html --vendor lumen -f json"),
    Described(
      schema: "impact",
      command: "cspreg impact lumen@1 lumen@2 --policies $cases/impact-headers/headers.txt -f json"),
    Described(
      schema: "impact",
      command: "cspreg impact lumen@1 lumen@2 --batch --all "
        + "--policies $cases/impact-verdicts/policies.ndjson", lines: true),
    Described(
      schema: "impact", command: "cspreg check --policies $cases/check-all/policy.txt -f json"),
    Described(
      schema: "impact", command: "cspreg check -f json --config $cases/check-inventory/cspreg.json"),
    Described(
      schema: "outdated",
      command: "cspreg outdated --all -f json --config $cases/outdated/cspreg.json"),
    Described(schema: "extract", command: "cspreg extract $documents/lumen-1.html -f json"),
    Described(schema: "extract", command: "cspreg extract $cases/extract-sample/page.md -f json"),
    Described(schema: "extract", command: "cspreg extract $cases/extract-empty/empty.html -f json"),
    Described(
      schema: "extract",
      command: "echo \"{\\\"id\\\": \\\"1\\\", \\\"path\\\": \\\"$documents/harbor-1.md\\\"}\" "
        + "| cspreg extract --batch", lines: true),
    Described(
      schema: "diff",
      command: "cspreg import $cases/import-dry-run/page.html --vendor lumen -f json"),
    Described(
      schema: "init",
      command: "cp -r $cases/init/deploy $cases/init/home.txt . "
        + "&& cspreg init deploy home.txt -f json"),
    Described(
      schema: "index",
      command: "cp $cases/impact-verdicts/policies.ndjson . "
        + "&& cspreg index build policies.ndjson -o x -f json"),
    Described(schema: "list", command: "cspreg list -f json --registry $bundled"),
    Described(schema: "list", command: "cspreg list -f ndjson", lines: true),
    Described(schema: "explain", command: "cspreg explain source-removed -f json"),
    Described(schema: "explain", command: "cspreg explain -f json"),
    Described(schema: "explain", command: "cspreg explain -f ndjson", lines: true),
    Described(
      schema: "upgrade",
      command: "cp -r $cases/upgrade/. . && cp -r \"$CSPREG_REGISTRY\" Registry "
        + "&& unset CSPREG_REGISTRY && cspreg upgrade --all -f json"),
    Described(
      schema: "registry",
      command: "cp -r \"$CSPREG_REGISTRY\" Upstream && mkdir Team "
        + "&& both='--registry Team --registry Upstream' "
        + "&& cspreg import $cases/registry-update/page.txt --vendor lumen $both --accept --reason r "
        + "> /dev/null && cspreg import $cases/registry-update/theirs.txt --vendor lumen "
        + "--registry Upstream --accept --reason r > /dev/null "
        + "&& cspreg registry status $both -f json"),
    Described(schema: "watch", command: "\(watching); cspreg watch --once -f json; true"),
    Described(
      schema: "watch", command: "\(watching); cspreg watch --once --stateless -f json; true"),
    Described(
      schema: "alert",
      command: "\(watching); cspreg watch --once -f ndjson | grep '\"report\":\"alert\"'"),
    Described(
      schema: "alerts",
      command: "\(watching); cspreg watch --once > log; cspreg alerts list --all -f json"),
    Described(
      schema: "candidates",
      command: "\(watching); cspreg watch --once > log; cspreg candidates list --all -f json"),
    Described(
      schema: "fetch",
      command: #"echo '{"url": "https://127.0.0.1/"}' | cspreg-fetch 3>&1 1> body; true"#),
    Described(schema: "site-vendors", command: "\(writing) && cat site/v1/vendors.json"),
    Described(schema: "site-vendor", command: "\(writing) && cat site/v1/vendors/lumen.json"),
    Described(schema: "site-head", command: "\(writing) && cat site/v1/head.json"),
    Described(
      schema: "site-change",
      command:
        "\(writing) && for file in site/v1/changes/*.json; do tr -d '\\n' < $file; echo; done",
      lines: true),
    Described(schema: "log", command: "cspreg log userpilot -f json --registry $bundled"),
    Described(schema: "blame", command: "cspreg blame userpilot -f json --registry $bundled"),
    Described(schema: "changes", command: "cspreg changes -f json"),
    Described(
      schema: "who",
      command: "cspreg who ingest-ca.lumenwidget.dev api.lumenwidget.dev x.example -f json"),
    Described(
      schema: "who-reports",
      command: "cspreg who --reports $cases/who-reports/reports.ndjson -f json"),
    Described(
      schema: "alert",
      command: "cp $cases/who-reports-alert/* . && cspreg who --reports reports.ndjson -f json "
        + "| cspreg alerts hosts - | head -n 1"),
    Described(
      schema: "alerts",
      command: "cp $cases/who-reports-alert/* . "
        + "&& cspreg who --reports reports.ndjson --alert > r; "
        + "cspreg alerts list --all -f json"),
    Described(
      schema: "policy-find",
      command: "cspreg policy find $cases/policy-find $cases/policy-find-json -f json"),
    Described(
      schema: "policy-find", command: "cspreg policy find $cases/policy-find -f ndjson", lines: true
    ),
    Described(
      schema: "impact",
      command: "cspreg impact lumen@1 lumen@2 --policies $cases/fix-for/conf -f json"),
    Described(schema: "verify", command: "cspreg verify -f json"),
    Described(schema: "recheck", command: "\(keeping) && cspreg recheck -f json --registry R"),
    Described(
      schema: "recheck",
      command: "\(keeping) && printf x >> R/vendors/lumen/documents/3.html.gz"
        + " && cspreg recheck lumen -f json --registry R"),
    Described(
      schema: "verify",
      command:
        "cp -r \"$CSPREG_REGISTRY\" R && echo >> R/log.jsonl && echo >> R/vendors/lumen/2.json"
        + " && cspreg verify -f json --registry R"),
  ]

  static let describedPolicies: [Described] =
    [
      ("parse", "\"img-src 'self' HTTPS://A.example/P?q h?x; IMG-SRC *; x y\""),
      ("parse", "--delivery meta 'sandbox, img-src [::1]'"),
      ("allows", "--policy 'img-src *' --directive img-src https://a.example/"),
      ("allows", "--policy \"default-src 'none'\" --directive script-src-attr inline"),
      ("covers", "--policy \"default-src 'self'\" --directive connect-src wss://v.example 'a{b}'"),
      ("compare", "'img-src *' 'img-src a.example, font-src b.example'"),
      ("lint", "--fail-on none \"script-src self 'unsfe-inline'; defualt-src x\" 'img-src *'"),
    ].map { Described(schema: "policy-\($0)", command: "cspreg policy \($0) -f json \($1)") }
    + [
      ("parse", "cat $cases/policy-parse-batch/stdin"),
      ("allows", "cat $cases/policy-allows-batch/stdin"),
      (
        "covers",
        #"echo '{"policy": "img-src x", "directive": "img-src", "sources": ["y", "{z}"]}'"#
      ),
      ("compare", #"echo '{"id": [1], "a": "img-src *", "b": "default-src x"}'"#),
      ("lint", #"echo '{"id": "x", "policy": "script-src self *; img-src"}'"#),
    ].map {
      Described(
        schema: "policy-\($0)", command: "\($1) | cspreg policy \($0) --batch", lines: true)
    }

  /// Makes a project whose watch fails, for its page is at a private address, and says so.
  static let watching =
    "cspreg import $documents/lumen-1.html --vendor lumen --url https://127.0.0.1/lumen "
    + "--domain lumenwidget.dev --registry R --accept --reason r > log; unset CSPREG_REGISTRY; echo "
    + "'{\"registries\": [\"R\"], \"watch\": {\"confirm_after\": \"0\"}, "
    + "\"channels\": [{\"name\": \"out\", \"type\": \"stdout\"}]}' > cspreg.json; "
    + "export CSPREG_REGISTRY=R"

  /// Writes the website.
  static let writing = "cspreg site --out site -q"

  /// Makes a registry with a kept document.
  static let keeping =
    "cp -r \"$CSPREG_REGISTRY\" R && cspreg import $cases/import-dry-run/page.html --vendor lumen"
    + " --accept --reason r --registry R > /dev/null"

  /// Closes every object of the schema that lists its members, so that a field without a
  /// description is found, then validates what stands on standard input.
  static let validator = """
    import json, sys, jsonschema
    def closed(node):
        if isinstance(node, list): return [closed(x) for x in node]
        if not isinstance(node, dict): return node
        node = {k: closed(v) for k, v in node.items()}
        if "required" in node and "properties" in node: node.setdefault("additionalProperties", False)
        return node
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    text = sys.stdin.read()
    values = [json.loads(l) for l in text.splitlines()] if sys.argv[2] == "lines" else [json.loads(text)]
    assert values, "nothing was printed"
    validator = jsonschema.Draft202012Validator(closed(schema))
    for value in values:
        for error in validator.iter_errors(value):
            print(list(error.absolute_path), error.message)
            sys.exit(1)
    """

  @Test(
    .enabled(if: hasJSONSchema, "python3 has no jsonschema: apt install python3-jsonschema"),
    arguments: described + describedPolicies)
  func outputFitsItsSchema(_ described: Described) throws {
    let scratch = try TemporaryFolder()
    try scratch.write(Self.validator, to: "validate.py")
    let result = try ProcessRun(
      "{ \(described.command); } > out; \(try #require(Self.python)) validate.py "
        + "\(Self.folder.path)/\(described.schema).schema.json "
        + "\(described.lines ? "lines" : "whole") < out",
      in: scratch.url,
      environment: [
        "cases": CommandCase.folder.path,
        "documents": Program.root.appendingPathComponent("Tests/CommandTests/Documents").path,
      ])
    #expect(result.exit == 0, "\(result.outputText)\(result.errorText)")
  }

  @Test(
    .enabled(if: hasJSONSchema, "python3 has no jsonschema: apt install python3-jsonschema"),
    arguments: [
      ("diff", "docs/json/diff"), ("impact", "docs/json/impact"), ("check", "docs/json/impact"),
      ("outdated", "docs/json/outdated"),
      ("extract", "docs/json/extract"), ("verify", "docs/json/verify"),
      ("show", "Registry/schema/record"), ("configuration", "docs/json/configuration"),
      ("policy-find", "docs/json/policy-find"),
      ("lock", "docs/json/lock"),
      ("policy", "docs/json/policy-parse"),
      ("policy", "docs/json/policy-allows"), ("policy", "docs/json/policy-covers"),
      ("policy", "docs/json/policy-compare"), ("policy", "docs/json/policy-lint"),
      ("recheck", "docs/json/recheck"), ("import", "docs/json/diff"), ("init", "docs/json/init"),
      ("list", "docs/json/list"), ("explain", "docs/json/explain"),
      ("upgrade", "docs/json/upgrade"), ("registry", "docs/json/registry"),
      ("log", "docs/json/log"), ("blame", "docs/json/blame"), ("changes", "docs/json/changes"),
      ("who", "docs/json/who"),
      ("who-reports", "docs/json/who-reports"), ("site", "docs/json/site-head"),
      ("fetch", "docs/json/fetch"), ("reports", "docs/json/reports"),
      ("tokens", "docs/json/tokens"),
      ("watch", "docs/json/watch"), ("candidates", "docs/json/candidates"),
      ("alerts", "docs/json/alerts"), ("alert", "docs/json/alert"),
    ])
  func exampleFitsItsSchema(_ page: String, _ schema: String) throws {
    let scratch = try TemporaryFolder()
    try scratch.write(Self.validator, to: "validate.py")
    let heading = schema.split(separator: "-").last.map { "## \($0)\n" } ?? ""
    try scratch.write(
      try Self.example(page, after: page == "policy" ? heading : nil), to: "example.json")
    let result = try ProcessRun(
      "\(try #require(Self.python)) validate.py \(Program.root.path)/\(schema).schema.json whole < example.json",
      in: scratch.url)
    #expect(result.exit == 0, "\(result.outputText)\(result.errorText)")
  }

  /// Every field that a command prints stands in its page's tables, and none that it never prints
  /// stands in its example.
  @Test(arguments: [
    ("diff", "cspreg diff lumen@1 lumen@2 -f json"),
    ("impact", "cspreg impact lumen@1 lumen@2 --policies $cases/impact-text/policy.txt -f json"),
    ("check", "cspreg check --policies $cases/check-all/policy.txt -f json"),
    ("show", "cspreg show harbor -f json"), ("list", "cspreg list -f json"),
    ("extract", "cspreg extract $cases/extract-sample/page.md -f json"),
    ("import", "cspreg import $cases/import-dry-run/page.html --vendor lumen -f json"),
    ("verify", "cspreg verify -f json"), ("recheck", "cspreg recheck -f json"),
    ("log", "cspreg log lumen -f json"),
    ("blame", "cspreg blame lumen -f json"), ("changes", "cspreg changes -f json"),
    ("who", "cspreg who api.lumenwidget.dev -f json"),
    ("who-reports", "cspreg who --reports $cases/who-reports/reports.ndjson -f json"),
    ("explain", "cspreg explain source-removed -f json"),
    ("outdated", "cspreg outdated -f json --config $cases/outdated/cspreg.json"),
    ("init", "cspreg init $cases/init/home.txt --config $(mktemp -d)/cspreg.json -f json"),
    ("upgrade", "cspreg upgrade --all --dry-run -f json --config $cases/upgrade/cspreg.json; true"),
    ("fetch", #"echo '{"url": "https://127.0.0.1/"}' | cspreg-fetch 3>&1 1> /dev/null; true"#),
    (
      "registry",
      "cspreg registry status -f json --registry $CSPREG_REGISTRY --registry $bundled"
    ),
    ("policy-find", "cspreg policy find $cases/policy-find-json/nginx.conf -f json"),
  ])
  func exampleHasTheMembersOfRealOutput(_ page: String, _ command: String) throws {
    let result = try ProcessRun(
      command, in: Program.root, environment: ["cases": CommandCase.folder.path])
    let real = try SharedCorpusTests.object(Data(result.output))
    let example = try SharedCorpusTests.object(Data(try Self.example(page).utf8))
    #expect(Set(example.keys) == Set(real.keys))
    let text = try Self.text(page)
    for key in real.keys {
      #expect(text.contains("`\(key)`") || text.contains("\(key),"), "\(page).md lacks \(key)")
    }
  }

  @Test func everyPageIsInTheIndex() throws {
    let index = try Self.text("README")
    for page in Self.pages { #expect(index.contains("| [\(page)](\(page).md) |")) }
  }

  private static func text(_ page: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent("\(page).md"), encoding: .utf8)
  }

  /// The example of a page, or of the part of it under a heading.
  private static func example(_ page: String, after heading: String? = nil) throws -> String {
    var text = try text(page)
    if let heading {
      let start = try #require(text.range(of: "\n" + heading)).upperBound
      text = text[start...].components(separatedBy: "\n## ")[0]
    }
    let parts = text.components(separatedBy: "```json\n")
    try #require(parts.count == 2, "a page has one example")
    return parts[1].components(separatedBy: "\n```")[0]
  }
}
