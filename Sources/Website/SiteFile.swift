/// A file of the website.
public struct SiteFile: Sendable, Hashable {
  /// Where it stands.
  public var path: SitePath
  /// What it holds.
  public var bytes: [UInt8]

  /// Makes a file.
  public init(path: SitePath, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  init(_ path: SitePath, _ text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}
