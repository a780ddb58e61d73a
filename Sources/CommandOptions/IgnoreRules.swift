/// The patterns of one `.gitignore`, as gitignore(5) describes them.
struct IgnoreRules: Sendable {
  private struct Pattern: Sendable {
    var segments: [[UInt8]]
    var isNegated = false
    var isForFolders = false
    /// Whether it is held against the whole path below the file's folder, not the last name only.
    var isAnchored = false
  }

  private let patterns: [Pattern]

  var isEmpty: Bool { patterns.isEmpty }

  /// Reads the lines of a file.
  init(parsing bytes: [UInt8]) {
    patterns = bytes.split(separator: 0x0A).compactMap(Self.pattern)
  }

  private static func pattern(_ line: ArraySlice<UInt8>) -> Pattern? {
    var line = line.last == 0x0D ? line.dropLast() : line
    // Trailing spaces count only behind a backslash.
    while line.last == 0x20, line.dropLast().last != 0x5C { line = line.dropLast() }
    guard let first = line.first, first != 0x23 else { return nil }
    var pattern = Pattern(segments: [])
    if first == 0x21 {
      pattern.isNegated = true
      line = line.dropFirst()
    }
    if line.last == 0x2F {
      pattern.isForFolders = true
      line = line.dropLast()
    }
    pattern.isAnchored = line.contains(0x2F)
    if line.first == 0x2F { line = line.dropFirst() }
    pattern.segments = line.split(separator: 0x2F).map(Array.init)
    // `a/**` means what is in a, not a itself.
    if pattern.segments.last == any { pattern.segments.append([0x2A]) }
    return pattern.segments.isEmpty ? nil : pattern
  }

  private static let any: [UInt8] = [0x2A, 0x2A]

  /// Whether the rules leave something out; `nil` when they say nothing of it.
  ///
  /// - Parameters:
  ///   - path: Names below the folder that holds the rules.
  ///   - isFolder: Whether it is a folder.
  /// - Returns: Whether they leave it out.
  func ignores(_ path: [ArraySlice<UInt8>], isFolder: Bool) -> Bool? {
    guard let name = path.last else { return nil }
    for pattern in patterns.reversed() where isFolder || !pattern.isForFolders {
      let fits =
        pattern.isAnchored
        ? Self.fits(pattern.segments[...], path[...])
        : pattern.segments.first.map { Self.fits($0, name) } ?? false
      if fits { return !pattern.isNegated }
    }
    return nil
  }

  /// Holds segments against names; `**` stands for any number of them.
  private static func fits(
    _ pattern: ArraySlice<[UInt8]>, _ path: ArraySlice<ArraySlice<UInt8>>
  ) -> Bool {
    var (pattern, path) = (pattern, path)
    var retry: (pattern: ArraySlice<[UInt8]>, path: ArraySlice<ArraySlice<UInt8>>)?
    while let name = path.first {
      if pattern.first == any {
        pattern = pattern.dropFirst()
        retry = (pattern, path)
      } else if let segment = pattern.first, fits(segment, name) {
        pattern = pattern.dropFirst()
        path = path.dropFirst()
      } else if let again = retry {
        pattern = again.pattern
        path = again.path.dropFirst()
        retry = (pattern, path)
      } else {
        return false
      }
    }
    return pattern.allSatisfy { $0 == any }
  }

  /// Holds a segment with `*`, `?`, `[a-z]` and backslashes against a name.
  static func fits(_ pattern: [UInt8], _ name: ArraySlice<UInt8>) -> Bool {
    var at = 0
    var index = name.startIndex
    var retry: (at: Int, index: Int)?
    while index < name.endIndex {
      if at < pattern.count, pattern[at] == 0x2A {
        at += 1
        retry = (at, index)
      } else if at < pattern.count, let width = width(pattern, at, name[index]) {
        at += width
        index += 1
      } else if let again = retry {
        at = again.at
        index = again.index + 1
        retry = (at, index)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == 0x2A }
  }

  /// How many bytes of the pattern stand for one byte; `nil` when they do not fit it.
  private static func width(_ pattern: [UInt8], _ at: Int, _ byte: UInt8) -> Int? {
    switch pattern[at] {
    case 0x3F: return 1
    case 0x5C where at + 1 < pattern.count: return pattern[at + 1] == byte ? 2 : nil
    case 0x5B:
      var index = at + 1
      let isNegated = index < pattern.count && [0x21, 0x5E].contains(pattern[index])
      if isNegated { index += 1 }
      let first = index
      var fits = false
      while index < pattern.count, pattern[index] != 0x5D || index == first {
        if pattern[index] == 0x5C, index + 1 < pattern.count { index += 1 }
        let low = pattern[index]
        var high = low
        if index + 2 < pattern.count, pattern[index + 1] == 0x2D, pattern[index + 2] != 0x5D {
          high = pattern[index + 2]
          index += 2
        }
        if low <= byte, byte <= high { fits = true }
        index += 1
      }
      // Without its end it is a bracket.
      guard index < pattern.count else { return byte == 0x5B ? 1 : nil }
      return fits != isNegated ? index + 1 - at : nil
    case let plain: return plain == byte ? 1 : nil
    }
  }
}
