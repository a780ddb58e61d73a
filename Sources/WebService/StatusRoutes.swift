import CommandOptions
import JSONText
import Website

/// How the service is doing, and what it can do.
struct StatusRoutes: RouteGroup {
  private let current: CurrentRegistry
  private let metrics: ServiceMetrics

  /// The API's description, which is the same until the server ends.
  private let description: Result<[UInt8], Problem>

  /// Makes the routes.
  ///
  /// - Parameters:
  ///   - current: What is served.
  ///   - metrics: What is counted.
  ///   - others: The other routes of the service, for the description.
  init(_ current: CurrentRegistry, _ metrics: ServiceMetrics, beside others: [Route]) {
    self.current = current
    self.metrics = metrics
    description = Result { () throws(Problem) in
      try APIDescription.document(of: others).canonicalBytes()
    }
  }

  var routes: [Route] {
    [
      Route(.get, "/healthz") { _, _ in
        let head = current.value.head
        return WebResponse(json: [
          "status": "ok", "version": .string(version),
          "head": ["seq": .int(head.seq), "line": .string(head.line), "at": .string(head.at)],
        ])
      },
      Route(.get, "/metrics", isShared: false) { _, _ in
        let registry = current.value
        let text = metrics.text(head: registry.head.seq, vendors: registry.vendorCount)
        return WebResponse(
          .ok, type: "text/plain; version=0.0.4; charset=utf-8", body: Array(text.utf8))
      },
      Route(.get, "/openapi.json") { _, _ throws(Problem) in
        let document = try description.get()
        var response = WebResponse(.ok, type: "application/json", body: document)
        response.fields.append(WebResponse.Field("cache-control", "no-cache"))
        return response
      },
    ]
  }
}
