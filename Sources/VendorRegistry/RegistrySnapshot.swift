/// A registry in memory: the bytes of each file by its path within the registry.
public struct RegistrySnapshot: RegistryStorage, Hashable {
  /// The files.
  public var files: [String: [UInt8]]

  /// Makes a snapshot.
  public init(files: [String: [UInt8]]) {
    self.files = files
  }

  /// Reads everything that counts of a registry on disk.
  ///
  /// - Parameters:
  ///   - directory: The registry's folder.
  ///   - withDocuments: Whether the kept documents are read too.
  /// - Throws: ``RegistryError`` when something cannot be read.
  public init(directory: String, withDocuments: Bool = true) throws(RegistryError) {
    let disk = RegistryDirectory(path: directory)
    files = [:]
    for name in try disk.list("") where name == RegistryPath.log || name == RegistryPath.journal {
      files[name] = try disk.read(name)
    }
    for vendor in try disk.list(RegistryPath.vendors) where vendor.hasSuffix("/") {
      let id = String(vendor.dropLast())
      let folders = [RegistryPath.folder(id)] + (withDocuments ? [RegistryPath.documents(id)] : [])
      for folder in folders {
        for name in try disk.list(folder) where !name.hasSuffix("/") {
          files["\(folder)/\(name)"] = try disk.read("\(folder)/\(name)")
        }
      }
    }
  }

  /// The bytes of a file; `nil` when there is none.
  public func read(_ path: String) -> [UInt8]? { files[path] }

  /// The names in a folder, sorted; folders end with `/`.
  public func list(_ path: String) -> [String] {
    let prefix = path.isEmpty ? "" : path + "/"
    var names: Set<String> = []
    for file in files.keys where file.hasPrefix(prefix) {
      let rest = file.dropFirst(prefix.count)
      if let slash = rest.firstIndex(of: "/") {
        names.insert(String(rest[...slash]))
      } else {
        names.insert(String(rest))
      }
    }
    return names.sorted()
  }

  /// The path itself.
  public func describe(_ path: String) -> String { path }
}
