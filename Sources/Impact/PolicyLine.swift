public import ContentSecurityPolicy
public import JSONText

/// One line of an NDJSON stream of policies.
///
/// `{"id", "policy" | "headers": [{"name", "value"}], "url"?, "delivery"?, "uses"?}`; other fields are
/// ignored.
public struct PolicyLine: Sendable {
  /// What the caller knows the policy by; `null` when the line has none.
  public var id: JSON
  /// Header values, each with its delivery.
  private var headers: [(value: String, delivery: Delivery)] = []
  /// The page.
  public var origin: Origin
  /// Vendors that the line says the page uses.
  public var uses: Set<String>
  /// Other members of the line that the caller wants back, in the order of the names asked for.
  public var carried: [JSON.Member] = []

  /// Reads a line.
  ///
  /// - Parameters:
  ///   - bytes: The line without its end.
  ///   - file: Name for messages.
  ///   - number: The line's number.
  ///   - names: Members that are to be carried along.
  /// - Throws: What is wrong and where.
  public init(
    parsing bytes: ArraySlice<UInt8>, file: String, number: Int, carrying names: [String] = []
  ) throws(JSONError) {
    let node = try JSONNode(parsing: bytes, file: file, line: number)
    let members = try node.members()
    id = .null
    if let value = members.optional("id") {
      switch value.value {
      case .string(let text): id = .string(text)
      case .number(let text): id = .number(text)
      default: throw value.error("\"id\" must be a string or a number.")
      }
    }
    var delivery = Delivery.header
    if let value = members.optional("delivery") {
      guard let known = Delivery(rawValue: try value.string()) else {
        throw value.error("\"delivery\" must be header, meta or report-only.")
      }
      delivery = known
    }
    if let policy = members.optional("policy") {
      headers = [(try policy.string(), delivery)]
    } else if let all = members.optional("headers") {
      headers = try Self.headers(all)
    } else {
      throw node.error("the line has neither \"policy\" nor \"headers\".")
    }
    origin = .example
    if let url = members.optional("url") {
      guard let page = Origin(try url.string()) else {
        throw url.error("\"url\" is not a URL with a scheme and a host.")
      }
      origin = page
    }
    uses = []
    if let value = members.optional("uses"), case .object(let vendors) = value.value {
      uses = Set(vendors.map(\.key))
    }
    for name in names {
      if let value = members.optional(name) { carried.append(JSON.Member(name, value.json)) }
    }
  }

  /// The policy when there is one alone and it is enforced by a header.
  public var onlyPolicy: String? {
    headers.count == 1 && headers[0].delivery == .header ? headers[0].value : nil
  }

  /// Whether a policy only reports.
  var hasReportOnly: Bool { headers.contains { $0.delivery == .reportOnly } }

  /// The header values.
  var texts: [String] { headers.map(\.value) }

  /// What the page is under, read from the text each time.
  public var policies: PolicyList {
    guard headers.count != 1 else {
      return PolicyList(parsing: headers[0].value, delivery: headers[0].delivery)
    }
    var list = PolicyList(policies: [])
    for header in headers {
      list.policies += PolicyList(parsing: header.value, delivery: header.delivery).policies
    }
    return list
  }

  /// Whether all policies are enforced and none holds any of some domains in its text.
  public func isEnforcedWithout(_ domains: [DomainSearch]) -> Bool {
    headers.allSatisfy { header in
      if header.delivery == .reportOnly { return false }
      let text = header.value.utf8.span
      return !domains.contains { $0.isFound(in: text, 0..<text.count) }
    }
  }

  private static func headers(_ node: JSONNode) throws(JSONError) -> [(String, Delivery)] {
    var headers: [(String, Delivery)] = []
    for header in try node.array("\"headers\"") {
      let members = try header.members()
      let value = try members.string("value")
      switch try members.string("name").lowercased() {
      case "content-security-policy": headers.append((value, .header))
      case "content-security-policy-report-only": headers.append((value, .reportOnly))
      default: continue
      }
    }
    return headers
  }
}
