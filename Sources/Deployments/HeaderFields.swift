public import ContentSecurityPolicy
import Diagnostics

/// Collects the policies of a file from the header fields that it sets.
struct HeaderFields {
  /// The policies so far.
  private(set) var policies: [DeployedPolicy] = []
  /// Why none of them may be edited.
  var obstacle: String?
  /// The number of the page whose fields come next.
  var page = 0
  private var pages = 0

  /// A number that no page has yet.
  mutating func newPage() -> Int {
    pages += 1
    return pages
  }

  /// What follows belongs to another page.
  mutating func nextPage() { page = newPage() }

  /// Takes a field; others than policies are passed over.
  ///
  /// - Parameters:
  ///   - name: The field's name, in any case.
  ///   - value: Its value.
  ///   - scope: What it holds for.
  ///   - separators: Bytes that separate policies.
  /// - Returns: How many policies it held.
  @discardableResult
  mutating func add(
    _ name: some StringProtocol, _ value: MappedText, scope: String? = nil,
    separators: [UInt8] = [0x2C]
  ) -> Int {
    guard let delivery = Delivery(header: name) else { return 0 }
    let found = DeployedPolicy.each(
      in: value, delivery: delivery, scope: scope, page: page, separators: separators)
    add(found)
    return found.count
  }

  /// Takes policies that were read from what is no header.
  mutating func add(_ found: [DeployedPolicy]) {
    for var policy in found {
      policy.obstacle = obstacle
      policies.append(policy)
    }
  }

  /// Takes a value that stands alone: one of several that a field may have.
  mutating func addAlternative(
    _ name: some StringProtocol, _ value: MappedText, scope: String?
  ) {
    let kept = page
    nextPage()
    add(name, value, scope: scope)
    page = kept
  }

  /// Takes back policies that a later directive overrides.
  mutating func removeAll(where isOverridden: (DeployedPolicy) -> Bool) {
    policies.removeAll(where: isOverridden)
  }

  /// Warns of values that hold line breaks, which the platform sends as they are.
  func lineBreaks(_ file: SourceFile, _ message: String) -> [Diagnostic] {
    let broken = policies.filter { $0.text.bytes.contains(0x0A) }
    if broken.isEmpty { return [] }
    let lines = PolicyLines(file)
    return broken.map {
      Diagnostic(
        rule: "line-break", level: .warn, line: lines.lines(of: $0).lowerBound, message: message)
    }
  }
}

extension [DeployedPolicy] {
  /// Them with pages as one on which the same directives enforce the same.
  ///
  /// - Parameter place: Where the directive of the policy at an index stands.
  /// - Returns: Those of the first of such pages, with the scopes of all of them; what only another
  ///   one reports is said of the first.
  func joiningPages(by place: (Int) -> Int) -> [DeployedPolicy] {
    let keys = indices.map { SamePolicy(self[$0], at: place($0)) }
    var pages: [Int: [Int]] = [:]
    for index in indices { pages[self[index].page, default: []].append(index) }
    var first: [[SamePolicy]: Int] = [:]
    var joined = self
    var kept: [Int: [SamePolicy: Int]] = [:]
    var gone: Set<Int> = []
    for index in indices where pages[self[index].page]?.first == index {
      let own = pages[self[index].page] ?? []
      let enforced = own.filter { self[$0].delivery != .reportOnly }
      let key = (enforced.isEmpty ? own : enforced).map { keys[$0] }
      let page = first[key] ?? self[index].page
      first[key] = page
      for index in own {
        guard let same = kept[page, default: [:]][keys[index]] else {
          kept[page, default: [:]][keys[index]] = index
          joined[index].page = page
          continue
        }
        joined[same].take(scope: self[index].scope)
        gone.insert(index)
      }
    }
    return joined.indices.filter { !gone.contains($0) }.map { joined[$0] }
  }
}

extension DeployedPolicy {
  /// Notes that it holds for something else too.
  fileprivate mutating func take(scope other: String?) {
    guard let other, let own = scope else { return scope = nil }
    if !own.split(separator: ", ").contains(other[...]) { scope = "\(own), \(other)" }
  }
}

/// What two policies have in common that one directive made in two places.
private struct SamePolicy: Hashable {
  let place: Int
  let delivery: Delivery
  let text: [UInt8]
  let sources: [Range<Int>]

  init(_ policy: DeployedPolicy, at place: Int) {
    self.place = place
    delivery = policy.delivery
    text = policy.text.bytes
    sources = policy.text.segments.map(\.source)
  }
}

extension Delivery {
  /// How a response header of that name, in any case, delivers a policy; `nil` for other headers.
  public init?(header name: some StringProtocol) {
    switch name.lowercased() {
    case "content-security-policy": self = .header
    case "content-security-policy-report-only": self = .reportOnly
    default: return nil
    }
  }
}
