import Synchronization

/// Bytes that are sent again and again, with what whoever sends them makes of them once.
public final class StoredBody: Sendable {
  /// The bytes.
  public let bytes: [UInt8]
  private let made = Mutex<(any Sendable)?>(nil)

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The bytes in another form, such as a buffer of a network library; made the first time.
  public func form<Form: Sendable>(_ make: ([UInt8]) -> Form) -> Form {
    made.withLock { made in
      if let form = made as? Form { return form }
      let form = make(bytes)
      made = form
      return form
    }
  }
}
