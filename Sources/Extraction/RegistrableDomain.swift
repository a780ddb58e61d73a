import CPublicSuffix
import DocumentTree
import Synchronization

/// Registrable domains by the public suffix list that the system keeps up to date.
public enum RegistrableDomain {
  /// The registrable domain of a host, such as `example.co.uk` of `a.b.example.co.uk`.
  ///
  /// `nil` for a public suffix itself and for a name whose top-level domain the list does not know.
  public static func of(host: String) -> String? {
    var name = host.lowercased()
    return name.withUTF8 { of(name: $0) }
  }

  /// The registrable domain of the host in a source expression; wildcards and placeholders are
  /// looked through.
  public static func of(source: String) -> String? {
    var name = source.lowercased()
    return name.withUTF8 { source in
      var rest = source[...]
      if source.count >= 3,
        let mark = (0...(source.count - 3)).first(where: {
          source[$0] == 58 && source[$0 + 1] == 47 && source[$0 + 2] == 47
        })
      {
        rest = source[(mark + 3)...]
      }
      rest = rest.prefix { $0 != 47 && $0 != 58 && $0 != 63 }
      // Labels from the end up to the first that is no name.
      var start = rest.endIndex
      var place = rest.endIndex
      var isEmpty = true
      while place > rest.startIndex {
        let byte = source[place - 1]
        if byte == 46 {
          if isEmpty { break }
          start = place
        } else if !isNameByte(byte) {
          isEmpty = true
          break
        }
        isEmpty = byte == 46
        place -= 1
      }
      if place == rest.startIndex, !isEmpty { start = place }
      rest = source[start..<rest.endIndex]
      return of(name: UnsafeBufferPointer(rebasing: rest))
    }
  }

  private static func of(name: UnsafeBufferPointer<UInt8>) -> String? {
    guard isName(name), let list = psl_builtin() else { return nil }
    let start = (name.lastIndex(of: 46) ?? -1) + 1
    guard isTop(UnsafeBufferPointer(rebasing: name[start...])) else { return nil }
    let key = String(decoding: name, as: UTF8.self)
    return domains.withLock { known in
      if let answer = known[key] { return answer }
      // The answer points into what was asked.
      let answer = cString(name).withUnsafeBufferPointer { name in
        psl_registrable_domain(list, name.baseAddress).map { String(cString: $0) }
      }
      if known.count >= maximumTops { known.removeAll(keepingCapacity: true) }
      known[key] = .some(answer)
      return answer
    }
  }

  /// What has been asked about names: a document repeats its hosts, and each is asked about often.
  private static let domains = Mutex<[String: String?]>([:])

  /// What has been asked about last labels of names, of which there are few.
  private static let tops = Mutex<[UInt64: Bool]>([:])
  private static let maximumTops = 4096

  /// Whether a last label is one under which anybody may register others.
  static func isTop(_ label: UnsafeBufferPointer<UInt8>) -> Bool {
    guard label.count <= 8 else { return isSuffix(label) }
    let key = label.reduce(0) { $0 << 8 | UInt64($1.lowered) }
    return tops.withLock { known in
      if let answer = known[key] { return answer }
      let answer = isSuffix(label)
      if known.count < maximumTops { known[key] = answer }
      return answer
    }
  }

  private static func isSuffix(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard isName(name), let list = psl_builtin() else { return false }
    return cspreg_is_public_suffix(list, cString(name)) != 0
  }

  /// A name in lower case, ended as C wants it.
  private static func cString(_ name: UnsafeBufferPointer<UInt8>) -> [CChar] {
    name.map { CChar(bitPattern: $0.lowered) } + [0]
  }

  private static func isName(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard !name.isEmpty, name.count <= 253 else { return false }
    var isLabelEmpty = true
    for byte in name {
      if byte == 46 {
        if isLabelEmpty { return false }
        isLabelEmpty = true
      } else if isNameByte(byte) {
        isLabelEmpty = false
      } else {
        return false
      }
    }
    return !isLabelEmpty
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 97 && byte <= 122 || byte >= 65 && byte <= 90 || byte >= 48 && byte <= 57 || byte == 45
  }
}
