/// The character names of HTML 5 that matter here and that libxml2, an HTML 4 parser, leaves alone.
enum NamedCharacters {
  /// Text with those names replaced; `nil` when it holds none.
  static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var rest = text
    while let start = rest.firstIndex(of: UInt8(ascii: "&")) {
      let name = rest[(start + 1)...].prefix { $0 | 32 >= 97 && $0 | 32 <= 122 }
      if name.endIndex < rest.endIndex, rest[name.endIndex] == UInt8(ascii: ";"),
        let value = names[String(decoding: name, as: UTF8.self)]
      {
        result += rest[..<start]
        result += value.utf8
        rest = rest[(name.endIndex + 1)...]
      } else {
        result += rest[...start]
        rest = rest[(start + 1)...]
      }
    }
    if rest.startIndex == text.startIndex { return nil }
    return result + rest
  }

  private static let names: [String: String] = [
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
