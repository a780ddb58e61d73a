import ContentSecurityPolicy

/// Numbers what governs each group of needs: lists that are equal in all that can matter to a group get equal numbers.
struct GoverningLists {
  /// What the directives that a policy has say of each group, whatever stands in their lists.
  private struct Government {
    /// The directives that govern each group, one group behind the other.
    var names: [DirectiveName] = []
    /// Where those of each group end.
    var ends: [Int] = []
    /// For each directive, the number of what it governs; -1 where nobody asked.
    var reaches = [Int32](repeating: -1, count: DirectiveName.allCases.count)
  }

  private let groups: [NeedTable.Group]
  private let directives: [DirectiveName?]
  /// What can matter to each group; worked out for a vendor that some policy names.
  private var reductions: [PolicyReduction] = []
  private var governments: [Government] = []
  private var governmentNumbers: [UInt64: Int] = [:]
  private var reaches = KeyNumbers()
  private var lists = KeyNumbers()
  /// For each token whether it can matter to each group, 1 or 0; -1 where nobody asked.
  private var relevance: [Int8] = []
  private var key = Key()

  // Of the policy at hand.
  private var government = 0
  /// Where each directive stands in the policy.
  private var positions = [Int](repeating: -1, count: DirectiveName.allCases.count)

  /// About how many bytes are kept.
  var size: Int { 400 * governments.count + reaches.size + lists.size + relevance.count }

  init(_ groups: [NeedTable.Group]) {
    self.groups = groups
    directives = groups.map { DirectiveName($0.directive) }
  }

  /// Gives up all numbers.
  mutating func forget() {
    governments = []
    governmentNumbers = [:]
    reaches = KeyNumbers()
    lists = KeyNumbers()
    relevance = []
    key = Key()
  }

  /// Turns to a policy.
  mutating func begin(_ policy: borrowing ReducedPolicy) {
    for (position, list) in policy.lists.enumerated() {
      positions[Int(list.name.rawValue)] = position
    }
    if let known = governmentNumbers[policy.names.rawValue] {
      government = known
      return
    }
    var new = Government()
    for group in groups {
      new.names += group.asked.governing(in: policy.names).all
      new.ends.append(new.names.count)
    }
    government = governments.count
    governments.append(new)
    governmentNumbers[policy.names.rawValue] = government
  }

  /// The number of what governs a group, on a page loaded over https or over http, in the policy that was turned to.
  mutating func number(
    of group: Int, isSecure: Bool, in policy: borrowing ReducedPolicy
  ) -> Int {
    key.begin(with: Int32(truncatingIfNeeded: 2 * group + (isSecure ? 1 : 0)))
    let start = group == 0 ? 0 : governments[government].ends[group - 1]
    for index in start..<governments[government].ends[group] {
      let name = governments[government].names[index]
      // No token has a number below 0.
      key.append(-1 - Int32(name.rawValue))
      for index in policy.lists[positions[Int(name.rawValue)]].tokens {
        let token = policy.tokens[index]
        if isRelevant(token, to: group, policy) { key.append(token) }
      }
      key.endSet()
    }
    return Int(lists.number(of: key))
  }

  private mutating func isRelevant(
    _ token: Int32, to group: Int, _ policy: borrowing ReducedPolicy
  ) -> Bool {
    let place = Int(token) * groups.count + group
    if place >= relevance.count {
      relevance += Array(repeating: -1, count: place + groups.count - relevance.count)
    }
    if relevance[place] < 0 {
      if reductions.isEmpty {
        reductions = groups.map { PolicyReduction(for: $0.needs.map(\.prepared), ownDomains: []) }
      }
      relevance[place] = reductions[group].keeps(policy.text(of: token)) ? 1 : 0
    }
    return relevance[place] == 1
  }

  /// The number of what a directive governs: equal ones for equal names and groups.
  mutating func reach(of name: DirectiveName, _ policy: borrowing ReducedPolicy) -> Int32 {
    let known = governments[government].reaches[Int(name.rawValue)]
    if known >= 0 { return known }
    key.begin(with: Int32(name.rawValue))
    for directive in directives {
      key.append(directive?.governing(in: policy.names) == name ? 1 : 0)
    }
    let number = reaches.number(of: key)
    governments[government].reaches[Int(name.rawValue)] = number
    return number
  }

  /// Gives equal keys equal numbers, from 0 on.
  private struct KeyNumbers {
    private var numbers: [Key: Int32] = [:]
    /// About how many bytes are kept.
    private(set) var size = 0

    mutating func number(of key: Key) -> Int32 {
      if let known = numbers[key] { return known }
      let number = Int32(truncatingIfNeeded: numbers.count)
      numbers[key.exact] = number
      size += 128 + 4 * key.count
      return number
    }
  }

  /// Numbers as a key.
  private struct Key: Hashable {
    private var numbers: [Int32] = []
    /// Where a set begins that is not ended.
    private var set = 0

    var count: Int { numbers.count }

    /// The same without the room that longer ones needed.
    var exact: Key {
      var key = Key()
      key.numbers = numbers.map { $0 }
      return key
    }

    mutating func begin(with number: Int32) {
      numbers.removeAll(keepingCapacity: true)
      numbers.append(number)
      set = 1
    }

    /// Appends a number to the set that was begun.
    mutating func append(_ number: Int32) { numbers.append(number) }

    /// Ends a set: neither their order counts in it nor how often numbers were appended.
    mutating func endSet() {
      if numbers.count - set > 32 {
        numbers.replaceSubrange(set..., with: Set(numbers[set...]).sorted())
      } else {
        var end = set
        for index in set..<numbers.count {
          let number = numbers[index]
          var place = end
          while place > set, numbers[place - 1] > number { place -= 1 }
          if place > set, numbers[place - 1] == number { continue }
          var moved = end
          while moved > place {
            numbers[moved] = numbers[moved - 1]
            moved -= 1
          }
          numbers[place] = number
          end += 1
        }
        numbers.removeLast(numbers.count - end)
      }
      set = numbers.count
    }

    static func == (left: Key, right: Key) -> Bool { left.numbers == right.numbers }

    func hash(into hasher: inout Hasher) {
      numbers.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
  }
}
