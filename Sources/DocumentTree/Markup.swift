/// Markup as a flat array of nodes over one buffer of bytes, free of any pointer into a parser.
///
/// The buffer begins with the page itself, so that text that stands there is not copied.
struct Markup: Sendable {
  /// An element or a piece of text.
  struct Node: Sendable {
    let element: Element
    /// What stands under it.
    fileprivate(set) var contents: Element.Kinds = []
    /// What a text says, or the name of an element that HTML does not know.
    fileprivate(set) var text: Range<Int32> = 0..<0
    /// Its attributes among all.
    fileprivate(set) var attributes: Range<Int32> = 0..<0
    let parent: Int32
    fileprivate(set) var firstChild: Int32 = -1
    fileprivate(set) var nextSibling: Int32 = -1
    /// Where it stands in the page: a text where it begins, an element where its tag ends.
    let place: Int32

    init(_ element: Element, parent: Int, place: Int) {
      self.element = element
      self.parent = Int32(parent)
      self.place = Int32(clamping: place)
    }
  }

  /// An attribute of an element.
  struct Attribute: Sendable {
    /// The names that a reader looks for.
    enum Name: String, CaseIterable, Sendable {
      case `class`, id, role, href, title, summary, rowspan, colspan, lang, language
      case modal = "aria-modal"
      case expanded = "aria-expanded"
      case dataLanguage = "data-language"
      case dataLang = "data-lang"
      case sourcePosition = "data-sourcepos"
      /// Any other.
      case other = ""

      /// Those that a reader looks for.
      static let spellings = WordTable(
        allCases.filter { $0 != .other }.map { ($0.rawValue, $0) })
    }

    let name: Name
    /// Its name, where it is another.
    let key: Range<Int32>
    let value: Range<Int32>
  }

  /// All nodes in document order; the root is the first.
  private(set) var nodes: [Node] = [Node(.root, parent: -1, place: 0)]
  /// The first `<title>`.
  private(set) var title: Int?
  private var attributes: [Attribute]
  private var bytes: [UInt8]
  private var lastChildren: [Int32] = [-1]

  /// Begins with the root of a page and the attributes that its tags may have.
  init(_ page: [UInt8], attributes: [Attribute] = []) {
    bytes = page
    self.attributes = attributes
    nodes.reserveCapacity(page.count / 64)
    lastChildren.reserveCapacity(page.count / 64)
  }

  // MARK: Writing

  /// Adds a node after the last child of its parent and gives its place.
  mutating func append(
    _ element: Element, parent: Int, place: Int, with contents: Element.Kinds = []
  ) -> Int {
    let index = nodes.count
    nodes.append(Node(element, parent: parent, place: place))
    lastChildren.append(-1)
    let last = Int(lastChildren[parent])
    if last < 0 {
      nodes[parent].firstChild = Int32(index)
    } else {
      nodes[last].nextSibling = Int32(index)
    }
    lastChildren[parent] = Int32(index)
    if element == .title, title == nil { title = index }
    nodes[index].contents = contents
    let kinds = element.kinds.union(contents)
    var above = parent
    while above >= 0, !kinds.isSubset(of: nodes[above].contents) {
      nodes[above].contents.formUnion(kinds)
      above = Int(nodes[above].parent)
    }
    return index
  }

  /// Adds to what a text says, or to an unknown element's name.
  mutating func extend(_ place: Int, by text: UnsafeBufferPointer<UInt8>) {
    let said = nodes[place].text
    var start = Int32(bytes.count)
    if said.upperBound == start, !said.isEmpty {
      start = said.lowerBound
    } else if !said.isEmpty {
      // A slice of the buffer would have all of it copied.
      bytes += Array(bytes[Int(said.lowerBound)..<Int(said.upperBound)])
    }
    bytes.append(contentsOf: text)
    nodes[place].text = start..<Int32(bytes.count)
  }

  /// Adds to what a text says by what stands in the page.
  mutating func extend(_ place: Int, by range: Range<Int32>, of page: UnsafeBufferPointer<UInt8>) {
    if nodes[place].text.isEmpty {
      nodes[place].text = range
    } else {
      let text = page[Int(range.lowerBound)..<Int(range.upperBound)]
      extend(place, by: UnsafeBufferPointer(rebasing: text))
    }
  }

  /// Puts another text in the place of a text.
  mutating func replaceText(of place: Int, by text: [UInt8]) {
    let start = Int32(bytes.count)
    bytes += text
    nodes[place].text = start..<Int32(bytes.count)
  }

  /// Adds an attribute to the last node.
  mutating func addAttribute(
    _ name: Attribute.Name, key: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>
  ) {
    let end = Int32(attributes.count)
    let start = Int32(bytes.count)
    if name == .other { bytes.append(contentsOf: key) }
    let middle = Int32(bytes.count)
    bytes.append(contentsOf: value)
    attributes.append(
      Attribute(name: name, key: start..<middle, value: middle..<Int32(bytes.count)))
    let place = nodes.count - 1
    let first = nodes[place].attributes.isEmpty ? end : nodes[place].attributes.lowerBound
    nodes[place].attributes = first..<Int32(attributes.count)
  }

