import MessageDigest

/// The path of a file below the site's root, safe in URLs and as a file name.
public struct SitePath: Sendable, Hashable {
  /// The parts joined by `/`; each is made of lower-case letters, digits, `-`, `.`, `_` and `~`.
  public let text: String

  private init(_ text: String) { self.text = text }

  /// The way from this file's folder to the root: empty or `../` once or more.
  var root: String {
    String(repeating: "../", count: text.utf8.count { $0 == UInt8(ascii: "/") })
  }

  /// How a page here leads to another file.
  func link(to other: SitePath) -> String { root + other.text }

  static let home = SitePath("index.html")
  static let headers = SitePath("_headers")
  static let feed = SitePath("feed.atom")
  /// The form that checks a policy, where a server answers.
  static let check = SitePath("check.html")
  /// What is shown instead of a file that is not there.
  static let problem = SitePath("problem.html")

  static func asset(_ name: String) -> SitePath { SitePath("assets/\(name)") }

  /// The page of a vendor.
  static func vendor(_ id: String) -> SitePath { SitePath("vendors/\(part(id)).html") }

  /// The feed of a vendor.
  static func feed(of vendor: String) -> SitePath { SitePath("vendors/\(part(vendor)).atom") }

  /// All versions of a vendor.
  static func versions(of vendor: String, page: Int = 0) -> SitePath {
    SitePath("vendors/\(part(vendor))/versions\(suffix(page)).html")
  }

  /// A version.
  static func version(_ vendor: String, _ number: Int, page: Int = 0) -> SitePath {
    SitePath("vendors/\(part(vendor))/\(number)\(suffix(page)).html")
  }

  /// What a version changed against another.
  static func change(
    of vendor: String, from old: Int, to new: Int, page: Int = 0
  ) -> SitePath {
    SitePath("vendors/\(part(vendor))/\(old)-\(new)\(suffix(page)).html")
  }

  /// A profile in a form to paste.
  static func form(_ form: String, of vendor: String, profile: Int) -> SitePath {
    SitePath("vendors/\(part(vendor))/profile-\(profile + 1).\(form).txt")
  }

  /// Who needs a host.
  static func host(_ host: String, page: Int = 0) -> SitePath {
    SitePath("hosts/\(part(host))\(suffix(page)).html")
  }

  /// Who needs a directive.
  static func directive(_ name: String, page: Int = 0) -> SitePath {
    SitePath("directives/\(part(name))\(suffix(page)).html")
  }

  /// A list of all things of a kind, or of those with a letter.
  static func list(_ folder: String, letter: String? = nil, page: Int = 0) -> SitePath {
    SitePath("\(folder)/\(letter.map { "~" + part($0) } ?? "index")\(suffix(page)).html")
  }

  /// A rule.
  static func rule(_ id: String) -> SitePath { SitePath("rules/\(part(id)).html") }

  /// A part of the search index.
  static func search(_ name: String) -> SitePath { SitePath("search/\(name).json") }

  /// A JSON file for programs, without its ending.
  static func data(_ parts: String...) -> SitePath {
    SitePath("v1/" + parts.map(part).joined(separator: "/") + ".json")
  }

  /// Behind a tilde no name stands, so that no page of a list meets another thing's.
  private static func suffix(_ page: Int) -> String { page == 0 ? "" : "~p\(page + 1)" }

  /// The most bytes of a part; file systems take 255.
  private static let limit = 180

  /// A name as a part of a path.
  ///
  /// `*.` in front is written `~.`, any other byte outside of `[a-z0-9._-]` as `~` and two hex digits, so that
  /// different names have different parts; what is too long ends with a hash.
  static func part(_ name: String) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var rest = Array(name.utf8)[...]
    var bytes: [UInt8] = []
    if rest.starts(with: "*.".utf8) {
      bytes += "~.".utf8
      rest = rest.dropFirst(2)
    }
    for byte in rest {
      switch byte {
      case UInt8(ascii: "."):
        if bytes.isEmpty { bytes += "~2e".utf8 } else { bytes.append(byte) }
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "_"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "~"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    if bytes.isEmpty { return "~" }
    // `index` is the list of a folder.
    if name == "index" { return "~69ndex" }
    guard bytes.count > limit else { return String(decoding: bytes, as: UTF8.self) }
    let hash = SHA256.hex(of: Array(name.utf8)).prefix(32)
    return String(decoding: bytes.prefix(limit - 36), as: UTF8.self) + "~~\(hash)"
  }
}
