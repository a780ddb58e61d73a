import Diagnostics
import JSONText

/// The OpenAPI 3.1 document: `Description/openapi.json` with the schemas of docs/json in their places.
enum APIDescription {
  /// Schemas that the document names under `components`, by their names there.
  private static let schemas: [(name: String, bytes: [UInt8])] = [
    ("Changes", PackageResources.changes_schema_json),
    ("Diff", PackageResources.diff_schema_json),
    ("Impact", PackageResources.impact_schema_json),
    ("Record", PackageResources.record_schema_json),
    ("SiteChange", PackageResources.site_change_schema_json),
    ("SiteHead", PackageResources.site_head_schema_json),
    ("SiteVendor", PackageResources.site_vendor_schema_json),
    ("SiteVendors", PackageResources.site_vendors_schema_json),
  ]

  /// The whole document.
  ///
  /// - Throws: That a part of it is no JSON, which only a broken build can have.
  static func document() throws(Problem) -> JSON {
    do throws(JSONError) {
      var document = try JSONNode(
        parsing: PackageResources.openapi_json, file: "openapi.json"
      ).json
      for (name, bytes) in schemas {
        let schema = try JSONNode(parsing: bytes, file: name).json
        document.set(
          ["components", "schemas", name],
          schema.withReferences(below: "#/components/schemas/\(name)").without("$schema"))
      }
      // A record that is not published yet has neither a number nor an acceptance.
      document.set(
        ["components", "schemas", "Record", "required"],
        .strings(["vendor", "recorded", "documents", "profiles"]))
      return document
    } catch {
      throw Problem(.internalError, error.description)
    }
  }
}

extension APIDescription {
  /// The document of a server: without what is sent to routes that it does not have.
  static func document(of routes: [Route]) throws(Problem) -> JSON {
    var document = try document()
    guard case .object(let paths) = document["paths"] else { return document }
    let taking = Set(routes.filter { $0.method == .post }.map(\.path))
    document.set(
      ["paths"],
      .object(paths.filter { $0.value["post"] == nil || taking.contains($0.key) }))
    return document
  }
}

extension JSON {
  /// Puts a value at a path of keys; objects on the way are made where they are missing.
  fileprivate mutating func set(_ path: [String], _ value: JSON) {
    guard let key = path.first else {
      self = value
      return
    }
    guard case .object(var members) = self else { return }
    let index = members.firstIndex { $0.key == key } ?? members.count
    if index == members.count { members.append(Member(key, .object([]))) }
    members[index].value.set(Array(path.dropFirst()), value)
    self = .object(members)
  }

  /// The schema with references to its own parts led to where it stands in another document.
  fileprivate func withReferences(below place: String) -> JSON {
    switch self {
    case .array(let values): .array(values.map { $0.withReferences(below: place) })
    case .object(let members):
      .object(
        members.map { member in
          if member.key == "$ref", case .string(let target) = member.value,
            target.hasPrefix("#/")
          {
            return Member("$ref", .string(place + target.dropFirst()))
          }
          return Member(member.key, member.value.withReferences(below: place))
        })
    default: self
    }
  }

  /// The object without a member.
  fileprivate func without(_ key: String) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.key != key })
  }
}
