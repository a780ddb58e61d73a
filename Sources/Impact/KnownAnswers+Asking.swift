import ContentSecurityPolicy

extension KnownAnswers: JudgedPolicies {
  var units: UnitTable { known.units }
  var areOnlyReported: Bool { false }
  var nameOwnHost: Bool { policy.namesOwnHost }

  mutating func newUnits(with met: [Int]) -> Range<Int> { known.units.new(with: met) }

  mutating func meet(_ unit: Int) -> Bool {
    let places = known.units[unit].places
    return places.allSatisfy { answer(at: $0) == Answer.allowed }
  }

  mutating func failure(of unit: Int) -> Failure {
    var failure = Failure()
    for (index, place) in known.units[unit].places.enumerated() {
      let answer = told(of: unit, index, at: place)
      if answer < 0 { continue }
      if known.details[Int(answer)].isMissing {
        failure.missing += 1
      } else {
        failure.undecided += 1
      }
    }
    return failure
  }

  mutating func coverage(of need: RequirementUnit.Need) -> SourceCoverage {
    var answer = answer(at: need.place)
    if answer == Answer.byPage { answer = answerOnPage(need) }
    return answer < 0 ? .yes : known.details[Int(answer)].coverage
  }

  /// The answer to a need, see ``Answer``.
  @inline(__always)
  private mutating func answer(at place: NeedTable.Place) -> Int32 {
    let start = starts[place.group]
    if start >= 0 { return known.answers[Int(start) + place.index] }
    return known.answers[begin(place.group) + place.index]
  }

  /// Where the answers begin to what is asked of a group.
  private mutating func begin(_ group: Int) -> Int {
    let number = lists.number(of: group, isSecure: isSecure, in: policy)
    while known.starts.count <= number { known.starts.append(-1) }
    if known.starts[number] < 0 {
      known.starts[number] = Int32(truncatingIfNeeded: known.answers.count)
      ask(about: decision.table.groups[group])
    }
    starts[group] = known.starts[number]
    return Int(starts[group])
  }

  /// Asks the policy about all needs of a group.
  private mutating func ask(about group: NeedTable.Group) {
    let origin = isSecure ? Origin.example : .plainExample
    let policies = PreparedPolicies(policy.governing(group.asked), origin: origin)
    room.take(32 + 4 * group.needs.count)
    for need in group.needs {
      let source = isSecure ? need.prepared : plain(need)
      let answer: Int32 =
        if policies.covers(source) {
          Answer.allowed
        } else if source.namesPage {
          Answer.byPage
        } else {
          number(of: need, policies.coverage(of: source))
        }
      known.answers.append(answer)
    }
  }

  /// A need of a page loaded over http, worked out once.
  private mutating func plain(_ need: RequirementUnit.Need) -> PreparedSource {
    if let known = plainSources[need.place.number] { return known }
    let source = need.prepared.needed(on: .plainExample)
    plainSources[need.place.number] = source
    return source
  }

  /// The answer that is told of a need: a number in ``Known/details``, or less than 0.
  @inline(__always)
  mutating func told(of unit: Int, _ index: Int, at place: NeedTable.Place) -> Int32 {
    let answer = answer(at: place)
    return answer == Answer.byPage ? answerOnPage(known.units[unit].needs[index]) : answer
  }

  private mutating func answerOnPage(_ need: RequirementUnit.Need) -> Int32 {
    let asked = decision.table.groups[need.place.group].asked
    let policies = PreparedPolicies(policy.governing(asked), origin: page)
    return number(of: need, policies.coverage(of: need.prepared))
  }

  /// The number of an answer if it is told.
  private mutating func number(of need: RequirementUnit.Need, _ coverage: SourceCoverage) -> Int32 {
    guard coverage.isRequest, coverage.answer != .yes else { return Answer.silent }
    let key = DetailKey(need: need.place.number, coverage: coverage)
    if let number = known.detailNumbers[key] { return number }
    let number = Int32(truncatingIfNeeded: known.details.count)
    known.detailNumbers[key] = number
    let additions = coverage.edits.flatMap { known.growth.additions($0) }
    known.details.append(Detail(need, coverage, additions))
    room.take(600)
    return number
  }
}
