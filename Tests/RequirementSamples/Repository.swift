/// The work tree that the tests were built from.
public enum Repository {
  /// Its root, without a slash at the end.
  public static let root = String(
    String(#filePath).split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
      .joined(separator: "/"))

  /// The absolute path of something below the root.
  public static func path(_ relative: String) -> String { "\(root)/\(relative)" }
}
