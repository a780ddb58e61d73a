import ContentSecurityPolicy

/// Applies edits to header values as a person would: text in, text out.
///
/// Written apart from the code under test, which only counts what an edit adds.
struct PolicyEditor {
  /// The header values, one a policy.
  private(set) var texts: [String]

  init(_ texts: [String]) { self.texts = texts }

  var list: PolicyList {
    PolicyList(policies: texts.flatMap { PolicyList(parsing: $0).policies })
  }

  var size: Int { texts.reduce(0) { $0 + $1.utf8.count } }

  mutating func apply(_ edits: [Edit]) {
    for edit in edits { apply(edit) }
  }

  private mutating func apply(_ edit: Edit) {
    var directives = texts[edit.policy].split(separator: "; ").map {
      $0.split(separator: " ").map(String.init)
    }
    func position(_ name: String) -> Int? {
      directives.firstIndex { $0.first?.lowercased() == name }
    }
    if position(edit.addTo) == nil {
      // `'none'` beside sources means nothing: it is not worth a copy.
      let copied = edit.copyFrom.flatMap(position).map { directives[$0].dropFirst() } ?? []
      directives.append([edit.addTo] + copied.filter { $0.lowercased() != "'none'" })
    }
    guard let index = position(edit.addTo) else { return }
    if directives[index].dropFirst().map({ $0.lowercased() }) == ["'none'"] {
      directives[index].removeLast()
    }
    for source in edit.sources where !directives[index].dropFirst().contains(source) {
      directives[index].append(source)
    }
    texts[edit.policy] = directives.map { $0.joined(separator: " ") }.joined(separator: "; ")
  }
}
