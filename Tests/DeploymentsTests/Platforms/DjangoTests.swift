import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct DjangoTests {
  static let name = "settings.py"

  static func lines(_ text: String) -> [String]? { Django.lines(text, name: name) }

  @Test(arguments: [
    ("CSP_IMG_SRC = ('a.test',)", "default-src 'self'; img-src a.test"),
    (
      "CSP_DEFAULT_SRC = [\"'none'\"]\nCSP_IMG_SRC = \"a.test\"",
      "default-src 'none'; img-src a.test"
    ),
    ("CSP_IMG_SRC = ('a' 'b',)", "default-src 'self'; img-src ab"),
    ("CSP_DEFAULT_SRC = ('a',)\nCSP_DEFAULT_SRC += ('b',)", "default-src a b"),
    ("H = ('a', 'b')\nCSP_DEFAULT_SRC = ('c',) + H", "default-src c a b"),
    ("H = ['a']\nCSP_DEFAULT_SRC = ['c', *H]", "default-src c a"),
    ("CSP_DEFAULT_SRC = ['c', f'https://{HOST}']", "default-src c https://{{HOST}}"),
    (
      "CSP_DEFAULT_SRC = ('a',)\nCSP_UPGRADE_INSECURE_REQUESTS = True\nCSP_BLOCK_ALL_MIXED_CONTENT = False",
      "default-src a; upgrade-insecure-requests"
    ),
    (
      "CSP_DEFAULT_SRC = ('a',)\nCSP_SCRIPT_SRC = ('b',)\nCSP_INCLUDE_NONCE_IN = ['script-src']",
      "default-src a; script-src 'nonce-{{request.csp_nonce}}' b"
    ),
    ("CSP_DEFAULT_SRC = ['a'] + env.list('X')", "default-src {{env.list('X')}} a"),
    ("CSP_DEFAULT_SRC = 'a', \"b\"", "default-src a b"),
    ("CSP_DEFAULT_SRC = {'a', 'b'}", "default-src a b"),
    ("CSP_DEFAULT_SRC = ('a',)\nif DEBUG:\n    CSP_IMG_SRC = ('b',)\n", "default-src a"),
    (
      "CSP_DEFAULT_SRC = ('a',)\nif not DEBUG:\n    CSP_IMG_SRC = ('b',)\n",
      "default-src a; img-src b"
    ),
    ("CSP_DEFAULT_SRC = env.list('CSP')", "default-src {{env.list('CSP')}}"),
    (
      "CSP_DEFAULT_SRC = ('a',)\nif DEBUG:\n    CSP_DEFAULT_SRC += ('b',)\nCSP_IMG_SRC = ('c',)",
      "default-src a; img-src c"
    ),
    ("class Base:\n    CSP_DEFAULT_SRC: tuple[str, ...] = ('a',)  # all\n", "default-src a"),
  ]) func readsOldSettings(text: String, expected: String) {
    #expect(Self.lines(text)?.map { String($0.drop { $0 != " " }.dropFirst()) } == [expected])
    Django.expectRoundTrips(text, name: Self.name)
  }

  @Test(arguments: [
    (
      "from csp.constants import SELF, NONCE as N\n", "[SELF, N, 'a']",
      "'self' 'nonce-{{request.csp_nonce}}' a"
    ),
    ("from csp import constants\n", "(constants.NONE,)", "'none'"),
    ("import csp.constants as c\n", "[c.UNSAFE_INLINE]", "'unsafe-inline'"),
    ("", "'a.test'", "a.test"),
    ("X = ['a', 'b']\n", "X", "a b"),
    ("", "['a'] if DEBUG else ['b']", "{{['a']ifDEBUGelse['b']}}"),
    ("", "(\n    # 'x',\n    'a',\n)", "a"),
  ]) func readsLists(before: String, value: String, expected: String) {
    let text = before + "CONTENT_SECURITY_POLICY = {'DIRECTIVES': {'default-src': \(value)}}\n"
    let found = Self.lines(text)?.first.map { String($0.drop { $0 != " " }.dropFirst()) }
    #expect(found == "default-src " + expected)
    Django.expectRoundTrips(text, name: Self.name)
  }

  @Test func listsOfOtherSettingsStay() {
    let text = """
      H = ('h',)
      CSP_SCRIPT_SRC = ('a',)
      CSP_STYLE_SRC = CSP_SCRIPT_SRC + ('b',)
      CSP_IMG_SRC = ('c',) + H
      CSP_FONT_SRC = ('d',) + H
      """
    func added(_ directive: String) -> String {
      Django.added("https://new.test", to: directive, in: text, name: Self.name)
    }
    #expect(added("script-src").hasPrefix("refused: "))
    #expect(added("style-src") == text.replacing("('b',)", with: "('b', 'https://new.test',)"))
    #expect(
      added("img-src") == text.replacing("('c',) + H", with: "('c',) + H + (\"https://new.test\",)")
    )
    #expect(Django.expectRoundTrips(text, name: Self.name) > 3)
  }

  @Test func djangoSix() {
    let text = """
      from django.utils.csp import CSP
      SECURE_CSP = {"default-src": [CSP.SELF], "script-src": [CSP.SELF, CSP.NONCE]}
      SECURE_CSP_REPORT_ONLY = {"img-src": [CSP.NONE], "upgrade-insecure-requests": True}
      """
    #expect(
      Self.lines(text) == [
        "2-2: default-src 'self'; script-src 'self' 'nonce-{{csp_nonce}}'",
        "3-3: [report-only] img-src 'none'; upgrade-insecure-requests",
      ])
    Django.expectRoundTrips(text, name: Self.name)
    #expect(
      Django.added("https://new.test", to: "img-src", policy: 1, in: text, name: Self.name)
        == text.replacing("[CSP.NONE]", with: "[\"https://new.test\"]"))
    #expect(
      Django.added("https://new.test", to: "font-src", in: text, name: Self.name)
        == text.replacing(
          "CSP.NONCE]}", with: "CSP.NONCE], \"font-src\": [CSP.SELF, \"https://new.test\"]}"))
  }

  @Test func conditionsGivePolicies() {
    let text = """
      if DEBUG:
          SECURE_CSP = {"img-src": ["a"]}
      else:
          SECURE_CSP = {"img-src": ["b"]}
      """
    #expect(
      Self.lines(text) == [
        "2-2: <when DEBUG> img-src a", "4-4: <when otherwise> img-src b",
      ])
  }

  @Test(arguments: [
    ("CSP_IMG_SRC = ('a',)\n", "img-src", "CSP_IMG_SRC = ('a', 'https://new.test',)\n"),
    (
      "CSP_IMG_SRC = ('a',)  # x\r\n", "font-src",
      "CSP_IMG_SRC = ('a',)  # x\r\nCSP_FONT_SRC = ('\\'self\\'', 'https://new.test')\r\n"
    ),
    (
      "CSP_DEFAULT_SRC = [\"'none'\"]\n", "font-src",
      "CSP_DEFAULT_SRC = [\"'none'\"]\nCSP_FONT_SRC = [\"https://new.test\"]\n"
    ),
    (
      "CSP_IMG_SRC = [\n    'a',\n    'b',\n]\n", "img-src",
      "CSP_IMG_SRC = [\n    'a',\n    'b',\n    'https://new.test',\n]\n"
    ),
    (
      "class A:\n    CSP_DEFAULT_SRC = 'a'\n", "img-src",
      "class A:\n    CSP_DEFAULT_SRC = 'a'\n    CSP_IMG_SRC = ('a', 'https://new.test')\n"
    ),
  ]) func addsASource(text: String, directive: String, expected: String) {
    #expect(
      Django.added("https://new.test", to: directive, in: text, name: Self.name) == expected)
  }

  @Test(arguments: [
    "DEBUG = True", "# CSP_IMG_SRC = ('a',)", "x = '''\nCSP_IMG_SRC = 1\n'''", "x = 'open",
  ])
  func otherFilesAreNone(text: String) { #expect(Self.lines(text) == nil) }

  @Test func headersOfResponsesArePolicies() {
    let text = """
      def process(request, response):
          response["Content-Security-Policy"] = (
              "default-src 'self'; "
              "img-src a.test"
          )
          response.headers["content-security-policy-report-only"] = "font-src b.test"
          response.setdefault("Content-Security-Policy", "img-src c.test")
          return HttpResponse(headers={"Content-Security-Policy": "img-src d.test"})
      """
    #expect(
      Django.lines(text, name: "middleware.py") == [
        "3-4: default-src 'self'; img-src a.test", "6-6: [report-only] font-src b.test",
        "7-7: img-src c.test", "8-8: img-src d.test",
      ])
    Django.expectRoundTrips(text, name: "middleware.py")
  }

  @Test func mapsMayBePutTogether() {
    let text = """
      from django.utils.csp import CSP
      SECURE_CSP = {"default-src": [CSP.SELF], "img-src": [CSP.SELF]}
      SECURE_CSP_REPORT_ONLY = SECURE_CSP | {"img-src": ["a.test"]}
      """
    #expect(
      Django.lines(text, name: "settings.py")?.map { $0.drop { $0 != " " } } == [
        " default-src 'self'; img-src 'self'",
        " [report-only] default-src 'self'; img-src a.test",
      ])
  }
}
