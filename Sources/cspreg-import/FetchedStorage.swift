import CommandOptions
import Diagnostics
import Fetching
import VendorRegistry

/// A registry that is published on the web: its files under one address.
///
/// Only what is asked for is fetched: the log, and what its new lines name.
struct FetchedStorage: RegistryStorage {
  private let base: String
  private let permission: Permission

  /// Names a registry.
  ///
  /// - Parameters:
  ///   - url: Address of the registry's folder.
  ///   - permission: What may be fetched.
  init(url: String, permission: Permission) {
    base = url.hasSuffix("/") ? String(url.dropLast()) : url
    self.permission = permission
  }

  func describe(_ path: String) -> String { path.isEmpty ? base : "\(base)/\(path)" }

  func read(_ path: String) throws(RegistryError) -> [UInt8]? {
    let url = describe(path)
    do throws(CommandError) {
      let result = try FetchProgram.start(FetchRequest(url: url, permission: permission)).wait()
      let response = try FetchProgram.response(of: result)
      if response.code == 404 { return nil }
      if let problem = response.problem { throw CommandError(url, problem, exitCode: .unfinished) }
      return result.output
    } catch {
      throw RegistryError(.unreadable, error.subject, error.message)
    }
  }

  /// Nothing: a server does not tell what is in a folder, and the log names all that was published.
  func list(_ path: String) throws(RegistryError) -> [String] { [] }
}
