import JSONText
import MessageDigest
import Reporting
import VendorRequirements

/// What the search of the home page looks up: sorted beginnings of names, in small files.
///
/// A row is `[term, kind, name, path, note]`. Each thing stands under every part of its name with what follows
/// it, so that the rows that begin with a query are neighbours; the list of files says with which term each
/// begins, and a query reads one or two of them however large the registry is.
struct SearchIndex {
  /// The most bytes of a file.
  static let limit = 95_000

  /// What is found.
  private struct Thing {
    /// Vendors before hosts before directives.
    var rank: Int
    var kind: String
    var name: String
    var path: SitePath
    var note: String
  }

  /// A beginning of a name, and the position of what it names.
  private struct Row {
    var term: String
    var thing: Int
  }

  private var things: [Thing] = []
  private var rows: [Row] = []

  /// Adds a vendor under the words of its name, its id and its domains.
  mutating func add(_ summary: VendorSummary) {
    let words = summary.name.lowercased().split { !$0.isLetter && !$0.isNumber }
    let starts = words.indices.map { words[$0...].joined(separator: " ") }
    let terms = [summary.id] + starts + summary.entry.vendor.domains
    let note =
      (summary.latest.map { "@\($0), " } ?? "")
      + summary.entry.vendor.domains.prefix(3).joined(separator: ", ")
    add(terms, rank: 0, "vendor", summary.name, .vendor(summary.id), note)
  }

  /// Adds a host under each of its labels, but the last.
  mutating func add(host: String, note: String) {
    let bare = host.hasPrefix("*.") ? String(host.dropFirst(2)) : host
    let labels = bare.split(separator: ".")
    let terms = labels.indices.dropLast(labels.count > 1 ? 1 : 0).map {
      labels[$0...].joined(separator: ".")
    }
    add(terms, rank: 1, "host", host, .host(host), note)
  }

  /// Adds a directive.
  mutating func add(directive: String, note: String) {
    add([directive], rank: 2, "directive", directive, .directive(directive), note)
  }

  private mutating func add(
    _ terms: [String], rank: Int, _ kind: String, _ name: String, _ path: SitePath, _ note: String
  ) {
    for term in Set(terms.map { String($0.prefix(100)) }) where !term.isEmpty {
      rows.append(Row(term: term, thing: things.count))
    }
    things.append(Thing(rank: rank, kind: kind, name: name, path: path, note: note))
  }

  /// The files, the list of them first.
  func files() -> [SiteFile] {
    let sorted = rows.sorted { left, right in
      // As JavaScript compares strings.
      if left.term != right.term {
        return left.term.utf16.lexicographicallyPrecedes(right.term.utf16)
      }
      let (one, other) = (things[left.thing], things[right.thing])
      return (one.rank, one.name, one.path.text) < (other.rank, other.name, other.path.text)
    }
    var shards: [(first: String, bytes: [UInt8])] = []
    var bytes: [UInt8] = []
    var first = ""
    func close() {
      guard !bytes.isEmpty else { return }
      shards.append((first, Array("[\n".utf8) + bytes + Array("\n]\n".utf8)))
    }
    for row in sorted {
      let thing = things[row.thing]
      let json: JSON = [
        .string(row.term), .string(thing.kind), .string(thing.name), .string(thing.path.text),
        .string(thing.note),
      ]
      var line: [UInt8] = []
      json.write(compactTo: &line)
      if bytes.count + line.count + 8 > Self.limit {
        close()
        bytes = []
      }
      if bytes.isEmpty { first = row.term } else { bytes += ",\n".utf8 }
      bytes += line
    }
    close()
    let files = shards.enumerated().map { number, shard in
      SiteFile(
        path: .search("\(number)-\(SHA256.hex(of: shard.bytes).prefix(12))"), bytes: shard.bytes)
    }
    let list: JSON = [
      "shards": .array(
        zip(shards, files).map { shard, file in
          [.string(shard.first), .string(String(file.path.text.dropFirst("search/".count)))]
        })
    ]
    var index: [UInt8] = []
    list.write(compactTo: &index)
    return [SiteFile(path: .search("index"), bytes: index + [0x0A])] + files
  }
}
