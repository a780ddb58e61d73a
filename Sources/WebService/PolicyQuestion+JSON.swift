import ContentSecurityPolicy
import Diagnostics
import JSONText
import VendorRegistry

extension PolicyQuestion {
  /// Reads the body of `POST /v1/impact`.
  init(parsing body: [UInt8]) throws(JSONError) {
    let node = try JSONNode(parsing: body, file: "body")
    let members = try node.members(
      allowing: [
        "policy", "delivery", "headers", "text", "url", "vendors", "changes", "profiles", "regions",
      ], "the question")
    try node.refuseNulls()
    let given = ["policy", "headers", "text"].filter { members.optional($0) != nil }
    guard given.count == 1 else {
      throw node.error("give one of \"policy\", \"headers\" and \"text\"")
    }
    if members.optional("policy") != nil {
      self.init(
        value: try Self.text(members.value("policy"), "\"policy\""),
        delivery: try members.optional("delivery").map { (node) throws(JSONError) in
          try node.choice(Delivery.self, "\"delivery\"")
        } ?? .header)
    } else if members.optional("headers") != nil {
      self.init(headers: try Self.headers(members.value("headers")))
    } else {
      self.init(text: try Self.text(members.value("text"), "\"text\""))
    }
    if let delivery = members.optional("delivery"), given != ["policy"] {
      throw delivery.error("\"delivery\" is said of \"policy\" only")
    }
    if let url = members.optional("url") {
      let text = try url.string("\"url\"")
      let isWeb = text.hasPrefix("https://") || text.hasPrefix("http://")
      guard isWeb, let origin = Origin(text), !origin.isOpaque else {
        throw url.error("\"url\" must be the address of a page, like https://shop.example/")
      }
      self.origin = origin
    }
    if let vendors = members.optional("vendors") {
      subject = .vendors(try Self.references(vendors))
    }
    if let changes = members.optional("changes") {
      guard members.optional("vendors") == nil else {
        throw changes.error("give \"vendors\" or \"changes\", not both")
      }
      subject = .changes(try Self.changes(changes))
    }
    profiles = try Self.names(members.optional("profiles"), "\"profiles\"")
    regions = Set(try Self.names(members.optional("regions"), "\"regions\""))
  }

  private static func list(_ node: JSONNode, _ name: String) throws(JSONError) -> [JSONNode] {
    let nodes = try node.array(name)
    guard nodes.count <= listLimit else {
      throw node.error("\(name) may have \(listLimit) elements")
    }
    return nodes
  }

  private static func text(_ node: JSONNode, _ name: String) throws(JSONError) -> String {
    let text = try node.string(name)
    guard text.unicodeScalars.count <= textLimit else {
      throw node.error("\(name) may have \(textLimit) characters")
    }
    return text
  }

  /// Headers of one response, as lines of a dump.
  private static func headers(_ node: JSONNode) throws(JSONError) -> String {
    let nodes = try node.array("\"headers\"")
    guard nodes.count <= headerLimit else {
      throw node.error("\"headers\" may have \(headerLimit) elements")
    }
    var lines = "HTTP/1.1 200\n"
    for node in nodes {
      let members = try node.members(
        allowing: ["name", "value"], required: ["name", "value"], "a header")
      let name = try members.string("name").lowercased()
      guard name.unicodeScalars.count <= 200 else {
        throw try members.value("name").error("\"name\" may have 200 characters")
      }
      let value = try members.value("value").string("\"value\"")
      guard !value.unicodeScalars.contains(where: { "\r\n\0".unicodeScalars.contains($0) }) else {
        throw try members.value("value").error("\"value\" must be one line")
      }
      guard value.unicodeScalars.count <= headerValueLimit else {
        throw try members.value("value").error("\"value\" may have \(headerValueLimit) characters")
      }
      // The others have no say, and may look like anything.
      if ["content-security-policy", "content-security-policy-report-only"].contains(name) {
        lines += "\(name): \(value)\n"
      }
    }
    guard lines.unicodeScalars.count <= textLimit else {
      throw node.error("the policies may have \(textLimit) characters together")
    }
    return lines
  }

  /// Distinct names of a list; empty for none.
  private static func names(
    _ node: JSONNode?, _ name: String
  ) throws(JSONError) -> [String] {
    guard let node else { return [] }
    var names: [String] = []
    for element in try list(node, name) {
      let text = try element.string("an element of \(name)")
      let isName =
        !text.isEmpty && text.utf8.count <= 64
        && text.utf8.allSatisfy {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
        }
      guard isName else {
        throw element.error("\(name) lists names of lower-case letters, digits and hyphens")
      }
      if !names.contains(text) { names.append(text) }
    }
    return names
  }

  private static func references(_ node: JSONNode) throws(JSONError) -> [VendorReference] {
    var references: [VendorReference] = []
    for element in try list(node, "\"vendors\"") {
      let reference = try reference(element, "a vendor")
      if !references.contains(reference) { references.append(reference) }
    }
    return references
  }

  private static func changes(_ node: JSONNode) throws(JSONError) -> [Change] {
    var changes: [Change] = []
    for element in try list(node, "\"changes\"") {
      let members = try element.members(
        allowing: ["from", "to"], required: ["from", "to"], "a change")
      let change = Change(
        old: try reference(members.value("from"), "\"from\""),
        new: try reference(members.value("to"), "\"to\""))
      if !changes.contains(change) { changes.append(change) }
    }
    return changes
  }

  private static func reference(
    _ node: JSONNode, _ name: String
  ) throws(JSONError) -> VendorReference {
    let text = try node.string(name)
    do throws(RegistryError) {
      return try VendorReference(parsing: text)
    } catch {
      throw node.error(error.description)
    }
  }
}
