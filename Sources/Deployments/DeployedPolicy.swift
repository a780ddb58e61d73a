public import ContentSecurityPolicy

/// A policy in use: where it stands and what it says.
public struct DeployedPolicy: Sendable, Hashable {
  /// Id of the platform whose syntax it stands in, such as `header-dump`.
  public var platform: String
  /// First line, from 1.
  public var lineStart: Int
  /// Last line.
  public var lineEnd: Int
  /// All policies that one page is under.
  public var policies: PolicyList

  /// Makes a deployed policy.
  public init(platform: String, lineStart: Int, lineEnd: Int, policies: PolicyList) {
    self.platform = platform
    self.lineStart = lineStart
    self.lineEnd = lineEnd
    self.policies = policies
  }
}

/// A kind of file that policies stand in.
public protocol Platform: Sendable {
  /// Stable kebab-case id.
  static var id: String { get }

  /// Reads the policies of a file.
  ///
  /// - Parameter bytes: The file.
  /// - Returns: What it holds, or `nil` when it is no file of this kind.
  static func read(_ bytes: [UInt8]) -> [DeployedPolicy]?
}

/// Every platform, the most particular first.
public enum Platforms {
  /// The list that files are tried against.
  public static let all: [any Platform.Type] = [
    HeaderDump.self,
    PolicyText.self,
  ]

  /// Reads the policies of a file with the first platform that knows it.
  public static func read(_ bytes: [UInt8]) -> [DeployedPolicy] {
    for platform in all {
      if let found = platform.read(bytes) { return found }
    }
    return []
  }
}
