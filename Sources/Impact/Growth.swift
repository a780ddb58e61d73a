import ContentSecurityPolicy

/// Policies that edits are counted for.
protocol EditedPolicies {
  /// The list of a directive before: its length with a space before each source, `'none'` left out, and whether that
  /// alone stands there.
  ///
  /// - Parameters:
  ///   - directive: The directive.
  ///   - policy: Position of the policy.
  /// - Returns: `nil` when the directive is not there.
  func list(of directive: DirectiveName, in policy: Int) -> (length: Int, isNone: Bool)?
}

/// Counts the bytes that edits add to header values, each addition once.
struct Growth {
  /// One source that is added to one directive of one policy.
  struct Addition {
    /// Number of the policy and the directive that gets it.
    let target: Int
    /// The directive whose list is copied first.
    let copyFrom: DirectiveName?
    /// Number of the directive and the source together.
    let number: Int
    /// Bytes of the source with a space before it.
    let bytes: Int
  }

  /// A directive of a policy that gets sources.
  private struct Target: Hashable {
    let policy: Int
    let directive: DirectiveName
  }

  private struct Source: Hashable {
    let target: Int
    let source: String
  }

  private var targets: [Target] = []
  private var targetNumbers: [Target: Int] = [:]
  private var additionNumbers: [Source: Int] = [:]
  /// The count that each was in last.
  private var targetCounted: [Int] = []
  private var additionCounted: [Int] = []
  private var count = 0
  /// Bytes so far.
  private(set) var bytes = 0

  /// Begins to count anew.
  mutating func begin() {
    count += 1
    bytes = 0
  }

  /// Numbers what an edit adds.
  mutating func additions(_ edit: Edit) -> [Addition] {
    guard let directive = DirectiveName(edit.addTo) else { return [] }
    let key = Target(policy: edit.policy, directive: directive)
    let target = targetNumbers[key] ?? targets.count
    if target == targets.count {
      targetNumbers[key] = target
      targets.append(key)
      targetCounted.append(0)
    }
    return edit.sources.map { source in
      let key = Source(target: target, source: source)
      let number = additionNumbers[key] ?? additionCounted.count
      if number == additionCounted.count {
        additionNumbers[key] = number
        additionCounted.append(0)
      }
      return Addition(
        target: target, copyFrom: edit.copyFrom.flatMap { DirectiveName($0) }, number: number,
        bytes: 1 + source.utf8.count)
    }
  }

  /// Counts an addition, unless it was counted before.
  mutating func add(_ addition: Addition, to policies: borrowing some EditedPolicies) {
    if targetCounted[addition.target] != count {
      targetCounted[addition.target] = count
      let target = targets[addition.target]
      if let source = addition.copyFrom {
        bytes += "; ".utf8.count + target.directive.string.utf8.count
        bytes += policies.list(of: source, in: target.policy)?.length ?? 0
      } else if policies.list(of: target.directive, in: target.policy)?.isNone == true {
        bytes -= " 'none'".utf8.count
      }
    }
    if additionCounted[addition.number] == count { return }
    additionCounted[addition.number] = count
    bytes += addition.bytes
  }

  /// Counts all that edits add.
  mutating func bytes(of edits: [Edit], to policies: borrowing some EditedPolicies) -> Int {
    begin()
    for edit in edits {
      for addition in additions(edit) { add(addition, to: policies) }
    }
    return bytes
  }
}

extension ReducedPolicy: EditedPolicies {
  func list(of directive: DirectiveName, in policy: Int) -> (length: Int, isNone: Bool)? {
    list(of: directive).map { ($0.length, $0.isNone) }
  }
}

extension PolicyList: EditedPolicies {
  func list(of directive: DirectiveName, in policy: Int) -> (length: Int, isNone: Bool)? {
    guard policies.indices.contains(policy),
      let tokens = policies[policy].directive(directive.string)?.sources.map(\.token)
    else { return nil }
    let listed = tokens.filter { $0.lowercased() != "'none'" }
    return (listed.reduce(0) { $0 + 1 + $1.utf8.count }, tokens.count == 1 && listed.isEmpty)
  }
}
