import ContentSecurityPolicy
import Diagnostics

/// The part of a registrable domain that its owner chose: `userpilot` of `userpilot.io`.
struct DomainLabel: Hashable {
  /// The label in Unicode.
  let label: String
  /// The label as a hasty reader sees it: look-alike letters folded, hyphens left out.
  let skeleton: [UInt8]

  /// Takes the first label of a registrable domain; `nil` for one that cannot be read.
  init?(site: String) {
    guard let first = site.split(separator: ".").first,
      let scalars = Punycode.unicode(of: String(first))
    else { return nil }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    label = String(text)
    skeleton = Self.skeleton(of: scalars)
  }

  /// Whether a reader may take one label for the other, although they differ.
  ///
  /// The skeletons are equal, or the labels are five letters or longer and one typing error apart.
  func looksLike(_ other: DomainLabel) -> Bool {
    if label == other.label { return false }
    if skeleton == other.skeleton { return true }
    // Numbered siblings such as cdn1 and cdn2 are families, not forgeries.
    let (own, its) = (label.utf8.filter { !$0.isDigit }, other.label.utf8.filter { !$0.isDigit })
    return min(own.count, its.count) >= 5 && own != its
      && NearestName.distance(Array(label.utf8), Array(other.label.utf8)) == 1
  }

  /// In the spirit of <https://www.unicode.org/reports/tr39/#Confusable_Detection>, for the letters
  /// that host names are forged with.
  private static func skeleton(of scalars: [Unicode.Scalar]) -> [UInt8] {
    let plain = scalars.filter { $0 != "-" }.map { scalar -> String in
      if !scalar.isASCII, let letter = ConfusableScript.latinTwin(of: scalar) {
        return String(letter)
      }
      switch scalar {
      case "0": return "o"
      case "1", "i": return "l"
      case "5": return "s"
      case "w": return "vv"
      case "m": return "rn"
      default: return String(scalar)
      }
    }
    return Array(plain.joined().utf8)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
}
