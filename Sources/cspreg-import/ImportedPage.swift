import CommandOptions
import Diagnostics
import Extraction
import VendorRequirements

/// Which of a vendor's pages a document is, and the vendor as its import leaves it.
struct ImportedPage {
  /// The vendor with this page in its list.
  let vendor: Vendor
  /// The page.
  let page: Vendor.Page
  /// The address under which earlier versions know it.
  private let known: String

  /// The address that the page had, when it has another one now.
  var formerAddress: String? { known == page.url ? nil : known }

  /// The page of a vendor that the registry knows.
  ///
  /// - Parameters:
  ///   - vendor: The vendor as the registry has it.
  ///   - file: The document; stands for the address of a page that has none.
  ///   - url: The page's address; `nil` means the first part.
  ///   - role: What a page is whose address the vendor does not list.
  ///   - select: The part of the page to read from now on; `nil` leaves it as it is.
  /// - Throws: When the page does not fit the vendor's list.
  init(
    of vendor: Vendor, file: String, url: String?, role: Vendor.Page.Role?, select: String?
  ) throws(CommandError) {
    var vendor = vendor
    let parts = vendor.documents.indices.filter { vendor.documents[$0].role == .part }
    let index: Int
    if let listed = vendor.documents.firstIndex(where: { $0.url == url }) {
      index = listed
      if let role, role != vendor.documents[listed].role {
        throw CommandError(
          "--role \(role.rawValue)",
          "\(vendor.id) has this page as a \(vendor.documents[listed].role.rawValue).",
          exitCode: .usage)
      }
    } else if let url, role != nil || parts.isEmpty {
      vendor.documents.append(Vendor.Page(url: url, role: role ?? .part))
      index = vendor.documents.count - 1
    } else if let first = parts.first, url == nil || parts.count == 1 {
      index = first
    } else if let url {
      throw CommandError(
        "--url \(url)",
        "\(vendor.id) has several pages and not this one: "
          + "\(vendor.documents.map(\.url).joined(separator: ", ")). For a further one, add "
          + "--role part or --role mirror.", exitCode: .usage)
    } else {
      page = Vendor.Page(url: file, select: select)
      known = file
      self.vendor = vendor
      return
    }
    known = vendor.documents[index].url
    // A vendor's only part under another address has moved there.
    if let url { vendor.documents[index].url = url }
    if let select { vendor.documents[index].select = select }
    page = vendor.documents[index]
    self.vendor = vendor
  }

  /// The first page of a new vendor.
  init(
    ofNew id: String, file: String, url: String?, domains: [String], select: String?
  ) throws(CommandError) {
    let site = url.flatMap(RegistrableDomain.of(source:))
    let domains = domains.isEmpty ? [site].compactMap { $0 } : domains
    guard let first = domains.first else {
      throw CommandError(
        "--vendor \(id)",
        "the registry does not know this vendor. For a new one, add --url URL of "
          + "the document, or --domain HOST of its own hosts.", exitCode: .usage)
    }
    page = Vendor.Page(url: url ?? file, select: select)
    known = page.url
    vendor = Vendor(
      id: id, name: id.prefix(1).uppercased() + id.dropFirst(), homepage: "https://\(first)",
      domains: domains, documents: url == nil ? [] : [page])
  }

  /// Whether it is known where the page is.
  var hasAddress: Bool { vendor.documents.contains { $0.url == page.url } }

  /// The place of the page among the documents of a record; their count when it is new there.
  func index(in record: VersionRecord) -> Int {
    for url in [known, page.url] {
      if let index = record.documents.firstIndex(where: { $0.url == url }) { return index }
    }
    // Versions that were read from a vendor's only page have its address of their time.
    let parts = vendor.documents.count { $0.role == .part }
    return parts <= 1 && record.documents.count == 1 ? 0 : record.documents.count
  }
}
