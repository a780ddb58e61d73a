public import ReportReceiving

/// Takes what browsers report: `POST /reports?token=...`, as a policy's `report-uri` or `report-to` names it.
public struct ReportRoutes: RouteGroup {
  private let receiver: ReportReceiver
  private let limit: Int

  /// Makes the routes.
  ///
  /// - Parameters:
  ///   - receiver: Counts the reports.
  ///   - settings: What it takes.
  public init(_ receiver: ReportReceiver, settings: ReceiverSettings) {
    self.receiver = receiver
    limit = settings.bodyLimit
  }

  /// One route.
  public var routes: [Route] {
    [
      Route(.post, "/reports", body: Route.Body(types: ReportReceiver.mediaTypes, limit: limit)) {
        [receiver] request, body throws(Problem) in
        let answer = await receiver.receive(
          ReportRequest(
            token: Self.token(of: request), mediaType: request.mediaType, body: body))
        if answer == .counted { return WebResponse(status: .noContent, fields: []) }
        var problem = Problem(
          WebResponse.Status(rawValue: answer.status) ?? .internalError, answer.message ?? "")
        problem.retryAfter = answer.retryAfter
        throw problem
      }
    ]
  }

  /// Browsers can send nothing but the address; collectors may use a header field.
  private static func token(of request: WebRequest) -> String? {
    if let field = request["authorization"] {
      return field.hasPrefix("Bearer ") ? String(field.dropFirst(7)) : nil
    }
    return FormFields(parsing: Array(request.query.utf8))["token"]
  }
}
