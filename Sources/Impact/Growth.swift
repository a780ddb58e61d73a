import ContentSecurityPolicy

/// Counts the bytes that edits of one policy add to its header value, each addition once.
///
/// Gives what ``Swift/Array/growth(of:)`` of the same edits gives.
struct Growth {
  /// One source that is added to one directive.
  struct Addition {
    /// Number of the directive that gets it.
    let target: Int
    /// The directive whose list is copied first.
    let copyFrom: DirectiveName?
    /// Number of the directive and the source together.
    let number: Int
    /// Bytes of the source with a space before it.
    let bytes: Int
  }

  /// A directive that gets sources.
  private struct Target {
    let name: DirectiveName?
    let length: Int
  }

  private var targets: [Target] = []
  private var targetNumbers: [String: Int] = [:]
  private var additionNumbers: [[String]: Int] = [:]
  /// The policy that each was counted in last.
  private var targetCounted: [Int] = []
  private var additionCounted: [Int] = []
  private var policy = 0
  /// Bytes so far.
  private(set) var bytes = 0

  /// Begins with another policy.
  mutating func begin() {
    policy += 1
    bytes = 0
  }

  /// Numbers what an edit adds.
  mutating func additions(_ edit: Edit) -> [Addition] {
    let target = targetNumbers[edit.addTo] ?? targets.count
    if target == targets.count {
      targetNumbers[edit.addTo] = target
      targets.append(
        Target(name: DirectiveName(edit.addTo), length: edit.addTo.utf8.count))
      targetCounted.append(0)
    }
    return edit.sources.map { source in
      let key = [edit.addTo, source]
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
  mutating func add(_ addition: Addition, to reduced: borrowing ReducedPolicy) {
    if targetCounted[addition.target] != policy {
      targetCounted[addition.target] = policy
      let target = targets[addition.target]
      if let source = addition.copyFrom {
        bytes += "; ".utf8.count + target.length + (reduced.list(of: source)?.length ?? 0)
      } else if let name = target.name, reduced.list(of: name)?.isNone == true {
        bytes -= " 'none'".utf8.count
      }
    }
    if additionCounted[addition.number] == policy { return }
    additionCounted[addition.number] = policy
    bytes += addition.bytes
  }
}
