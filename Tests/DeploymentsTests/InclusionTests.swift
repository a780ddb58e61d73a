import ContentSecurityPolicy
import Diagnostics
import IncludedTexts
import Testing

@testable import Deployments

@Suite struct InclusionTests {
  /// A configuration of `path: text` pairs, as it is read from one of them.
  struct Tree {
    let found: DeployedFile
    let file: SourceFile

    init(_ root: String, _ texts: [String: String], unreadable: Set<String> = []) throws {
      let file = SourceFile(
        path: root, bytes: Array((texts[root] ?? "").utf8),
        includable: IncludedTexts(texts, unreadable: unreadable))
      try self.init(file)
    }

    init(_ file: SourceFile) throws {
      found = try #require(Platforms.read(file))
      self.file = found.source ?? file
    }

    /// `path:line: <scope> policy`.
    var policies: [String] {
      let lines = PolicyLines(file)
      return found.policies.map {
        "\(lines.place(of: $0)): \($0.scope.map { "<\($0)> " } ?? "")\($0.text.collapsed)"
      }
    }

    var diagnostics: [String] {
      found.diagnostics.map {
        "\($0.level) \($0.rule) \($0.file ?? file.path):\($0.line ?? 0)"
      }
    }

    /// What an addition to a policy makes of each file that it edits.
    func adding(_ source: String, to directive: String, policy: Int = 0) throws -> [String: String]
    {
      let edits = try PolicyPatch(found.policies[policy], of: file).edits(
        adding: [source], to: directive)
      let then = try Tree(try #require(file.applying(edits)))
      #expect(then.found.policies.count == found.policies.count)
      let list = then.found.policies[policy].policies.policies.first?.directive(directive)
      #expect(list?.tokens.contains(source) == true)
      return Dictionary(
        file.split(edits).map { part, edits in
          let bytes = FileEdit.apply(edits, to: file.bytes(of: part)) ?? []
          return (part.path, String(decoding: bytes, as: UTF8.self))
        }
      ) { first, _ in first }
    }
  }

