/// Scripts whose letters are taken for each other in host names.
enum ConfusableScript: String, CaseIterable {
  case latin = "Latin"
  case greek = "Greek"
  case cyrillic = "Cyrillic"
  case armenian = "Armenian"
  case cherokee = "Cherokee"

  /// The scripts of which a label has letters, in the order of the cases.
  static func scripts(in label: [Unicode.Scalar]) -> [ConfusableScript] {
    let found = Set(label.compactMap(script))
    return allCases.filter(found.contains)
  }

  /// Block ranges of <https://www.unicode.org/Public/UNIDATA/Blocks.txt>.
  private static func script(of scalar: Unicode.Scalar) -> ConfusableScript? {
    guard scalar.properties.isAlphabetic else { return nil }
    return switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: .latin
    case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F: .cyrillic
    case 0x531...0x58F: .armenian
    case 0x13A0...0x13FF, 0xAB70...0xABBF: .cherokee
    default: nil
    }
  }

  /// The Latin letter that a letter of another script looks like.
  ///
  /// Taken from <https://www.unicode.org/Public/security/latest/confusables.txt>: lower-case letters only.
  static func latinTwin(of scalar: Unicode.Scalar) -> Character? { twins[scalar] }

  private static let twins: [Unicode.Scalar: Character] = [
    "а": "a", "с": "c", "ԁ": "d", "е": "e", "һ": "h", "і": "l", "ј": "j", "ӏ": "l", "о": "o",
    "р": "p", "ԛ": "q", "ѕ": "s", "у": "y", "ѵ": "v", "х": "x", "α": "a", "ι": "l", "ν": "v",
    "ο": "o", "ρ": "p", "υ": "u", "ϲ": "c", "ϳ": "j", "օ": "o", "ս": "u", "հ": "h", "ո": "n",
    "à": "a", "á": "a", "â": "a", "ä": "a", "å": "a", "ç": "c", "è": "e", "é": "e", "ê": "e",
    "ë": "e", "ì": "l", "í": "l", "î": "l", "ï": "l", "ı": "l", "ñ": "n", "ò": "o", "ó": "o",
    "ô": "o", "ö": "o", "ø": "o", "ù": "u", "ú": "u", "û": "u", "ü": "u", "ý": "y", "ÿ": "y",
  ]
}
