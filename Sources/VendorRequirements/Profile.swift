/// One of the sets of requirements that a document offers.
public struct Profile: Sendable, Hashable {
  /// The directive name under which hosts stand for which a document names no directive.
  public static let unspecified = "(unspecified)"

  /// How a profile counts when a policy is held against a version.
  public enum Mode: String, Sendable, Hashable, CaseIterable {
    /// Needed together with all other required profiles of its environment.
    case required
    /// Enough on its own.
    case alternative
    /// Needed only under its condition.
    case optional
    /// Told for information, never needed.
    case informational
  }

  /// What a document asks of one directive, in document order.
  public struct Directive: Sendable, Hashable {
    /// Lower-case directive name, or ``Profile/unspecified``.
    public var name: String
    /// What it needs.
    public var requirements: [Requirement]

    /// Makes a directive's list.
    public init(name: String, requirements: [Requirement]) {
      self.name = name
      self.requirements = requirements
    }
  }

  /// Name within its record, such as `default`, `wildcard` or `detailed`.
  public var name: String
  /// How it counts.
  public var mode: Mode
  /// Such as `sandbox`; `nil` means production.
  public var environment: String?
  /// When it applies, in our own words, at most 80 characters.
  public var condition: String?
  /// Directives in document order, each name once.
  public var directives: [Directive]

  /// Makes a profile.
  public init(
    name: String, mode: Mode = .required, environment: String? = nil, condition: String? = nil,
    directives: [Directive] = []
  ) {
    self.name = name
    self.mode = mode
    self.environment = environment
    self.condition = condition
    self.directives = directives
  }

  /// The requirements of one directive; empty when the profile does not name it.
  public func requirements(of directive: String) -> [Requirement] {
    directives.first { $0.name == directive }?.requirements ?? []
  }

  /// Adds a requirement; a source that its directive already lists is not added again.
  ///
  /// - Parameters:
  ///   - requirement: What is needed.
  ///   - directive: Lower-case directive name.
  public mutating func add(_ requirement: Requirement, to directive: String) {
    guard let index = directives.firstIndex(where: { $0.name == directive }) else {
      directives.append(Directive(name: directive, requirements: [requirement]))
      return
    }
    if directives[index].requirements.contains(where: { $0.source == requirement.source }) {
      return
    }
    directives[index].requirements.append(requirement)
  }
}
