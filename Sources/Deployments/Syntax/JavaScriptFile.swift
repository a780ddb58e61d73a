/// Names of files in JavaScript and TypeScript.
enum JavaScriptFile {
  private static let endings: Set<Substring> = [
    "js", "mjs", "cjs", "ts", "mts", "cts", "jsx", "tsx",
  ]

  static func isOne(_ name: String) -> Bool { endings.contains(FileName.ending(of: name)) }
}
