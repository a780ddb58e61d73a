public import ContentSecurityPolicy
public import Diagnostics

/// What a file holds.
public struct DeployedFile: Sendable {
  /// Id of the platform whose syntax it has.
  public var platform: String
  /// The policies, in the order of the file.
  public var policies: [DeployedPolicy]
  /// What is odd about it.
  public var diagnostics: [Diagnostic]
  /// It with the files that it includes; `nil` when it was read alone.
  public var source: SourceFile?

  /// Makes a file's content.
  public init(platform: String, policies: [DeployedPolicy], diagnostics: [Diagnostic] = []) {
    self.platform = platform
    self.policies = policies
    self.diagnostics = diagnostics
  }

  /// Takes a file as one header or `<meta>` value and nothing else, whatever it says.
  public init(valueIn file: SourceFile, delivery: Delivery) {
    let value = MappedText(of: file.bytes, in: file.start..<file.bytes.count, QuotedText())
    self.init(
      platform: PolicyText.id, policies: DeployedPolicy.each(in: value, delivery: delivery))
  }

  /// Makes the content of a file that may include others.
  init(
    platform: String, policies: [DeployedPolicy], diagnostics: [Diagnostic], of whole: SourceFile
  ) {
    self.init(platform: platform, policies: policies, diagnostics: diagnostics)
    if whole.parts.count > 1 { source = whole }
  }

  /// The policies that are enforced together, each page's in the order of the file.
  public var pages: [DeployedPage] {
    var order: [Int] = []
    var groups: [Int: [Int]] = [:]
    for index in policies.indices {
      let page = policies[index].page
      if groups[page] == nil { order.append(page) }
      groups[page, default: []].append(index)
    }
    return order.compactMap { groups[$0] }.map { indices in
      DeployedPage(indices: indices, policies: indices.map { policies[$0] })
    }
  }
}

/// The policies of a file that one page is under.
public struct DeployedPage: Sendable {
  /// Their places among the file's policies.
  public var indices: [Int]
  /// They themselves.
  public var policies: [DeployedPolicy]

  /// They as browsers read them; ``origins`` says which is whose.
  public var list: PolicyList {
    PolicyList(policies: policies.flatMap(\.enforced.policies))
  }

  /// For each policy of ``list``, the index of the one in ``policies`` that it is.
  public var origins: [Int] {
    policies.indices.flatMap { index in policies[index].enforced.policies.map { _ in index } }
  }

  /// The one that a report names first: enforced if any is.
  public var first: DeployedPolicy? {
    policies.first { $0.delivery != .reportOnly } ?? policies.first
  }
}

/// Where policies stand in a file, in lines.
public struct PolicyLines: Sendable {
  private let file: SourceFile
  private let index: LineIndex

  /// Looks through a file once.
  public init(_ file: SourceFile) {
    self.file = file
    index = LineIndex(file)
  }

  /// The lines, from 1, that a policy's sources stand in.
  public func lines(of policy: DeployedPolicy) -> ClosedRange<Int> {
    guard let extent = policy.extent(in: file) else { return 1...1 }
    return index.line(
      of: extent.lowerBound)...index.line(of: max(extent.lowerBound, extent.upperBound - 1))
  }

  /// `nginx.conf:12`.
  public func place(of policy: DeployedPolicy) -> String {
    "\(path(of: policy)):\(lines(of: policy).lowerBound)"
  }

  /// The file that a policy stands in, which may be an included one.
  public func path(of policy: DeployedPolicy) -> String {
    policy.extent(in: file).map { file.part(at: $0.lowerBound).path } ?? file.path
  }
}