  @Test func anIncludedHeaderCountsInTheBlockThatIncludesIt() throws {
    let tree = try Tree(
      "etc/nginx.conf",
      [
        "etc/nginx.conf": """
        http {
          include sites/*.conf;
        }
        """,
        "etc/sites/b.conf": "server { server_name b.test; include snippets/csp; }",
        "etc/sites/a.conf": """
        server {
          server_name a.test;
          include snippets/csp;
          location /own { add_header X-A b; }
          location /more { include snippets/csp; add_header X-A b; }
        }
        """,
        "etc/snippets/csp": "# ours\nadd_header Content-Security-Policy \"img-src 'self'\";\n",
        "etc/snippets/other": "add_header Content-Security-Policy \"img-src other.test\";\n",
      ])
    #expect(
      tree.policies == [
        "etc/snippets/csp:2: <server a.test, location /more, server b.test> img-src 'self'"
      ])
    #expect(tree.diagnostics == ["warn dropped-header etc/sites/a.conf:4"])
    #expect(
      tree.found.diagnostics.first?.message
        == "location /own has an add_header of its own, so the policy of etc/snippets/csp:2 is not "
        + "sent there")
    #expect(
      try tree.adding("https://n.test", to: "img-src") == [
        "etc/snippets/csp":
          "# ours\nadd_header Content-Security-Policy \"img-src 'self' https://n.test\";\n"
      ])
  }

  @Test func pagesOfDifferentPoliciesStayApart() throws {
    let tree = try Tree(
      "nginx.conf",
      [
        "nginx.conf": """
        server { server_name a.test; include csp; }
        server { server_name b.test; include csp; add_header Content-Security-Policy "font-src b"; }
        """, "csp": "add_header Content-Security-Policy \"img-src 'self'\";",
      ])
    #expect(
      tree.policies == [
        "csp:1: <server a.test> img-src 'self'", "csp:1: <server b.test> img-src 'self'",
        "nginx.conf:2: <server b.test> font-src b",
      ])
    #expect(tree.found.pages.map(\.indices) == [[0], [1, 2]])
  }

  @Test func whatIsOnlyReportedMakesNoOtherPage() throws {
    let tree = try Tree(
      "nginx.conf",
      [
        "nginx.conf": """
        server { server_name a.test; include csp; }
        server { server_name b.test; include csp; add_header Content-Security-Policy-Report-Only "font-src b"; }
        """, "csp": "add_header Content-Security-Policy \"img-src 'self'\";",
      ])
    #expect(
      tree.policies == [
        "csp:1: <server a.test, server b.test> img-src 'self'",
        "nginx.conf:2: <server b.test> font-src b",
      ])
    #expect(tree.found.pages.map(\.indices) == [[0, 1]])
  }

  @Test func variablesOfOneFileAreKnownInAnother() throws {
    let tree = try Tree(
      "nginx.conf",
      [
        "nginx.conf": """
        include vars.conf;
        map $host $csp { include hosts.map; default "img-src 'self'"; }
        server { set $app "https://app.test"; include csp.conf; }
        server { add_header Content-Security-Policy $csp; }
        """,
        "vars.conf": "set $cdn https://cdn.test;",
        "hosts.map": "b.test \"img-src b.test\";\n",
        "csp.conf": "add_header Content-Security-Policy \"img-src $cdn $app; font-src 'self'\";",
      ])
    #expect(
      tree.policies == [
        "csp.conf:1: <server > img-src https://cdn.test https://app.test; font-src 'self'",
        "hosts.map:1: <map $csp b.test> img-src b.test",
        "nginx.conf:2: <map $csp default> img-src 'self'",
      ])
    #expect(tree.found.policies.filter { !$0.isStatic }.isEmpty)
    #expect(
      try tree.adding("x.test", to: "img-src", policy: 1) == [
        "hosts.map": "b.test \"img-src b.test x.test\";\n"
      ])
    #expect(
      try tree.adding("x.test", to: "img-src") == [
        "csp.conf":
          "add_header Content-Security-Policy \"img-src $cdn $app x.test; font-src 'self'\";"
      ])
  }

  @Test func whatCannotBeFollowedIsSaid() throws {
    let tree = try Tree(
      "nginx.conf",
      [
        "nginx.conf": """
        include mime.types;
        include missing.conf;
        include missing/*.conf;
        include ../outside.conf;
        include /etc/nginx/here.conf;
        include /srv/there.conf;
        include secret.conf;
        include broken.conf;
        include ${DIR}/x.conf;
        """,
        "here.conf": "include back.conf;\nadd_header Content-Security-Policy 'img-src a';",
        "back.conf": "# x\ninclude here.conf;", "secret.conf": "", "broken.conf": "server {",
      ], unreadable: ["secret.conf"])
    #expect(tree.policies == ["here.conf:2: img-src a"])
    #expect(
      tree.diagnostics == [
        "warn include-missing nginx.conf:2", "info include-outside nginx.conf:4",
        "warn include-loop back.conf:2", "info include-outside nginx.conf:6",
        "warn unreadable nginx.conf:7", "warn invalid-include nginx.conf:8",
      ])
  }

  /// Each file includes the next one twice.
  @Test func filesThatMultiplyAreGivenUp() throws {
    var texts = ["nginx.conf": "include 0;"]
    for number in 0..<40 {
      texts["\(number)"] =
        "location /a { include \(number + 1); }\nlocation /b { include \(number + 1); }"
    }
    texts["40"] = "add_header Content-Security-Policy 'img-src a';"
    #expect(
      try Tree("nginx.conf", texts).diagnostics.contains { $0.hasPrefix("warn include-limit") })
    texts = ["nginx.conf": "include 0;"]
    for number in 0..<14 { texts["\(number)"] = "include \(number + 1); include \(number + 1);" }
    texts["14"] = String(repeating: "listen 80;", count: 1000)
    #expect(
      try Tree("nginx.conf", texts).diagnostics.contains { $0.hasPrefix("warn include-limit") })
  }

  @Test func aSiteOfItsOwnFindsSnippetsAbove() throws {
    let tree = try Tree(
      "nginx/sites-available/a.conf",
      [
        "nginx/sites-available/a.conf":
          "server { include snippets/csp.conf; include snippets/*.inc; }",
        "nginx/snippets/csp.conf": "add_header Content-Security-Policy 'img-src a';",
        "nginx/snippets/x.inc": "add_header Content-Security-Policy 'img-src x';",
      ])
    #expect(tree.policies == ["nginx/snippets/csp.conf:1: <server > img-src a"])
    #expect(tree.diagnostics == [])
  }

  @Test func withoutAFolderIncludesAreLeftAlone() throws {
    let file = SourceFile(
      path: "nginx.conf", bytes: Array("include x; server { include y; }".utf8))
    let found = try #require(Platforms.read(file))
    #expect(found.source == nil && found.diagnostics == [])
  }

  @Test func apacheIncludesFilesPatternsAndFolders() throws {
    let texts = [
      "apache/conf/httpd.conf": """
      ServerRoot "/usr/local/apache2"
      Define HOSTS https://a.test
      Include conf/extra/security.conf
      IncludeOptional conf.d/*.conf
      Include /etc/httpd/vhosts
      IncludeOptional nothing/*.conf
      Include gone.conf
      """,
      "apache/conf/extra/security.conf":
        "Header set Content-Security-Policy \"img-src ${HOSTS}\"",
      "apache/conf.d/2.conf": "<Location /two>\nInclude conf/policy.conf\n</Location>",
      "apache/conf.d/1.conf": "<Location /one>\n  Include conf/policy.conf\n</Location>\n",
      "apache/conf/policy.conf":
        "# shared\nHeader always set Content-Security-Policy \"font-src 'self'\"",
      "apache/vhosts/deep/x":
        "<VirtualHost *>\nServerName x.test\nHeader set Content-Security-Policy \"img-src x\"\n</VirtualHost>",
    ]
    let tree = try Tree("apache/conf/httpd.conf", texts)
    #expect(
      tree.policies == [
        "apache/conf/extra/security.conf:1: img-src https://a.test",
        "apache/conf/policy.conf:2: <Location /one, Location /two> font-src 'self'",
        "apache/vhosts/deep/x:3: <VirtualHost x.test> img-src x",
      ])
    #expect(
      tree.diagnostics == [
        "warn include-missing apache/conf/httpd.conf:7",
        "info sent-together apache/conf/policy.conf:2",
      ])
    #expect(
      try tree.adding("b.test", to: "font-src", policy: 1).map { "\($0): \($1)" } == [
        "apache/conf/policy.conf: # shared\nHeader always set Content-Security-Policy "
          + "\"font-src 'self' b.test\""
      ])
    #expect(
      try tree.adding("b.test", to: "img-src", policy: 0).keys.sorted() == [
        "apache/conf/extra/security.conf"
      ])
  }

  @Test func htaccessIncludesNothing() throws {
    let tree = try Tree(
      ".htaccess",
      [".htaccess": "Include x.conf", "x.conf": "Header set Content-Security-Policy a"])
    #expect(tree.policies == [])
  }

  @Test func caddyImportsBesideTheFileThatImports() throws {
    let tree = try Tree(
      "Caddyfile",
      [
        "Caddyfile": """
        (shared) {
          header X-A b
        }
        import sites/*.caddy
        c.test {
          import shared
          import sites/policy
        }
        """,
        "sites/a.caddy": "a.test {\n\timport policy\n}\n",
        "sites/b.caddy":
          "b.test {\n\timport policy\n\theader Content-Security-Policy \"img-src b\"\n}\n",
        "sites/policy": "header Content-Security-Policy \"img-src 'self'\"\n",
      ])
    #expect(
      tree.policies == [
        "sites/policy:1: <a.test, c.test> img-src 'self'", "sites/b.caddy:3: <b.test> img-src b",
      ])
    #expect(tree.diagnostics == ["info overridden-header sites/b.caddy:3"])
    #expect(
      try tree.adding("n.test", to: "img-src") == [
        "sites/policy": "header Content-Security-Policy \"img-src 'self' n.test\"\n"
      ])
  }
}
