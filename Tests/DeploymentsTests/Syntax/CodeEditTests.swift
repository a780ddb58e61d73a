import ContentSecurityPolicy
import Testing

@testable import Deployments

/// Lists and maps that statements change after they were made.
@Suite struct CodeEditTests {
  static func helmet(_ statements: String) -> String {
    """
    const helmet = require('helmet');
    const d = { imgSrc: ['a'], 'font-src': ['b'] };
    \(statements)
    helmet.contentSecurityPolicy({ useDefaults: false, directives: d });
    """
  }

  @Test(arguments: [
    ("d.imgSrc.push('x', 'y');", "img-src a x y; font-src b"),
    ("d['font-src'].unshift('x');", "img-src a; font-src b x"),
    ("d.imgSrc = ['x'];", "img-src x; font-src b"),
    ("d.imgSrc = [...d.imgSrc, 'x'];", "img-src a x; font-src b"),
    ("d.connectSrc = [\"'self'\"];", "img-src a; font-src b; connect-src 'self'"),
    ("delete d.imgSrc;", "font-src b"),
    ("delete d['font-src']", "img-src a"),
    ("d.imgSrc = null;", "font-src b"),
    ("Object.assign(d, { imgSrc: ['x'], mediaSrc: ['y'] });", "font-src b; img-src x; media-src y"),
    ("d.imgSrc.splice(0, 1);", "img-src a {{d.imgSrc.splice(0_1)}}; font-src b"),
    ("if (cdn) d.imgSrc.push(cdn);", "img-src a {{d.imgSrc.push(cdn)}}; font-src b"),
    ("if (cdn) { d.imgSrc = [cdn]; }", "img-src {{[cdn]}}; font-src b"),
    (
      "if (process.env.NODE_ENV === 'development') { d.imgSrc.push('dev') }",
      "img-src a; font-src b"
    ),
    ("function later(d) { d.imgSrc.push('x'); }", "img-src a; font-src b"),
    ("other.imgSrc.push('x'); d.forEach(log);", "img-src a; font-src b"),
  ]) func followsJavaScript(statements: String, expected: String) {
    let found = Helmet.lines(Self.helmet(statements), name: "app.js")
    #expect(found?.map { String($0.drop { $0 != " " }.dropFirst()) } == [expected])
  }

  @Test func whatComesLaterDoesNotCount() {
    let text = Self.helmet("") + "\nd.imgSrc.push('x');\n"
    #expect(Helmet.lines(text, name: "app.js") == ["2-2: img-src a; font-src b"])
  }

  static func django(_ statements: String) -> String {
    """
    X = ["x"]
    CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"img-src": ["a"], "default-src": ["b"]}}
    D = "CONTENT_SECURITY_POLICY"
    \(statements)
    """
  }

  @Test(arguments: [
    (".append('y')", "img-src y a; default-src b"),
    (".extend(['y', 'z'])", "img-src a y z; default-src b"),
    (" += ['y']", "img-src a y; default-src b"),
    (" = ['y']", "img-src y; default-src b"),
    (".remove('a')", "default-src b"),
    (".insert(0, 'y')", "default-src b"),
  ]) func followsPython(change: String, expected: String) {
    let text = Self.django("CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src']\(change)")
    let found = Django.lines(text, name: "settings.py")?.first ?? ""
    if expected.hasPrefix("img-src") {
      #expect(found.hasSuffix(expected))
    } else {
      #expect(found.contains("img-src a {{CONTENT_SECURITY_POLICY") && found.hasSuffix(expected))
    }
  }

  @Test(arguments: [
    ("del CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src']", "default-src b"),
    ("CONTENT_SECURITY_POLICY['DIRECTIVES'].pop('img-src', None)", "default-src b"),
    (
      "CONTENT_SECURITY_POLICY['DIRECTIVES'].update({'img-src': X})", "default-src b; img-src x"
    ),
    (
      "if DEBUG:\n    CONTENT_SECURITY_POLICY['DIRECTIVES']['img-src'].append('y')",
      "img-src a; default-src b"
    ),
  ]) func followsMembersOfPython(statement: String, expected: String) {
    let found = Django.lines(Self.django(statement), name: "settings.py")
    #expect(found?.first?.hasSuffix(" " + expected) == true)
  }

  @Test func patchesGoWhereTheyAreValid() {
    let text = """
      CSP_IMG_SRC = ["a"]
      CSP_IMG_SRC.append("b")
      CSP_DEFAULT_SRC = ("c",) + CSP_IMG_SRC
      """
    #expect(
      Django.lines(text, name: "settings.py") == ["1-3: img-src b a; default-src c b a"])
    // `append` takes one value only.
    let alone = "CSP_IMG_SRC = [\"a\"]\nCSP_IMG_SRC.append(\"b\")\n"
    #expect(
      Django.added("x.test", to: "img-src", in: alone, name: "settings.py")
        == "CSP_IMG_SRC = [\"a\", \"x.test\"]\nCSP_IMG_SRC.append(\"b\")\n")
    // Names of a later statement mean nothing where the map is made.
    let map = Self.helmet("const x = 'x';\nd.imgSrc = [...d.imgSrc, x];")
    let added = Helmet.added("y", to: "img-src", in: map, name: "app.js")
    #expect(added.contains("d.imgSrc = [...d.imgSrc, x, 'y'];"))
    let shared = """
      CSP_HOSTS = ["a", "b"]
      CSP_DEFAULT_SRC = ["c"] + CSP_HOSTS
      CSP_IMG_SRC = CSP_HOSTS
      """
    #expect(
      Django.added("x.test", to: "font-src", in: shared, name: "settings.py")
        .hasSuffix("\nCSP_FONT_SRC = (\"c\", *CSP_HOSTS, \"x.test\")"))
  }
}
