import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct NextConfigTests {
  static let name = "next.config.js"

  static func config(_ value: String, before: String = "") -> String {
    """
    \(before)
    module.exports = {
      async headers() {
        return [{ source: '/a', headers: [{ key: 'Content-Security-Policy', value: \(value) }] }]
      },
    }
    """
  }

  static func policy(_ value: String, before: String = "") -> [String]? {
    NextConfig.lines(config(value, before: before), name: name)?.map {
      String($0.drop { $0 != ":" }.dropFirst(2)).replacing("</a> ", with: "")
    }
  }

  @Test(arguments: [
    ("'img-src a.test'", "img-src a.test"),
    ("\"img-src 'self'\"", "img-src 'self'"),
    ("'img-src \\'self\\' \\x61.test'", "img-src 'self' a.test"),
    ("`img-src\n  'self';`", "img-src 'self';"),
    ("'img-src ' + 'a.test'", "img-src a.test"),
    ("('img-src ' + 'a.test')", "img-src a.test"),
    ("['img-src a', 'font-src b'].join('; ')", "img-src a; font-src b"),
    ("['img-src a;', 'font-src b;'].join(' ')", "img-src a; font-src b;"),
    ("['img-src', 'a', 'b'].join(' ')", "img-src a b"),
    ("`  img-src  a;\n\n font-src b `.replace(/\\s{2,}/g, ' ').trim()", "img-src a; font-src b"),
    ("`img-src a;\n font-src b`.replaceAll('\\n', '')", "img-src a; font-src b"),
    ("csp()", "{{csp()}}"),
    ("`img-src ${process.env.CDN} a`", "img-src {{process.env.CDN}} a"),
    ("`img-src a ${dev ? 'b' : ''}`", "img-src a {{dev?'b':''}}"),
    ("'img-src a ' + host", "img-src a {{host}}"),
    (
      "['img-src a', dev && 'font-src b'].filter(Boolean).join('; ')",
      "img-src a; {{dev&&'font-srcb'}}"
    ),
    ("['img-src a', ...more].join('; ')", "img-src a; {{more}}"),
    ("(`img-src a` as string)", "img-src a"),
    ("'img-src a' satisfies string", "img-src a"),
  ]) func readsValues(value: String, expected: String) {
    #expect(Self.policy(value) == [expected])
    NextConfig.expectRoundTrips(Self.config(value), name: Self.name)
  }

  @Test(arguments: [
    ("const csp = 'img-src a'", "csp", "img-src a"),
    ("let csp = 'img-src a;'\ncsp += ' font-src b'", "csp", "img-src a; font-src b"),
    ("const host = 'a.test'", "`img-src ${host} b`", "img-src a.test b"),
    (
      "const hosts = ['a', 'b']", "`img-src ${hosts.join(' ')}; font-src c`",
      "img-src a b; font-src c"
    ),
    ("const hosts = ['a', 'b']", "['img-src', ...hosts].join(' ')", "img-src a b"),
    ("function csp() { return 'img-src a' }", "csp()", "img-src a"),
    ("const csp = () => 'img-src a'", "csp()", "img-src a"),
    ("const csp = (host: string): string => `img-src ${host}`", "csp('a')", "img-src a"),
    ("const c = { img: 'a.test' }", "`img-src ${c.img}`", "img-src a.test"),
    (
      "const m = { 'img-src': ['a', 'b'], 'font-src': ['c'] }",
      "Object.entries(m).map(([k, v]) => `${k} ${v.join(' ')}`).join('; ')",
      "img-src a b; font-src c"
    ),
    ("const d = ['img-src a']\nd.push('font-src b')", "d.join('; ')", "img-src a; font-src b"),
    (
      "const d = ['img-src a']\nif (live) d.push('font-src b')", "d.join('; ')",
      "img-src a; {{d.push('font-srcb')}}"
    ),
    (
      "const m = { 'img-src': ['a'], 'font-src': ['b'] }",
      "Object.keys(m).map((k) => `${k} ${m[k].join(' ')}`).join('; ')", "img-src a; font-src b"
    ),
    ("const f = ({ h }) => `img-src ${h}`", "f({ h: 'a' })", "img-src a"),
    (
      "const c = `img-src a;\n  font-src b`", "c.split('\\n').map((l) => l.trim()).join(' ')",
      "img-src a; font-src b"
    ),
    (
      "const m = { 'img-src': ['a'], 'sandbox': [] }",
      "Object.entries(m).map(([k, v]) => v.length ? k + ' ' + v.join(' ') : k).join('; ')",
      "img-src a; sandbox"
    ),
  ]) func followsNames(before: String, value: String, expected: String) {
    #expect(Self.policy(value, before: before) == [expected])
    NextConfig.expectRoundTrips(Self.config(value, before: before), name: Self.name)
  }

  @Test(arguments: [
    (
      "['default-src a', 'img-src b'].join('; ')", "img-src",
      "['default-src a', 'img-src b https://new.test'].join('; ')"
    ),
    (
      "['default-src a', 'img-src b',].join('; ')", "font-src",
      "['default-src a', 'img-src b', 'font-src a https://new.test',].join('; ')"
    ),
    (
      "[\n  \"default-src 'self'\",\n  \"img-src b\", // pictures\n].join('; ')", "font-src",
      "[\n  \"default-src 'self'\",\n  \"img-src b\",\n  \"font-src 'self' https://new.test\", // pictures\n].join('; ')"
    ),
    (
      "'default-src \\'self\\''", "img-src",
      "'default-src \\'self\\'; img-src \\'self\\' https://new.test'"
    ),
    ("'img-src ' + host", "img-src", "'img-src ' + host + ' https://new.test'"),
    ("`img-src ${host}`", "img-src", "`img-src ${host} https://new.test`"),
    ("`img-src 'none'`", "img-src", "`img-src https://new.test`"),
  ]) func addsASource(value: String, directive: String, expected: String) {
    #expect(
      NextConfig.added("https://new.test", to: directive, in: Self.config(value), name: Self.name)
        == Self.config(expected))
  }

  @Test func constantsOfSeveralDirectivesStay() {
    let before = "const self = \"'self'\"\nconst hosts = ['a', 'b']"
    let value = "`default-src ${self}; img-src ${self} ${hosts.join(' ')}`"
    #expect(
      NextConfig.added(
        "https://new.test", to: "img-src", in: Self.config(value, before: before), name: Self.name)
        == Self.config(
          "`default-src ${self}; img-src ${self} ${hosts.join(' ')} https://new.test`",
          before: before))
    #expect(
      NextConfig.added(
        "https://new.test", to: "font-src", in: Self.config(value, before: before), name: Self.name)
        == Self.config(
          "`default-src ${self}; img-src ${self} ${hosts.join(' ')}; font-src ${self} https://new.test`",
          before: before))
  }

  @Test func aConditionGivesTwoPolicies() {
    let text = Self.config("dev ? 'img-src a' : 'img-src b'")
    #expect(
      NextConfig.lines(text, name: Self.name) == [
        "4-4: </a when dev> img-src a", "4-4: </a otherwise> img-src b",
      ])
    NextConfig.expectRoundTrips(text, name: Self.name)
  }

  @Test func aGuardGivesOnePolicy() {
    let text = Self.config("live && 'img-src a'")
    #expect(NextConfig.lines(text, name: Self.name) == ["4-4: </a when live> img-src a"])
    NextConfig.expectRoundTrips(text, name: Self.name)
  }

  @Test func otherPoliciesAreNone() {
    let text = """
      // { key: 'Content-Security-Policy', value: 'img-src x' }
      const text = "{ key: 'Content-Security-Policy', value: 'img-src y' }"
      module.exports = {
        images: { contentSecurityPolicy: "script-src 'none'; sandbox;" },
        headers: [{ key: 'X-Frame-Options', value: 'DENY' }],
      }
      """
    #expect(NextConfig.lines(text, name: Self.name) == [])
  }

  @Test func otherFilesAreNone() {
    #expect(NextConfig.claims("next.config.mts") == .certain)
    #expect(NextConfig.claims("next.config.json") == .onlyWhenNamed)
    #expect(NextConfig.claims("config.js") == .onlyWhenNamed)
    #expect(NextConfig.lines("const a = 'unclosed", name: Self.name) == nil)
  }

  @Test func namesOfDirectivesMayBePutTogether() {
    let text = """
      const map = { default: ["'self'"], img: ['*'] };
      const csp = Object.keys(map).map((key) => `${key}-src ${map[key].join(' ')}`).join('; ');
      export default { headers: () => [{ source: '/', headers: [
        { key: 'Content-Security-Policy', value: csp }] }] };
      """
    #expect(
      NextConfig.added("https://n.test", to: "font-src", in: text, name: "next.config.mjs")
        .contains("img: ['*'], 'font': [\"'self'\", 'https://n.test'] };"))
    #expect(
      NextConfig.added("https://n.test", to: "frame-ancestors", in: text, name: "next.config.mjs")
        .hasPrefix("refused: "))
  }

  @Test func aSumMayEndInAReference() {
    let text = """
      const hosts = ["'self'", 'https://a.test'];
      const csp = "default-src 'self'; img-src " + hosts[1];
      export default { headers: () => [{ source: '/', headers: [
        { key: 'Content-Security-Policy', value: csp }] }] };
      """
    #expect(
      NextConfig.lines(text, name: "next.config.mjs")?.first?
        .hasSuffix("default-src 'self'; img-src https://a.test") == true)
    #expect(
      NextConfig.added("https://n.test", to: "font-src", in: text, name: "next.config.mjs")
        .contains("hosts[1] + '; font-src \\'self\\' https://n.test';"))
  }
}
