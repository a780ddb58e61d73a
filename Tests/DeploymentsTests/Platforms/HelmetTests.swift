import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct HelmetTests {
  static let name = "app.js"

  static func app(_ call: String) -> String { "const helmet = require('helmet')\n\(call)\n" }

  /// What the policy has besides helmet's defaults, which are switched off.
  static func read(_ directives: String) -> [String]? {
    Helmet.lines(
      app("helmet({ contentSecurityPolicy: { useDefaults: false, directives: \(directives) } })"),
      name: name
    )?.map { String($0.drop { $0 != " " }.dropFirst()) }
  }

  @Test(arguments: [
    ("{ imgSrc: [\"'self'\", 'a.test'] }", "img-src 'self' a.test"),
    ("{ 'img-src': ['a.test'], \"font-src\": ['b.test'] }", "img-src a.test; font-src b.test"),
    ("{ imgSrc: 'a.test' }", "img-src a.test"),
    (
      "{ imgSrc: ['a.test', (req, res) => `'nonce-${res.locals.n}'`] }",
      "img-src a.test {{(req_res)=>`'nonce-${res.locals.n}'`}}"
    ),
    (
      "{ imgSrc: ['a'], sandbox: [], upgradeInsecureRequests: [] }",
      "img-src a; sandbox; upgrade-insecure-requests"
    ),
    ("{ imgSrc: ['a'], fontSrc: null }", "img-src a"),
    ("{ imgSrc: ['a', process.env.CDN] }", "img-src a {{process.env.CDN}}"),
    ("{ imgSrc: ['a', `https://${process.env.CDN}`] }", "img-src a https://{{process.env.CDN}}"),
    ("{ imgSrc: ['a', ...(dev ? ['b'] : [])] }", "img-src a {{(dev?['b']:[])}}"),
    ("{ imgSrc: ['a'].concat(['b']) }", "img-src a b"),
  ]) func readsDirectives(directives: String, expected: String) {
    #expect(Self.read(directives) == [expected])
  }

  @Test func defaultsAreMerged() {
    let own = Self.app(
      "app.use(helmet({ contentSecurityPolicy: { directives: { imgSrc: ['a'] } } }))")
    let policy = Helmet.lines(own, name: Self.name)?.first ?? ""
    #expect(policy.hasPrefix("2-2: img-src a; default-src 'self'; base-uri 'self'"))
    #expect(policy.hasSuffix("style-src 'self' https: 'unsafe-inline'; upgrade-insecure-requests"))
    #expect(!policy.contains("img-src 'self'"))
  }

  @Test(arguments: [
    "helmet()", "helmet({ hsts: false })", "helmet({ contentSecurityPolicy: true })",
    "app.register(helmet)", "app.use(require('helmet')())", "helmet.contentSecurityPolicy()",
  ]) func defaultsAlone(call: String) {
    let policy = Helmet.lines(Self.app(call), name: Self.name) ?? []
    #expect(policy.count == 1)
    #expect(policy.first?.hasPrefix("2-2: default-src 'self'; base-uri 'self'; font-src") == true)
    #expect(
      Helmet.added("https://new.test", to: "img-src", in: Self.app(call), name: Self.name)
        .hasPrefix("refused: "))
  }

  @Test(arguments: [
    "helmet({ contentSecurityPolicy: false })", "helmet.hsts()",
    "other({ contentSecurityPolicy: {} })",
    "// helmet()", "const o = { contentSecurityPolicy: { directives: { imgSrc: ['x'] } } }",
  ]) func othersAreNone(call: String) {
    #expect(Helmet.lines(Self.app(call), name: Self.name) == [])
  }

  @Test(arguments: [
    "import helmet from 'helmet'\nhelmet({ contentSecurityPolicy: { directives: d } })",
    "import * as helmet from 'helmet'\nhelmet.contentSecurityPolicy({ directives: d })",
    "import { contentSecurityPolicy as csp } from 'helmet'\ncsp({ directives: d })",
    "import fastifyHelmet from '@fastify/helmet'\nawait app.register(fastifyHelmet, { contentSecurityPolicy: { directives: d } })",
    "const { contentSecurityPolicy } = require('helmet')\nr.use(contentSecurityPolicy({ directives: d }))",
  ]) func knowsItsNames(text: String) {
    let text = text + "\nconst d = { imgSrc: ['a'] }"
    #expect(Helmet.lines(text, name: Self.name)?.first?.contains("img-src a") == true)
    #expect(Helmet.expectRoundTrips(text, name: Self.name) > 3)
  }

  @Test(arguments: [
    (
      "{ defaultSrc: ['a'], imgSrc: [\"'self'\"] }", "img-src",
      "{ defaultSrc: ['a'], imgSrc: [\"'self'\", \"https://new.test\"] }"
    ),
    (
      "{ imgSrc: ['a'], defaultSrc: ['b', cdn] }", "font-src",
      "{ imgSrc: ['a'], defaultSrc: ['b', cdn], fontSrc: ['b', cdn, 'https://new.test'] }"
    ),
    (
      "{\n  'default-src': ['a'],\n}", "font-src",
      "{\n  'default-src': ['a'],\n  'font-src': ['a', 'https://new.test'],\n}"
    ),
    (
      "{ defaultSrc: ['a'], imgSrc: [\"'none'\"] }", "img-src",
      "{ defaultSrc: ['a'], imgSrc: [\"https://new.test\"] }"
    ),
    ("{ imgSrc: ['a', cdn] }", "img-src", "{ imgSrc: ['a', cdn, 'https://new.test'] }"),
    (
      "{ imgSrc: [\n  'a',\n  'b',\n] }", "img-src",
      "{ imgSrc: [\n  'a',\n  'b',\n  'https://new.test',\n] }"
    ),
  ]) func addsASource(directives: String, directive: String, expected: String) {
    func text(_ directives: String) -> String {
      Self.app("helmet.contentSecurityPolicy({ useDefaults: false, directives: \(directives) })")
    }
    #expect(
      Helmet.added("https://new.test", to: directive, in: text(directives), name: Self.name)
        == text(expected))
    #expect(Helmet.expectRoundTrips(text(directives), name: Self.name) > 0)
  }

  @Test func aDefaultIsWrittenOutWhenItGrows() {
    let text = Self.app("helmet({ contentSecurityPolicy: { directives: { imgSrc: ['a'] } } })")
    #expect(
      Helmet.added("https://new.test", to: "font-src", in: text, name: Self.name)
        == Self.app(
          "helmet({ contentSecurityPolicy: { directives: { imgSrc: ['a'], "
            + "fontSrc: [\"'self'\", 'https:', 'data:', 'https://new.test'] } } })"))
    Helmet.expectRoundTrips(text, name: Self.name)
  }

  @Test func listsThatArePutTogether() {
    let text = Self.app(
      "const c = ['a']\nhelmet({ contentSecurityPolicy: { useDefaults: false, directives: "
        + "{ imgSrc: ['b'].concat(c), fontSrc: ['d'].concat(c), mediaSrc: ['e'].concat(f()) } } })")
    #expect(
      Helmet.lines(text, name: Self.name) == [
        "3-3: img-src b a; font-src d a; media-src {{f()}} e"
      ])
    #expect(
      Helmet.added("https://new.test", to: "font-src", in: text, name: Self.name)
        == text.replacing("['d'].concat(c)", with: "['d'].concat(c, ['https://new.test'])"))
    #expect(Helmet.expectRoundTrips(text, name: Self.name) > 2)
  }

  @Test func conditionsSwitchItOff() {
    for value in ["live ? { directives: d } : false", "live && { directives: d }"] {
      let text = Self.app(
        "const d = { imgSrc: ['a'] }\nhelmet({ contentSecurityPolicy: \(value) })")
      let found = Helmet.lines(text, name: Self.name) ?? []
      #expect(found.count == 1)
      #expect(found.first?.contains("<when live> img-src a; default-src") == true)
    }
  }

  @Test func aListOfTwoDirectivesIsLeftAlone() {
    let text = Self.app(
      "const hosts = ['a']\nhelmet({ contentSecurityPolicy: { directives: { imgSrc: hosts, fontSrc: hosts } } })"
    )
    #expect(
      Helmet.added("https://new.test", to: "font-src", in: text, name: Self.name)
        .hasPrefix("refused: "))
    let once = Self.app(
      "const hosts = ['a']\nhelmet({ contentSecurityPolicy: { directives: { imgSrc: hosts } } })")
    #expect(
      Helmet.added("https://new.test", to: "img-src", in: once, name: Self.name)
        == once.replacing("['a']", with: "['a', 'https://new.test']"))
  }

  @Test func membersThatMayBeThereAreARunTimePart() {
    let found = Self.read("{ imgSrc: ['a'], ...(uri ? { reportUri: [uri] } : {}), fontSrc: ['b'] }")
    #expect(found == ["img-src a; {{...(uri?{reportUri:[uri]}:{})}}; font-src b"])
  }

  @Test func helmetCSPIsItsPolicyAlone() {
    let text = """
      const csp = require('helmet-csp')
      app.use(csp({ useDefaults: false, directives: { imgSrc: ['a'] } }))
      """
    #expect(Helmet.lines(text, name: "app.js") == ["2-2: img-src a"])
    Helmet.expectRoundTrips(text, name: "app.js")
  }
}
