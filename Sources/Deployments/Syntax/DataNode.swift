/// A value of a data file, JSON, YAML or TOML, that knows its place.
struct DataNode: Sendable {
  /// What it is.
  enum Form: Sendable {
    /// A string, decoded when it is asked for; what YAML writes without quotes is one too.
    case text(@Sendable () -> MappedText)
    /// A number, a truth value or `null` of JSON and TOML.
    case word(String)
    case map([Entry])
    case list([DataNode])
    case nothing
  }

  /// A member of a map.
  struct Entry: Sendable {
    var key: String
    /// Where the key stands, quotes and all.
    var place: Range<Int>
    var value: DataNode

    /// From the key to the end of the value.
    var range: Range<Int> {
      place.lowerBound..<max(place.upperBound, value.range.upperBound)
    }
  }

  var form: Form
  /// Where it stands, quotes and brackets and all; tables of TOML stand nowhere.
  var range: Range<Int>
  /// YAML's `!Sub`, without the mark.
  var tag: String?

  init(_ form: Form, in range: Range<Int>) {
    self.form = form
    self.range = range
  }

  /// The value under a key: the last one when there are several.
  subscript(key: String) -> DataNode? { entries.last { $0.key == key }?.value }

  /// The value under keys, the outer first.
  subscript(path: [String]) -> DataNode? {
    path.reduce(self) { node, key in node?[key] }
  }

  /// The members of a map.
  var entries: [Entry] { if case .map(let entries) = form { entries } else { [] } }

  /// The elements of a list.
  var elements: [DataNode] { if case .list(let elements) = form { elements } else { [] } }

  /// A string, with the places of its parts.
  var text: MappedText? { if case .text(let text) = form { text() } else { nil } }

  /// A string.
  var string: String? { text.map { ASCIIText.string($0.bytes) } }

  /// A truth value.
  var flag: Bool? {
    let word: String? = if case .word(let word) = form { word } else { string }
    switch word?.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: return nil
    }
  }

  /// How many values it is made of.
  var count: Int {
    switch form {
    case .map(let entries): entries.reduce(1) { $0 + $1.value.count }
    case .list(let elements): elements.reduce(1) { $0 + $1.count }
    case .text, .word, .nothing: 1
    }
  }
}
