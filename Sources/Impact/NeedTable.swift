import ContentSecurityPolicy

/// Every source that some unit of a decision needs, once, in groups that one policy's lists decide together.
struct NeedTable: Sendable {
  /// The needs under one directive.
  struct Group: Sendable {
    let directive: String
    /// The directives that are asked about.
    var asked: DirectiveSet
    var sources: [PreparedSource]
  }

  private(set) var groups: [Group] = []
  private var places: [(group: Int, index: Int)] = []
  private var known: [NeededSource: Int] = [:]

  /// How many needs there are.
  var count: Int { places.count }

  /// All of them.
  var sources: [PreparedSource] { groups.flatMap(\.sources) }

  /// Whether some need stands for requests that name the page.
  var namesPage: Bool { groups.contains { $0.sources.contains(where: \.namesPage) } }

  /// Position of a need in its group.
  subscript(place: Int) -> (group: Int, index: Int) { places[place] }

  /// Takes the needs of a unit in and tells each its place.
  mutating func add(_ unit: inout RequirementUnit) {
    unit.needs = unit.needs.map { RequirementUnit.Need($0, place: place(of: $0)) }
  }

  private mutating func place(of need: RequirementUnit.Need) -> Int {
    let source = need.prepared
    if let place = known[source.needed] { return place }
    let group =
      groups.firstIndex { $0.directive == need.directive } ?? groups.count
    if group == groups.count {
      groups.append(Group(directive: need.directive, asked: [], sources: []))
    }
    places.append((group, groups[group].sources.count))
    groups[group].sources.append(source)
    groups[group].asked.formUnion(source.asked)
    known[source.needed] = places.count - 1
    return places.count - 1
  }
}
