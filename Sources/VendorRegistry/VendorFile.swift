public import JSONText
public import VendorRequirements

/// Reads and writes `vendor.json`.
public enum VendorFile {
  /// The bytes of the file in its canonical form.
  public static func bytes(_ vendor: Vendor) -> [UInt8] { json(vendor).canonicalBytes() }

  /// The vendor as JSON with its members in the fixed order.
  public static func json(_ vendor: Vendor) -> JSON {
    [
      "id": .string(vendor.id),
      "name": .string(vendor.name),
      "homepage": .string(vendor.homepage),
      "domains": .strings(vendor.domains),
      "documents": .array(
        vendor.documents.map { page in
          var members: [JSON.Member] = [
            .init("url", .string(page.url)), .init("role", .string(page.role.rawValue)),
          ]
          members.append("select", page.select)
          return .object(members)
        }),
    ]
  }

  /// Reads a `vendor.json` from anywhere.
  public static func read(_ bytes: [UInt8], file: String) throws(RegistryError) -> Vendor {
    do throws(JSONError) {
      return try parse(bytes, file: file)
    } catch {
      throw RegistryError(.malformed, error)
    }
  }

  static func parse(_ bytes: [UInt8], file: String) throws(JSONError) -> Vendor {
    let keys = ["id", "name", "homepage", "domains", "documents"]
    let members = try JSONNode(parsing: bytes, file: file)
      .members(allowing: keys, required: keys, "a vendor")
    var domains: [String] = []
    for node in try members.nonEmpty("domains") {
      let domain = try node.string("a domain")
      guard Grammar.isDomain(domain), !domains.contains(domain) else {
        throw node.error("\"domains\" must hold host names in lower case, each once")
      }
      domains.append(domain)
    }
    var pages: [Vendor.Page] = []
    for node in try members.array("documents") { pages.append(try page(node)) }
    return Vendor(
      id: try members.text("id", "[a-z0-9-]+", Grammar.isId),
      name: try members.text("name", "a text without control characters", Grammar.isText),
      homepage: try members.text("homepage", "a text without control characters", Grammar.isText),
      domains: domains, documents: pages)
  }

  private static func page(_ node: JSONNode) throws(JSONError) -> Vendor.Page {
    let members = try node.members(
      allowing: ["url", "role", "select"], required: ["url", "role"], "a document")
    return Vendor.Page(
      url: try members.text("url", "a text without control characters", Grammar.isText),
      role: try members.value("role").choice(Vendor.Page.Role.self, "\"role\""),
      select: try members.optionalText("select"))
  }
}
