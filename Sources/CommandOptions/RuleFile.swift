/// The pages of `docs/rules`, which stand beside the program or in the work tree around it.
public enum RuleFile {
  /// The page of a rule; `nil` when the pages are not installed.
  public static func bytes(of id: String) throws(CommandError) -> [UInt8]? {
    guard let folder = executableDirectory(),
      let root = nearest(from: folder, { isFile("\($0)/docs/rules/\(id).md") })
    else { return nil }
    return try Input.read("\(root)/docs/rules/\(id).md")
  }
}
