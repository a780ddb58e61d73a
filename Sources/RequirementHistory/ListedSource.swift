import VendorRequirements

/// A source under a directive, however it is spelled.
struct ListedSource: Hashable {
  let directive: String
  /// The source in its normal form.
  let normal: String

  init(_ source: String, under directive: String) {
    self.directive = directive
    normal = source.normalSource
  }
}
