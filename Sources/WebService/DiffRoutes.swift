import Diagnostics
import JSONText
import Reporting
import RequirementDiff
import VendorRegistry
import VendorRequirements

/// What changed between two records, published ones or the client's own, which are kept nowhere.
struct DiffRoutes: RouteGroup {
  /// The most bytes of a question.
  static let limit = 1 << 20
  /// The most sources of a record; the time of a comparison grows with their square.
  static let sourceLimit = 500

  private let current: CurrentRegistry

  init(_ current: CurrentRegistry) { self.current = current }

  var routes: [Route] {
    [
      Route(
        .post, "/v1/diff", body: Route.Body(types: ["application/json"], limit: Self.limit),
        isCostly: true
      ) { _, body throws(Problem) in try Self.answer(body, current.value) }
    ]
  }

  static func answer(
    _ body: [UInt8], _ registry: ServedRegistry
  ) throws(Problem) -> WebResponse {
    let question: Question
    do throws(JSONError) {
      question = try Question(parsing: body)
    } catch {
      var problem = Problem(error)
      if Contradiction.isAll(thatIsWrongIn: body) { problem.status = .conflict }
      throw problem
    }
    let old = try question.old.record(registry)
    let new = try question.new.record(registry)
    for record in [old, new] where record.sourceCount > sourceLimit {
      throw Problem(.contentTooLarge, "A record may have \(sourceLimit) sources here.")
    }
    var options = question.options
    if let profile = options.profile, !new.profiles.contains(where: { $0.name == profile }) {
      let names = new.profiles.map(\.name).joined(separator: ", ")
      throw Problem(
        .notFound, "\"new\" has no profile \(profile.prefix(80)); it has \(names.prefix(2_000)).")
    }
    options.ownDomains = registry.vendor(new.vendor)?.domains ?? []
    return WebResponse(json: DiffPresentation(diff(old, new, options: options), names: nil).json)
  }

  /// What is compared, and what of it is wanted.
  struct Question {
    var old: Side
    var new: Side
    var options: DiffOptions

    init(parsing body: [UInt8]) throws(JSONError) {
      let node = try JSONNode(parsing: body, file: "body")
      try node.refuseNulls()
      let members = try node.members(
        allowing: ["old", "new", "profile", "regions", "only"], required: ["old", "new"],
        "the question")
      old = try Side(members.value("old"))
      new = try Side(members.value("new"))
      options = DiffOptions(
        profile: try members.optionalString("profile"),
        regions: Set(try members.optionalStrings("regions") ?? []))
      if let only = members.optional("only") {
        options.only = try only.choice(DiffOptions.Only.self, "\"only\"")
      }
    }
  }

  /// One side of a comparison.
  enum Side {
    case reference(VendorReference)
    case record(VersionRecord)

    init(_ node: JSONNode) throws(JSONError) {
      guard case .string(let text) = node.value else {
        self = .record(try RecordReader.read(node))
        return
      }
      do throws(RegistryError) {
        self = .reference(try VendorReference(parsing: text))
      } catch {
        throw node.error(error.description)
      }
    }

    func record(_ registry: ServedRegistry) throws(Problem) -> VersionRecord {
      switch self {
      case .record(let record): return record
      case .reference(let reference):
        do throws(RegistryError) {
          return try registry.record(reference)
        } catch {
          throw Problem(error)
        }
      }
    }
  }
}

extension VersionRecord {
  /// Number of sources, each as often as it is listed.
  fileprivate var sourceCount: Int {
    profiles.reduce(0) { $0 + $1.directives.reduce(0) { $0 + $1.requirements.count } }
  }
}
