/// Who publishes requirements: the contents of a `vendor.json`.
public struct Vendor: Sendable, Hashable {
  /// A page that the vendor's requirements are read from.
  public struct Page: Sendable, Hashable {
    /// How several pages of a vendor belong together.
    public enum Role: String, Sendable, Hashable, CaseIterable {
      /// Holds a part of the requirements.
      case part
      /// Repeats another page.
      case mirror
    }

    /// Address.
    public var url: String
    /// What it is for.
    public var role: Role
    /// CSS-like selector of the part to read.
    public var select: String?

    /// Makes a page.
    public init(url: String, role: Role = .part, select: String? = nil) {
      self.url = url
      self.role = role
      self.select = select
    }
  }

  /// Lower-case id, such as `userpilot`.
  public var id: String
  /// Name for people.
  public var name: String
  /// Address for people.
  public var homepage: String
  /// Domains under which the vendor's own hosts stand.
  public var domains: [String]
  /// Pages to read.
  public var documents: [Page]

  /// Makes a vendor.
  public init(
    id: String, name: String, homepage: String, domains: [String], documents: [Page]
  ) {
    self.id = id
    self.name = name
    self.homepage = homepage
    self.domains = domains
    self.documents = documents
  }
}
