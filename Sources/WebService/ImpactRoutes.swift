import JSONText

/// What policies need, for programs.
struct ImpactRoutes: RouteGroup {
  /// The most bytes of a question.
  static let limit = 1 << 20

  private let current: CurrentRegistry

  init(_ current: CurrentRegistry) { self.current = current }

  var routes: [Route] {
    [
      Route(
        .post, "/v1/impact", body: Route.Body(types: ["application/json"], limit: Self.limit),
        isCostly: true
      ) { _, body throws(Problem) in
        let question: PolicyQuestion
        do throws(JSONError) {
          question = try PolicyQuestion(parsing: body)
        } catch {
          throw Problem(error)
        }
        return WebResponse(json: try PolicyAnswer(question, current.value).json)
      }
    ]
  }
}
