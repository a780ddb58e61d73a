import JSONText
import Testing

@testable import WebService

/// The API's description and the routes say the same.
@Suite struct RouteTests {
  private func described() throws -> [String: Set<String>] {
    let document = try APIDescription.document()
    guard case .object(let paths) = document["paths"] else { return [:] }
    var found: [String: Set<String>] = [:]
    for path in paths {
      guard case .object(let operations) = path.value else { continue }
      found[path.key] = Set(operations.map { $0.key.uppercased() })
    }
    return found
  }

  @Test func everyRouteIsDescribedAndNothingElse() async throws {
    let service = try SampleService(groups: [ReportRoutesTests.routes(FakeReportStore())])
    var described = try described()
    for route in service.service.routes {
      #expect(
        described[route.path]?.remove(route.method.rawValue) != nil,
        "\(route.path) lacks a description")
    }
    // What is left are files of the site, which have no routes of their own.
    for (path, methods) in described where !methods.isEmpty {
      #expect(methods == ["GET"])
      let example =
        path.replacing("{vendor}", with: "userpilot").replacing("{version}", with: "1")
        .replacing("{seq}", with: "1")
      #expect(await service.get(example).status == 200, "\(path)")
    }
    #expect(described.count >= 12)
  }

  @Test func whatAServerDoesNotTakeItDoesNotDescribe() async throws {
    let without = try await SampleService().get("/openapi.json").json()["paths"]
    let with = try await SampleService(groups: [ReportRoutesTests.routes(FakeReportStore())])
      .get("/openapi.json").json()["paths"]
    #expect(without?["/reports"] == nil && with?["/reports"]?["post"] != nil)
    #expect(without?["/v1/impact"] != nil && without?["/check.html"]?["post"] != nil)
    #expect(without?["/v1/vendors/{vendor}.json"]?["get"]?["responses"]?["400"] != nil)
  }

  @Test func noTwoRoutesAreTheSame() throws {
    let routes = try SampleService().service.routes.map { "\($0.method) \($0.path)" }
    #expect(Set(routes).count == routes.count)
  }

  @Test func everyReferenceOfTheDescriptionLeadsSomewhere() throws {
    let document = try APIDescription.document()
    var count = 0
    func visit(_ value: JSON) {
      switch value {
      case .array(let values): values.forEach(visit)
      case .object(let members):
        for member in members {
          if member.key == "$ref", case .string(let target) = member.value {
            count += 1
            var place: JSON? = document
            for key in target.dropFirst(2).split(separator: "/") { place = place?[String(key)] }
            #expect(target.hasPrefix("#/") && place != nil, "\(target)")
          }
          visit(member.value)
        }
      default: break
      }
    }
    visit(document)
    #expect(count > 50)
    #expect(document["openapi"]?.string == "3.1.0")
  }
}
