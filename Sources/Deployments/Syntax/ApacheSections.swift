/// The sections of an Apache configuration: what they hold for, and in which order they are merged.
///
/// https://httpd.apache.org/docs/2.4/sections.html#merging: `<Directory>`, the shortest path first, then
/// patterns of folders, `<Files>`, `<Location>` and `<If>`; within each as they stand, those of a virtual
/// host after those outside.
struct ApacheSections {
  /// What a section holds for, so that equal ones hold for the same.
  struct Key: Hashable {
    var kind: String
    var argument: String
  }

  /// When a section's directives are merged: those of lower ranks first.
  struct Rank: Comparable {
    var phase = -1
    var depth = 0
    var isOfHost = false

    static func < (a: Rank, b: Rank) -> Bool {
      (a.phase, a.depth, a.isOfHost ? 1 : 0) < (b.phase, b.depth, b.isOfHost ? 1 : 0)
    }
  }

  /// Where a directive stands.
  struct Place: Hashable {
    /// What it holds for: all of them together; nothing for the whole server.
    var keys: [Key] = []
    /// The sections, by number, that decide whether it is read at all.
    var conditions: [Int] = []
  }

  private var open: [(key: Key?, condition: Int?)] = []
  private var count = 0

  /// Where a directive that comes next stands.
  var place: Place {
    Place(keys: open.compactMap(\.key), conditions: open.compactMap(\.condition))
  }

  /// Opens a section, by its name in lower case and what stands behind it.
  mutating func open(_ name: String, _ arguments: [String]) {
    count += 1
    if Self.readers.contains(name) {
      // Without mod_headers no Header is read anyhow.
      let isSure =
        name == "ifmodule" && ["mod_headers.c", "headers_module"].contains(arguments.first)
        || name.hasPrefix("require")
      return open.append((nil, isSure ? nil : count))
    }
    var key = Key(kind: name, argument: arguments.joined(separator: " "))
    let isPattern = arguments.first == "~"
    switch name {
    case "directory":
      if isPattern || key.argument.contains(where: { "*?[".contains($0) }) {
        key.kind = "directorymatch"
      } else if key.argument.count > 1, key.argument.hasSuffix("/") {
        key.argument.removeLast()
      }
    case "location":
      if isPattern || key.argument.contains(where: { "*?[".contains($0) }) {
        key.kind = "locationmatch"
      }
    case "directorymatch", "files", "filesmatch", "locationmatch", "if": break
    default: key.argument = "\(count)"
    }
    open.append((key, nil))
  }

  /// Closes the section that was opened last.
  mutating func close() {
    if !open.isEmpty { open.removeLast() }
  }

  /// Sections that say when the file is read, not what it holds for.
  private static let readers: Set<String> = [
    "ifmodule", "ifdefine", "ifversion", "ifdirective", "iffile", "ifsection", "macro",
    "requireall", "requireany",
  ]
}

extension ApacheSections.Place {
  /// When what stands here is merged.
  var rank: ApacheSections.Rank {
    var rank = ApacheSections.Rank(isOfHost: keys.contains { $0.kind == "virtualhost" })
    for key in keys {
      switch key.kind {
      case "virtualhost": continue
      case "directory": rank.phase = max(rank.phase, 0)
      case "files", "filesmatch": rank.phase = max(rank.phase, 2)
      case "location", "locationmatch": rank.phase = max(rank.phase, 3)
      case "if", "elseif", "else": rank.phase = max(rank.phase, 4)
      default: rank.phase = max(rank.phase, 1)
      }
      if key.kind == "directory" {
        rank.depth = max(rank.depth, key.argument.split(separator: "/").count)
      }
    }
    return rank
  }

  /// What sections may hold for so that they hold wherever this one does.
  var implied: Set<ApacheSections.Key> {
    var implied: Set = [ApacheSections.Key(kind: "location", argument: "/")]
    for key in keys {
      implied.insert(key)
      guard ["directory", "location"].contains(key.kind) else { continue }
      for (index, byte) in zip(key.argument.indices, key.argument.utf8) where byte == 0x2F {
        let above = key.argument[..<index]
        implied.insert(ApacheSections.Key(kind: key.kind, argument: String(above)))
        // `<Location /a/>` holds for what is below it.
        implied.insert(ApacheSections.Key(kind: key.kind, argument: above + "/"))
      }
    }
    return implied
  }
}
