import ContentSecurityPolicy

extension KnownAnswers {
  /// Puts into text what was decided last.
  public mutating func describe() {
    description.head = head()
    description.missing.removeAll(keepingCapacity: true)
    description.undecided.removeAll(keepingCapacity: true)
    description.removable.removeAll(keepingCapacity: true)
    description.sizeBefore = policy.textLength
    description.sizeAfter = policy.textLength
    description.note = decision.note(on: judgement, &self)
    guard judgement.tellsWhy, let unit = judgement.unit else { return }
    known.growth.begin()
    let news = news(since: judgement.asked)
    for (index, place) in known.units[unit].places.enumerated() {
      let answer = told(of: unit, index, at: place)
      if answer < 0 { continue }
      let detail = Int(answer)
      guard known.details[detail].isMissing else {
        description.undecided.append(text(of: detail, isNew: false))
        continue
      }
      let isNew = isNew(detail, at: news + place.number)
      description.missing.append(text(of: detail, isNew: isNew))
      for addition in known.details[detail].additions { known.growth.add(addition, to: policy) }
    }
    description.sizeAfter += known.growth.bytes
    for position in policy.lists.indices where policy.lists[position].namesOwnHost {
      describeRemovable(of: position, keeping: unit)
    }
  }

  private mutating func keep(_ part: Part) -> Range<Int> {
    let text = text(part)
    let start = known.texts.count
    known.texts += text
    room.take(text.count)
    return start..<known.texts.count
  }

  /// Where ``Known/news`` has what is new beside some old units.
  private mutating func news(since asked: [Int]) -> Int {
    let count = decision.table.count
    if let number = known.askedNumbers[asked] { return number * count }
    let start = known.news.count
    known.askedNumbers[asked] = known.askedNumbers.count
    known.news += Array(repeating: -1, count: count)
    room.take(count + 64 + 8 * asked.count)
    return start
  }

  private mutating func isNew(_ detail: Int, at position: Int) -> Bool {
    if known.news[position] < 0 {
      let isNew = decision.isNew(known.details[detail].need, since: judgement.asked)
      known.news[position] = isNew ? 1 : 0
    }
    return known.news[position] == 1
  }

  private mutating func head() -> Range<Int> {
    let key = HeadKey(
      verdict: judgement.verdict, unit: judgement.unit, isNamed: policy.namesOwnHost)
    if let text = known.heads[key] { return text }
    let text = keep(
      .head(decision.result(of: judgement, in: known.units, named: policy.namesOwnHost)))
    known.heads[key] = text
    return text
  }

  private mutating func text(of detail: Int, isNew: Bool) -> Range<Int> {
    if let text = isNew ? known.details[detail].texts.new : known.details[detail].texts.old {
      return text
    }
    let (need, coverage) = (known.details[detail].need, known.details[detail].coverage)
    let part: Part =
      if known.details[detail].isMissing {
        .missing(ImpactResult.Missing(need, isNew: isNew, coverage))
      } else {
        .undecided(ImpactResult.Undecided(need, coverage))
      }
    let text = keep(part)
    if isNew {
      known.details[detail].texts.new = text
    } else {
      known.details[detail].texts.old = text
    }
    return text
  }

  /// Adds the own hosts of a directive that nothing in a unit needs.
  private mutating func describeRemovable(of position: Int, keeping unit: Int) {
    let name = policy.lists[position].name
    let reach = lists.reach(of: name, policy)
    for index in policy.lists[position].tokens where policy.isOwn(policy.tokens[index]) {
      let token = policy.tokens[index]
      let key = RemovableKey(
        token: token, reach: reach, unit: Int32(truncatingIfNeeded: unit))
      let text = known.removables[key] ?? removable(token, in: name, keeping: unit, as: key)
      if !text.isEmpty { description.removable.append(text) }
    }
  }

  /// The text of an own host that nothing in a unit needs; empty for another.
  private mutating func removable(
    _ token: Int32, in name: DirectiveName, keeping unit: Int, as key: RemovableKey
  ) -> Range<Int> {
    let source = SourceExpression(String(decoding: policy.text(of: token), as: UTF8.self))
    let names = policy.names
    let found = known.units[unit].removable(of: [source], in: name.string) {
      DirectiveName($0)?.governing(in: names)?.string
    }
    let text = found.first.map { keep(.removable($0)) } ?? 0..<0
    known.removables[key] = text
    room.take(48)
    return text
  }
}