  /// Gives the last node attributes of the page.
  mutating func setAttributes(_ range: Range<Int32>) { nodes[nodes.count - 1].attributes = range }

  // MARK: Reading

  /// What a text says.
  func text(of node: Node) -> ArraySlice<UInt8> {
    bytes[Int(node.text.lowerBound)..<Int(node.text.upperBound)]
  }

  /// The name of an element as the page spells it, in lower case.
  func name(of node: Node) -> String {
    node.element.isKnown ? node.element.name : String(decoding: text(of: node), as: UTF8.self)
  }

  /// The value of an attribute as it stands in the buffer.
  func value(_ name: Attribute.Name, of node: Node) -> ArraySlice<UInt8>? {
    for place in node.attributes where attributes[Int(place)].name == name {
      let range = attributes[Int(place)].value
      return bytes[Int(range.lowerBound)..<Int(range.upperBound)]
    }
    return nil
  }

  /// Whether the value of an attribute passes a test; `false` where there is none.
  func has(
    _ name: Attribute.Name, of node: Node, where test: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> Bool {
    for place in node.attributes where attributes[Int(place)].name == name {
      let range = attributes[Int(place)].value
      return bytes.withUnsafeBufferPointer { bytes in
        test(
          UnsafeBufferPointer(rebasing: bytes[Int(range.lowerBound)..<Int(range.upperBound)]))
      }
    }
    return false
  }

  /// How many lines end between two places of the page.
  func lineFeeds(in range: Range<Int>) -> Int {
    bytes.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: $0[range]).lineFeeds }
  }

  /// The value of an attribute.
  func attribute(_ name: Attribute.Name, of node: Node) -> String? {
    value(name, of: node).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The value of an attribute that has any name.
  func attribute(named name: String, of node: Node) -> String? {
    if let known = Attribute.Name(rawValue: name), known != .other {
      return attribute(known, of: node)
    }
    for place in node.attributes {
      let attribute = attributes[Int(place)]
      let key = bytes[Int(attribute.key.lowerBound)..<Int(attribute.key.upperBound)]
      guard attribute.name == .other, key.elementsEqual(name.utf8, by: { $0.lowered == $1 })
      else { continue }
      let value = bytes[Int(attribute.value.lowerBound)..<Int(attribute.value.upperBound)]
      return String(decoding: value, as: UTF8.self)
    }
    return nil
  }

  /// Whether the attributes of an element are plain words without values, as in `<your region>`.
  func hasOnlyWords(_ node: Node) -> Bool {
    node.attributes.allSatisfy { place in
      let attribute = attributes[Int(place)]
      let key = bytes[Int(attribute.key.lowerBound)..<Int(attribute.key.upperBound)]
      return attribute.value.isEmpty && key.allSatisfy { $0 | 32 >= 97 && $0 | 32 <= 122 }
    }
  }

  /// The names of an element's attributes in order.
  func attributeNames(of node: Node) -> [String] {
    node.attributes.map { place in
      let attribute = attributes[Int(place)]
      let key = bytes[Int(attribute.key.lowerBound)..<Int(attribute.key.upperBound)]
      return attribute.name == .other
        ? String(decoding: key, as: UTF8.self).lowercased() : attribute.name.rawValue
    }
  }

  /// The children of a node in order.
  func children(of place: Int) -> Children { Children(nodes: nodes, at: nodes[place].firstChild) }

  /// Children of a node, one after the other.
  struct Children: Sequence, IteratorProtocol {
    fileprivate let nodes: [Node]
    fileprivate var at: Int32

    mutating func next() -> Int? {
      guard at >= 0 else { return nil }
      defer { at = nodes[Int(at)].nextSibling }
      return Int(at)
    }
  }

  /// All text under a node.
  func text(under place: Int) -> String {
    var text = Array(text(of: nodes[place]))
    var at = Int(nodes[place].firstChild)
    while at >= 0 {
      if nodes[at].element == .text { text += self.text(of: nodes[at]) }
      at = next(after: at, under: place)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The node after one in document order, or -1 at the end of what stands under `top`.
  func next(after place: Int, under top: Int, skippingChildren: Bool = false) -> Int {
    if nodes[place].firstChild >= 0, !skippingChildren { return Int(nodes[place].firstChild) }
    var at = place
    while at != top && at >= 0 {
      if nodes[at].nextSibling >= 0 { return Int(nodes[at].nextSibling) }
      at = Int(nodes[at].parent)
    }
    return -1
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// How many lines end in it.
  var lineFeeds: Int {
    var count = 0
    var at = 0
    while let end = place(of: 10, from: at) {
      count += 1
      at = end + 1
    }
    return count
  }
}
