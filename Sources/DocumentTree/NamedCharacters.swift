/// The character names of HTML 5 that matter here and that libxml2, an HTML 4 parser, leaves alone.
enum NamedCharacters {
  /// Text with those names replaced.
  static func decode(_ text: String) -> String {
    guard text.utf8.contains(38), text.utf8.contains(59) else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      rest = rest[start...]
      let name = rest.dropFirst().prefix { $0.isLetter && $0.isASCII }
      if name.endIndex < rest.endIndex, rest[name.endIndex] == ";", let value = names[name] {
        result += value
        rest = rest[rest.index(after: name.endIndex)...]
      } else {
        result.append("&")
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }

  private static let names: [Substring: String] = [
    "ZeroWidthSpace": "\u{200B}", "NoBreak": "\u{2060}", "NonBreakingSpace": "\u{A0}",
    "NewLine": "\n", "Tab": "\t", "apos": "'", "quot": "\"", "colon": ":", "semi": ";",
    "comma": ",", "period": ".", "sol": "/", "bsol": "\\", "ast": "*", "midast": "*", "num": "#",
    "lpar": "(", "rpar": ")", "lsqb": "[", "lbrack": "[", "rsqb": "]", "rbrack": "]",
    "lcub": "{", "lbrace": "{", "rcub": "}", "rbrace": "}", "lowbar": "_", "hyphen": "-",
    "dash": "-", "equals": "=", "grave": "`", "dollar": "$", "percnt": "%", "commat": "@",
    "excl": "!", "quest": "?", "plus": "+", "verbar": "|", "vert": "|", "lt": "<", "gt": ">",
    "OpenCurlyQuote": "\u{2018}", "CloseCurlyQuote": "\u{2019}",
    "OpenCurlyDoubleQuote": "\u{201C}", "CloseCurlyDoubleQuote": "\u{201D}", "rarr": "\u{2192}",
  ]
}
