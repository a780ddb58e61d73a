import Synchronization

/// What whoever sends a response again and again made of it, such as the bytes of a network library.
public final class SentForm: Sendable {
  private let made = Mutex<(any Sendable)?>(nil)

  init() {}

  /// The form, made the first time.
  public func value<Form: Sendable>(_ make: () -> Form) -> Form {
    made.withLock { made in
      if let form = made as? Form { return form }
      let form = make()
      made = form
      return form
    }
  }
}
