/// The units of a decision, each by its position.
///
/// New units with optional profiles are made when a policy met these before.
struct UnitTable: Sendable {
  /// An optional profile of the new version that the old one had, as it is and as it was.
  struct OptionalProfile: Sendable {
    let now: RequirementUnit
    let before: RequirementUnit
  }

  private var units: [RequirementUnit]
  /// The units of the old version; those of the only one when there is no change.
  let old: Range<Int>
  /// The units of the new version.
  let new: Range<Int>
  /// What optional profiles needed before.
  let optionals: Range<Int>
  private let now: [RequirementUnit]
  /// The new units with optional profiles.
  private var mixed: [[Int]: Range<Int>] = [:]
  /// About how many bytes these take.
  private(set) var size = 0

  init(old: [RequirementUnit], new: [RequirementUnit], _ optionals: [OptionalProfile]) {
    units = old + new + optionals.map(\.before)
    self.old = 0..<old.count
    self.new = old.count..<old.count + new.count
    self.optionals = old.count + new.count..<units.count
    now = optionals.map(\.now)
  }

  subscript(position: Int) -> RequirementUnit { units[position] }

  /// The new units, each with those of some optional profiles that are of its environment.
  mutating func new(with met: [Int]) -> Range<Int> {
    if let known = mixed[met] { return known }
    let more = new.map { position in
      var unit = units[position]
      for optional in met.map({ now[$0 - optionals.lowerBound] })
      where optional.environment == unit.environment {
        unit.add(optional: optional)
      }
      return unit
    }
    let range = units.count..<units.count + more.count
    units += more
    size += more.reduce(0) { $0 + 200 + 40 * $1.needs.count }
    mixed[met] = range
    return range
  }

  /// The position of the unit that one was made of by adding optional profiles; of any other its own.
  func plain(_ position: Int) -> Int {
    if position < optionals.upperBound { return position }
    return new.lowerBound + (position - optionals.upperBound) % new.count
  }
}
