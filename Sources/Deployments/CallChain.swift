/// Calls one on what the one before gives: `a.b(c).d()`.
struct CallChain {
  /// A call.
  struct Call {
    var name: String
    var items: [CodeForm.Item]
    /// Its name and its arguments.
    var range: Range<Int>
  }

  /// What the first call is on; `nil` when that is not written.
  private(set) var root: CodeExpression?
  /// The calls in their order.
  private(set) var calls: [Call] = []
  let range: Range<Int>

  /// Takes an expression apart.
  init(_ expression: CodeExpression) {
    range = expression.range
    var rest = expression
    while true {
      switch rest.form {
      case .call(let callee, let items):
        let start = callee.nameRange.lowerBound
        let place = start..<max(start, rest.range.upperBound)
        switch callee.form {
        case .member(let object, let name):
          calls.append(.init(name, items, place))
          rest = object
          continue
        case .name(let name):
          calls.append(.init(name, items, place))
        default: root = rest
        }
      case .member(let object, let name) where !calls.isEmpty:
        // A property in between, as in `csp.AllowScripts.FromSelf()`.
        if case .call = object.form {
          calls.append(
            .init(name, [], rest.nameRange))
          rest = object
          continue
        }
        root = rest
      default: root = rest
      }
      break
    }
    calls.reverse()
  }

  /// Every chain of a program, the longest of those that begin alike, in the order of the file.
  static func all(
    in program: CodeProgram
  ) -> [(chain: CallChain, around: [CodeExpression], conditions: [String])] {
    var found: [(chain: CallChain, around: [CodeExpression], conditions: [String])] = []
    var seen: Set<Int> = []
    program.walk { expression, around, statement in
      guard case .call = expression.form else { return true }
      let chain = CallChain(expression)
      guard let last = chain.calls.last, seen.insert(last.range.lowerBound).inserted else {
        return true
      }
      for call in chain.calls { seen.insert(call.range.lowerBound) }
      found.append((chain, around, statement.conditions))
      return true
    }
    return found.sorted { $0.chain.range.lowerBound < $1.chain.range.lowerBound }
  }
}

extension CallChain.Call {
  fileprivate init(_ name: String, _ items: [CodeForm.Item], _ range: Range<Int>) {
    (self.name, self.items, self.range) = (name, items, range)
  }
}
