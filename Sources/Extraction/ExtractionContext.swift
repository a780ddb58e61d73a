/// What is known about a document besides its text.
public struct ExtractionContext: Sendable, Hashable {
  /// Where it is published.
  public var url: String?
  /// Vendor id.
  public var vendor: String?
  /// Domains of the vendor.
  public var ownDomains: [String]

  /// Makes a context.
  public init(url: String? = nil, vendor: String? = nil, ownDomains: [String] = []) {
    self.url = url
    self.vendor = vendor
    self.ownDomains = ownDomains
  }

  /// The registrable domains of the vendor and of the place where the document is published.
  var sites: [String] {
    (ownDomains + [url].compactMap { $0 }).compactMap { RegistrableDomain.of(source: $0) }
  }
}
