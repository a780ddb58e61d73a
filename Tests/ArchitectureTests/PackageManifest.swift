/// What Package.swift says of its targets, read as text.
struct PackageManifest {
  /// Names of the targets that each target of Sources depends on.
  let dependencies: [String: [String]]

  /// Reads `module("A", ["B"])`, `.systemLibrary(name: "C"` and `.executableTarget(name: "d"`.
  init(_ text: String) {
    var found: [String: [String]] = [:]
    let code = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
      .joined(separator: "\n")
    for start in ["module(", ".executableTarget(", ".systemLibrary("] {
      for call in Self.calls(of: start, in: code) {
        let list = call.split(separator: "[", maxSplits: 1).dropFirst().first.map(String.init)
        let names = list.map { Self.strings(in: String($0.prefix { $0 != "]" })) } ?? []
        guard let name = Self.strings(in: call).first else { continue }
        found[name] = start == ".systemLibrary(" ? [] : names
      }
    }
    dependencies = found
  }

  /// A target and all that it depends on, however far down.
  func closure(of target: String) -> Set<String> {
    var seen: Set<String> = []
    var next = [target]
    while let name = next.popLast() {
      if seen.insert(name).inserted { next += dependencies[name] ?? [] }
    }
    return seen
  }

  /// The text between the parentheses of each call.
  private static func calls(of start: String, in text: String) -> [String] {
    var rest = text[...]
    var found: [String] = []
    while let range = rest.firstRange(of: start) {
      var depth = 1
      let body = rest[range.upperBound...].prefix {
        depth += $0 == "(" ? 1 : $0 == ")" ? -1 : 0
        return depth > 0
      }
      found.append(String(body))
      rest = rest[range.upperBound...]
    }
    return found
  }

  private static func strings(in text: String) -> [String] {
    let parts = text.split(separator: "\"", omittingEmptySubsequences: false)
    return stride(from: 1, to: parts.count, by: 2).map { String(parts[$0]) }
  }
}
