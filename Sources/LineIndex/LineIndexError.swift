/// What keeps an index from being used.
public enum LineIndexError: Error, Sendable, Hashable {
  /// The file cannot be read: the value of `errno`.
  case unreadable(Int32)
  /// It does not begin as an index does.
  case noIndex
  /// It was written by a program that knows another form.
  case otherVersion(UInt32)
  /// It was written with the bytes of numbers in another order.
  case otherByteOrder
  /// It ends too early.
  case truncated
  /// Bytes are not what was written; what they hold.
  case damaged(String)
}
