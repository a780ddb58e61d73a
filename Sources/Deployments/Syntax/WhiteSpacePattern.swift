/// A regular expression that matches nothing but white space, such as `\s{2,}` or `\r?\n|\r`.
///
/// Programs lay policies out over lines and take the line ends out again with one of these.
struct WhiteSpacePattern {
  private struct Atom {
    var set: Set<UInt8>
    var least: Int
    var most: Int
  }

  private var branches: [[Atom]] = []
  private let isGlobal: Bool

  /// Reads `/pattern/flags`; `nil` when it may match anything else.
  init?(_ source: some Collection<UInt8>) {
    let bytes = Array(source)
    guard bytes.first == 0x2F, let end = bytes.lastIndex(of: 0x2F), end > 1 else { return nil }
    self.init(body: bytes[1..<end], isGlobal: bytes[end...].contains(0x67))
  }

  /// Reads a pattern without its delimiters.
  init?(body: ArraySlice<UInt8>, isGlobal: Bool) {
    self.isGlobal = isGlobal
    for branch in body.split(separator: 0x7C, omittingEmptySubsequences: false) {
      var atoms: [Atom] = []
      var rest = branch
      while let first = rest.popFirst() {
        guard let set = Self.set(first, &rest) else { return nil }
        guard let (least, most) = Self.count(&rest) else { return nil }
        atoms.append(Atom(set: set, least: least, most: most))
      }
      guard atoms.contains(where: { $0.least > 0 }) else { return nil }
      branches.append(atoms)
    }
  }

  private static let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D]

  private static func set(_ first: UInt8, _ rest: inout ArraySlice<UInt8>) -> Set<UInt8>? {
    switch first {
    case 0x5C:
      switch rest.popFirst() {
      case 0x73: return space
      case 0x6E: return [0x0A]
      case 0x72: return [0x0D]
      case 0x74: return [0x09]
      default: return nil
      }
    case 0x20, 0x0A: return [first]
    case 0x5B:
      var set: Set<UInt8> = []
      while let byte = rest.popFirst(), byte != 0x5D {
        guard let part = Self.set(byte, &rest) else { return nil }
        set.formUnion(part)
      }
      return set
    default: return nil
    }
  }

  private static func count(_ rest: inout ArraySlice<UInt8>) -> (Int, Int)? {
    var range = (1, 1)
    switch rest.first {
    case 0x2B: range = (1, .max)
    case 0x2A: range = (0, .max)
    case 0x3F: range = (0, 1)
    case 0x7B:
      guard let end = rest.firstIndex(of: 0x7D) else { return nil }
      let parts = rest[rest.startIndex + 1..<end].split(
        separator: 0x2C, omittingEmptySubsequences: false)
      guard let least = Int(ASCIIText.string(parts[0])) else { return nil }
      range.0 = least
      range.1 = parts.count == 1 ? least : Int(ASCIIText.string(parts[1])) ?? .max
      rest = rest[end...]
    default: return range
    }
    rest.removeFirst()
    if rest.first == 0x3F { rest.removeFirst() }
    return range
  }

  /// Where a text matches.
  func matches(in text: [UInt8], all: Bool = false) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = 0
    while index < text.count {
      guard Self.space.contains(text[index]) else {
        index += 1
        continue
      }
      guard let end = branches.lazy.compactMap({ Self.end(of: $0, text, index) }).first else {
        index += 1
        continue
      }
      found.append(index..<end)
      if !isGlobal, !all { break }
      index = max(end, index + 1)
    }
    return found
  }

  private static func end(of atoms: [Atom], _ text: [UInt8], _ start: Int) -> Int? {
    var index = start
    for atom in atoms {
      var count = 0
      while index < text.count, count < atom.most, atom.set.contains(text[index]) {
        index += 1
        count += 1
      }
      if count < atom.least { return nil }
    }
    return index > start ? index : nil
  }
}
