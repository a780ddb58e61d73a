import Reporting
import RequirementHistory
import VendorRegistry
import Website

/// What the registry's log says since a line, for programs that follow it.
struct ChangesRoutes: RouteGroup {
  /// How many lines an answer has at most, and without a wish.
  static let limits = (most: 1_000, usual: 100)

  private let current: CurrentRegistry

  init(_ current: CurrentRegistry) { self.current = current }

  var routes: [Route] {
    [
      Route(.get, "/v1/changes", isCostly: true) { request, _ throws(Problem) in
        try Self.answer(request.queryItems, current.value)
      }
    ]
  }

  static func answer(
    _ query: FormFields, _ registry: ServedRegistry
  ) throws(Problem) -> WebResponse {
    let head = registry.head.seq
    let since = try query.number("since", in: 0...Int.max, or: 0)
    let limit = try query.number("limit", in: 1...limits.most, or: limits.usual)
    guard since <= head else {
      throw Problem(
        .conflict, "The log ends with line \(head), before \(since). Is it the same registry?")
    }
    let vendor = query["vendor"]
    if let vendor, registry.vendor(vendor) == nil {
      throw Problem(.notFound, "There is no vendor \(vendor.prefix(80)).")
    }
    let wanted = registry.registry.log[since...].lazy
      .filter { vendor == nil || $0.vendor == vendor }.prefix(limit)
    var entries: [ChangesReport.Entry] = []
    for line in wanted {
      var entry = ChangesReport.Entry(line)
      if line.event == .published { entry.change = try Self.change(line, registry) }
      entries.append(entry)
    }
    // Where an answer is full, the next question begins behind it.
    let next = entries.count == limit ? entries.last?.seq ?? head : head
    var response = WebResponse(
      json: ChangesReport(since: since, head: head, next: next, entries: entries).json)
    response.fields.append(WebResponse.Field("cache-control", "no-cache"))
    return response
  }

  private static func change(
    _ line: LogEntry, _ registry: ServedRegistry
  ) throws(Problem) -> VersionChange? {
    do throws(RegistryError) {
      return try registry.publishedVendor(line.vendor).change(atLine: line.seq)
    } catch {
      throw Problem(error)
    }
  }
}
