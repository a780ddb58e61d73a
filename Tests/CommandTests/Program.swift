import Foundation
import Glibc

/// Where the built executables, the project and its neighbours are.
enum Program {
  /// The project's root.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of the executables: that of the running test bundle.
  static let folder: URL = {
    let candidates = ["/proc/self/exe", CommandLine.arguments.first ?? ""].map { path in
      URL(fileURLWithPath: path).resolvingSymlinksInPath().deletingLastPathComponent()
    }
    let built = root.appendingPathComponent(".build/debug")
    return (candidates + [built]).first { folder in
      access(folder.appendingPathComponent("cspreg").path, X_OK) == 0
    } ?? built
  }()

  /// A registry of invented vendors that only these tests use.
  static let registry = root.appendingPathComponent("Tests/CommandTests/Registry")

  /// The registry that the project publishes.
  static let bundledRegistry = root.appendingPathComponent("Registry")

  /// Vendors' documents and policies in use, where a checkout has them beside it.
  static let shared = root.appendingPathComponent("../shared").standardizedFileURL

  /// Whether ``shared`` holds something under a path.
  static func hasShared(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: shared.appendingPathComponent(path).path)
  }

  /// What every run sees: the executables first on PATH, and nothing that depends on the user.
  static let environment: [String: String] = {
    var variables = ProcessInfo.processInfo.environment
    for name in ["CSPREG_REGISTRY", "NO_COLOR", "CLICOLOR_FORCE", "LOGNAME"] {
      variables[name] = nil
    }
    variables["PATH"] = folder.path + ":" + (variables["PATH"] ?? "/usr/bin:/bin")
    variables["CSPREG_REGISTRY"] = registry.path
    variables["bundled"] = bundledRegistry.path
    variables["LC_ALL"] = "C.UTF-8"
    variables["USER"] = "tester"
    return variables
  }()
}
