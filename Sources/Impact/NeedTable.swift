import ContentSecurityPolicy

/// Every source that some unit of a decision needs, once, in groups that one policy's lists decide together.
struct NeedTable: Sendable {
  /// The needs under one directive.
  struct Group: Sendable {
    let directive: String
    /// The directives that are asked about.
    var asked: DirectiveSet
    var needs: [RequirementUnit.Need] = []
  }

  /// Where a need stands.
  struct Place: Sendable, Hashable {
    let group: Int
    /// Its position in the group.
    let index: Int
    /// Its position among all.
    let number: Int
  }

  private(set) var groups: [Group] = []
  /// How many needs there are.
  private(set) var count = 0
  private var known: [NeededSource: Place] = [:]

  /// All of them.
  var sources: [PreparedSource] { groups.flatMap(\.needs).map(\.prepared) }

  /// Whether some need stands for requests that name the page.
  var namesPage: Bool { sources.contains { $0.namesPage } }

  /// Takes the needs of a unit in and tells each its place.
  mutating func add(_ unit: inout RequirementUnit) {
    unit.needs = unit.needs.map { RequirementUnit.Need($0, place: place(of: $0)) }
  }

  private mutating func place(of need: RequirementUnit.Need) -> Place {
    let source = need.prepared
    if let place = known[source.needed] { return place }
    let group =
      groups.firstIndex { $0.directive == need.directive } ?? groups.count
    if group == groups.count {
      groups.append(Group(directive: need.directive, asked: []))
    }
    let place = Place(group: group, index: groups[group].needs.count, number: count)
    groups[group].needs.append(RequirementUnit.Need(need, place: place))
    groups[group].asked.formUnion(source.asked)
    known[source.needed] = place
    count += 1
    return place
  }
}
