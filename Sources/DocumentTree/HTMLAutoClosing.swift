import CLibXML2
import Synchronization

/// What libxml2 closes by itself, asked of it once a pair of elements.
struct HTMLAutoClosing: Sendable {
  private static let count = Element.allCases.count

  /// What has been asked for pages so far.
  private static let known = Mutex(HTMLAutoClosing())

  /// By pair; empty until something is asked.
  private var answers: [Bool?] = []
  private var empty = [Bool?](repeating: nil, count: count)

  /// Whether something was asked of libxml2 since it was taken from what is known.
  private var hasLearnt = false

  /// What is known so far.
  static func current() -> HTMLAutoClosing { known.withLock { $0 } }

  /// Keeps what was asked for the next page.
  func keep() {
    guard hasLearnt else { return }
    var copy = self
    copy.hasLearnt = false
    let kept = copy
    HTMLAutoClosing.known.withLock { $0 = kept }
  }

  /// Whether an element may be closed because another begins right inside of it.
  mutating func mayClose(_ outer: Element, before inner: Element) -> Bool {
    guard outer.isKnown, inner.isKnown else { return false }
    if answers.isEmpty {
      answers = Array(repeating: nil, count: HTMLAutoClosing.count * HTMLAutoClosing.count)
    }
    let pair = Int(outer.rawValue) * HTMLAutoClosing.count + Int(inner.rawValue)
    if let answer = answers[pair] { return answer }
    let answer = outer == inner ? mayCloseItself(outer) : asks(outer, inner)
    answers[pair] = answer
    hasLearnt = true
    return answer
  }

  /// Whether an element has no closing tag.
  mutating func isEmpty(_ element: Element) -> Bool {
    guard element.isKnown else { return false }
    if let answer = empty[Int(element.rawValue)] { return answer }
    let answer = element.name.withCString { name in
      name.withMemoryRebound(to: UInt8.self, capacity: 1) { name in
        htmlTagLookup(name).map { $0.pointee.empty != 0 } ?? false
      }
    }
    empty[Int(element.rawValue)] = answer
    hasLearnt = true
    return answer
  }

  /// libxml2 does not tell; it has no rule for elements that are younger than HTML 4.
  private func mayCloseItself(_ element: Element) -> Bool {
    switch element {
    case .div, .span, .ul, .ol: return false
    default:
      return element.name.withCString { name in
        name.withMemoryRebound(to: UInt8.self, capacity: 1) { htmlTagLookup($0) != nil }
      }
    }
  }

  private func asks(_ outer: Element, _ inner: Element) -> Bool {
    outer.name.withCString { outer in
      inner.name.withCString { inner in
        outer.withMemoryRebound(to: UInt8.self, capacity: 1) { outer in
          inner.withMemoryRebound(to: UInt8.self, capacity: 1) { inner in
            var node = xmlNode()
            node.name = inner
            return htmlAutoCloseTag(nil, outer, &node) != 0
          }
        }
      }
    }
  }
}
