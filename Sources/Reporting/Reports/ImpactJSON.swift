public import ContentSecurityPolicy
public import Impact
public import JSONText
import ProjectConfiguration

extension JSON {
  /// One result of impact or check, as docs/json/impact.md describes it.
  ///
  /// - Parameters:
  ///   - result: The result.
  ///   - id: What the caller knows the policy by.
  ///   - path: File that it stands in.
  ///   - line: Line of that file, or number of the NDJSON line.
  ///   - fix: The command that mends it.
  ///   - checking: Whether `safe` reads `meets`.
  public init(
    _ result: ImpactResult, id: JSON = .null, path: String? = nil, line: Int? = nil,
    fix: String? = nil, checking: Bool = false
  ) {
    var members: [Member] = [Member("id", id)]
    if let path { members.append(Member("path", .string(path))) }
    if let line { members.append(Member("line", .int(line))) }
    members.append(Member("vendor", .string(result.vendor)))
    if let from = result.from { members.append(Member("from", .int(from))) }
    let verdict = checking && result.verdict == .safe ? "meets" : result.verdict.rawValue
    members += [
      Member("to", JSON(result.to)),
      Member("result", .string(verdict)),
      Member("profile", .string(result.profile)),
      Member("named", .bool(result.named)),
      Member(
        "missing",
        .array(
          result.missing.map { missing in
            [
              "directive": .string(missing.directive), "source": .string(missing.source),
              "new": .bool(missing.isNew), "reason": .string(missing.reason),
              "edits": .array(missing.edits.map(JSON.init)),
              "witness": missing.witness.map {
                ["directive": .string($0.directive), "url": .string($0.url)]
              } ?? .null,
            ]
          })),
      Member(
        "undecided",
        .array(
          result.undecided.map {
            [
              "directive": .string($0.directive), "source": .string($0.source),
              "reason": .string($0.reason),
            ]
          })),
      Member(
        "removable",
        .array(
          result.removable.map {
            ["directive": .string($0.directive), "source": .string($0.source)]
          })),
      Member("size", Self.size(of: result)),
      Member("fix", JSON(fix)),
    ]
    if let note = result.note { members.append(Member("note", .string(note.printable))) }
    self = .object(members)
  }

  private static func size(of result: ImpactResult) -> JSON {
    guard let limit = result.sizeLimit else {
      return ["before": .int(result.sizeBefore), "after": .int(result.sizeAfter)]
    }
    return [
      "before": .int(result.sizeBefore), "after": .int(result.sizeAfter), "limit": .int(limit),
    ]
  }

  /// One result of impact or check with its place and what `cspreg.json` says of its policy.
  public init(_ placed: PlacedResult, checking: Bool) {
    self.init(
      placed.result, path: placed.path, line: placed.line, fix: placed.fix, checking: checking)
    guard let entry = placed.entry, case .object(var members) = self else { return }
    let profiles: JSON =
      switch entry.profiles {
      case nil: .null
      case .named(let names): .strings(names)
      case .byVendor(let map):
        .object(map.sorted { $0.key < $1.key }.map { Member($0.key, .strings($0.value)) })
      }
    members += [
      Member("name", .string(entry.name)), Member("owner", JSON(entry.owner)),
      Member("uses", ConfigurationWriter.json(entry.uses ?? .auto)), Member("profiles", profiles),
      Member("regions", .strings(entry.regions ?? [])),
    ]
    self = .object(members)
  }

  /// What one policy of a list needs.
  public init(_ edit: Edit) {
    self = [
      "policy": .int(edit.policy), "add_to": .string(edit.addTo),
      "copy_from": JSON(edit.copyFrom), "sources": .strings(edit.sources),
    ]
  }

  /// A whole report of impact or check.
  ///
  /// - Parameters:
  ///   - results: One a policy and change.
  ///   - checking: Whether it answers `check`.
  public init(_ results: [PlacedResult], checking: Bool) {
    var counts: [Member] = []
    for verdict in ImpactResult.Verdict.allCases {
      let name = checking && verdict == .safe ? "meets" : verdict.rawValue
      counts.append(Member(name, .int(results.count { $0.result.verdict == verdict })))
    }
    self = [
      "cspreg": .head(checking ? "check" : "impact"),
      "results": .array(
        results.map { JSON($0, checking: checking) }),
      "summary": .object(counts),
    ]
  }
}
