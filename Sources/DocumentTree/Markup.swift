/// Markup as a flat array of nodes, free of any pointer into a parser.
struct Markup: Sendable {
  /// An element or a piece of text.
  struct Node: Sendable {
    /// Lower-case element name; empty for text.
    var name: String
    /// What a text node says.
    var text: String
    var attributes: [(name: String, value: String)]
    var parent: Int
    var firstChild: Int
    var nextSibling: Int
    /// Line on which it starts, from 1.
    var line: Int

    func attribute(_ name: String) -> String? {
      attributes.first { $0.name == name }?.value
    }
  }

  /// All nodes in document order; the root, an element without a name, is the first.
  var nodes: [Node] = [
    Node(
      name: "#root", text: "", attributes: [], parent: -1, firstChild: -1, nextSibling: -1,
      line: 1)
  ]
  private var lastChildren: [Int] = [-1]

  init() {}

  /// Adds a node after the last child of its parent and gives its place.
  mutating func append(_ node: Node) -> Int {
    let place = nodes.count
    nodes.append(node)
    lastChildren.append(-1)
    if lastChildren[node.parent] < 0 {
      nodes[node.parent].firstChild = place
    } else {
      nodes[lastChildren[node.parent]].nextSibling = place
    }
    lastChildren[node.parent] = place
    return place
  }

  /// The children of a node in order.
  func children(of place: Int) -> [Int] {
    var list: [Int] = []
    var child = nodes[place].firstChild
    while child >= 0 {
      list.append(child)
      child = nodes[child].nextSibling
    }
    return list
  }

  /// Tells whether a node has a descendant of one of the names.
  func contains(_ names: Set<String>, under place: Int) -> Bool {
    var at = nodes[place].firstChild
    while at >= 0 {
      if names.contains(nodes[at].name) { return true }
      at = next(after: at, under: place)
    }
    return false
  }

  /// All text under a node.
  func text(under place: Int) -> String {
    var text = nodes[place].text
    var at = nodes[place].firstChild
    while at >= 0 {
      text += nodes[at].text
      at = next(after: at, under: place)
    }
    return text
  }

  /// The node after one in document order, or -1 at the end of what stands under `top`.
  func next(after place: Int, under top: Int, skippingChildren: Bool = false) -> Int {
    if nodes[place].firstChild >= 0, !skippingChildren { return nodes[place].firstChild }
    var at = place
    while at != top && at >= 0 {
      if nodes[at].nextSibling >= 0 { return nodes[at].nextSibling }
      at = nodes[at].parent
    }
    return -1
  }
}
