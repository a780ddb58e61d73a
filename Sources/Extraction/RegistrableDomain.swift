import DocumentTree
import CPublicSuffix

/// Registrable domains by the public suffix list that the system keeps up to date.
public enum RegistrableDomain {
  /// The registrable domain of a host, such as `example.co.uk` of `a.b.example.co.uk`.
  ///
  /// `nil` for a public suffix itself and for a name whose top-level domain the list does not know.
  public static func of(host: String) -> String? {
    let name = host.lowercased()
    guard isName(name), let last = name.split(separator: ".").last, isSuffix(String(last)),
      let list = psl_builtin()
    else { return nil }
    return name.withCString { bytes -> String? in
      guard let found = psl_registrable_domain(list, bytes) else { return nil }
      return String(cString: found)
    }
  }

  /// The registrable domain of the host in a source expression; wildcards and placeholders are
  /// looked through.
  public static func of(source: String) -> String? {
    var rest = Substring(source)
    if let range = rest.place(of: "://") { rest = rest[range.upperBound...] }
    rest = rest.prefix { $0 != "/" && $0 != ":" && $0 != "?" }
    var labels = rest.split(separator: ".", omittingEmptySubsequences: false)
    if let unusual = labels.lastIndex(where: { !isLabel($0) }) {
      labels.removeFirst(unusual + 1)
    }
    return of(host: labels.joined(separator: "."))
  }

  /// Whether a name is one under which anybody may register others.
  static func isSuffix(_ name: String) -> Bool {
    guard isName(name), let list = psl_builtin() else { return false }
    return name.withCString { cspreg_is_public_suffix(list, $0) != 0 }
  }

  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 253
      && name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isLabel)
  }

  private static func isLabel(_ label: Substring) -> Bool {
    !label.isEmpty
      && label.utf8.allSatisfy {
        ($0 >= 97 && $0 <= 122) || ($0 >= 65 && $0 <= 90) || ($0 >= 48 && $0 <= 57) || $0 == 45
      }
  }
}
