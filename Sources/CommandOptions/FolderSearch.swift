/// The nearest folder, from one upwards, that has a property; `""` stands for the root.
///
/// - Parameters:
///   - start: An absolute path.
///   - has: Decides for a folder.
/// - Returns: The folder, without a slash at its end.
public func nearest(from start: String, _ has: (String) -> Bool) -> String? {
  var folder = start == "/" ? "" : start
  while true {
    if has(folder) { return folder }
    guard let slash = folder.lastIndex(of: "/") else { return nil }
    folder = String(folder[..<slash])
  }
}

/// The file of a name in the working folder or the nearest folder above it.
public func nearestFile(named name: String) -> String? {
  currentDirectory().flatMap { nearest(from: $0) { isFile($0 + "/" + name) } }
    .map { $0 + "/" + name }
}
