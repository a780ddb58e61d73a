public import ContentSecurityPolicy
public import Impact
public import JSONText
import ProjectConfiguration

extension JSONSink {
  /// One result of impact or check, as docs/json/impact.md describes it.
  ///
  /// - Parameters:
  ///   - result: The result.
  ///   - path: File that it stands in.
  ///   - line: Line of that file, or number of the NDJSON line.
  ///   - fix: The command that mends it.
  ///   - checking: Whether `safe` reads `meets`.
  ///   - id: Writes what the caller knows the policy by.
  ///   - more: Writes further members.
  public mutating func impactResult(
    _ result: ImpactResult, path: String? = nil, line: Int? = nil, fix: String? = nil,
    checking: Bool = false, id: (inout Self) -> Void = { $0.value(.null) },
    more: (inout Self) -> Void = { _ in }
  ) {
    impactResult(
      path: path, line: line, id: id,
      head: { $0.head(of: result, checking: checking) },
      missing: { sink in for missing in result.missing { sink.missing(missing) } },
      undecided: { sink in for undecided in result.undecided { sink.undecided(undecided) } },
      removable: { sink in for removable in result.removable { sink.removable(removable) } },
      size: (result.sizeBefore, result.sizeAfter, result.sizeLimit), fix: fix,
      note: result.note, more: more)
  }

  /// The members of a result in their order.
  @inline(__always)
  fileprivate mutating func impactResult(
    path: String?, line: Int?, id: (inout Self) -> Void, head: (inout Self) -> Void,
    missing: (inout Self) -> Void, undecided: (inout Self) -> Void,
    removable: (inout Self) -> Void, size: (before: Int, after: Int, limit: Int?),
    fix: String?, note: String?, more: (inout Self) -> Void
  ) {
    beginObject()
    key("id")
    id(&self)
    if let path { member("path", path) }
    if let line { member("line", line) }
    head(&self)
    key("missing")
    list(missing)
    key("undecided")
    list(undecided)
    key("removable")
    list(removable)
    key("size")
    beginObject()
    member("before", size.before)
    member("after", size.after)
    if let limit = size.limit { member("limit", limit) }
    endObject()
    member("fix", fix)
    if let note { member("note", note.printable) }
    more(&self)
    endObject()
  }

  private mutating func list(_ elements: (inout Self) -> Void) {
    beginArray()
    elements(&self)
    endArray()
  }

  fileprivate mutating func head(of result: ImpactResult, checking: Bool) {
    member("vendor", result.vendor)
    if let from = result.from { member("from", from) }
    member("to", result.to)
    let isMet = checking && result.verdict == .safe
    member("result", isMet ? "meets" : result.verdict.rawValue)
    member("profile", result.profile)
    member("named", result.named)
  }

  fileprivate mutating func undecided(_ undecided: ImpactResult.Undecided) {
    object {
      $0.member("directive", undecided.directive)
      $0.member("source", undecided.source)
      $0.member("reason", undecided.reason)
    }
  }

  fileprivate mutating func removable(_ removable: ImpactResult.Removable) {
    object {
      $0.member("directive", removable.directive)
      $0.member("source", removable.source)
    }
  }

  fileprivate mutating func missing(_ missing: ImpactResult.Missing) {
    beginObject()
    member("directive", missing.directive)
    member("source", missing.source)
    member("new", missing.isNew)
    member("reason", missing.reason)
    key("edits")
    array(missing.edits) { $0.edit($1) }
    key("witness")
    if let witness = missing.witness {
      beginObject()
      member("directive", witness.directive)
      member("url", witness.url)
      endObject()
    } else {
      value(.null)
    }
    endObject()
  }

  fileprivate mutating func edit(_ edit: Edit) {
    beginObject()
    member("policy", edit.policy)
    member("add_to", edit.addTo)
    member("copy_from", edit.copyFrom)
    key("sources")
    array(edit.sources) { $0.string($1) }
    endObject()
  }
}

extension JSONWriter {
  /// The text of a part of results, for ``line(_:number:carrying:id:)``.
  ///
  /// - Parameters:
  ///   - part: The part.
  ///   - checking: Whether `safe` reads `meets`.
  /// - Returns: A value, or the members of a head.
  public static func text(of part: KnownAnswers.Part, checking: Bool) -> [UInt8] {
    var writer = JSONWriter()
    switch part {
    case .head(let result): writer.head(of: result, checking: checking)
    case .missing(let missing): writer.missing(missing)
    case .undecided(let undecided): writer.undecided(undecided)
    case .removable(let removable): writer.removable(removable)
    }
    return Array(writer.bytes)
  }

  /// Describes one result of a stream and writes it as a line.
  ///
  /// - Parameters:
  ///   - answers: What was decided last, of which parts are text already.
  ///   - number: Number of the line that it is about.
  ///   - carried: Members of that line that are handed on.
  ///   - id: Writes what the caller knows the policy by.
  public mutating func line(
    _ answers: inout KnownAnswers, number: Int, carrying carried: [JSON.Member],
    id: (inout JSONWriter) -> Void
  ) {
    answers.describe()
    let description = answers.description
    let texts = answers.texts
    func write(_ ranges: [Range<Int>], _ writer: inout JSONWriter) {
      for range in ranges { writer.text(texts.span.extracting(range)) }
    }
    impactResult(
      path: nil, line: number, id: id,
      head: { $0.text(texts.span.extracting(description.head)) },
      missing: { write(description.missing, &$0) },
      undecided: { write(description.undecided, &$0) },
      removable: { write(description.removable, &$0) },
      size: (description.sizeBefore, description.sizeAfter, nil), fix: nil,
      note: description.note,
      more: { if !carried.isEmpty { $0.member("carry", .object(carried)) } })
    endLine()
  }

  /// Writes one result of a stream as a line.
  ///
  /// - Parameters:
  ///   - result: The result.
  ///   - number: Number of the line that it is about.
  ///   - checking: Whether `safe` reads `meets`.
  ///   - carried: Members of that line that are handed on.
  ///   - id: Writes what the caller knows the policy by.
  public mutating func line(
    _ result: ImpactResult, number: Int, checking: Bool, carrying carried: [JSON.Member],
    id: (inout JSONWriter) -> Void
  ) {
    impactResult(
      result, line: number, checking: checking, id: id,
      more: { if !carried.isEmpty { $0.member("carry", .object(carried)) } })
    endLine()
  }
}

extension JSON {
  /// One result of impact or check with its place and what `cspreg.json` says of its policy.
  public init(_ placed: PlacedResult, checking: Bool) {
    var builder = JSONBuilder()
    builder.impactResult(
      placed.result, path: placed.path, line: placed.line, fix: placed.fix, checking: checking
    ) {
      $0.value(.null)
    } more: {
      if let entry = placed.entry { Self.describe(entry, to: &$0) }
    }
    self = builder.result
  }

  private static func describe(_ entry: InventoryEntry, to sink: inout JSONBuilder) {
    let profiles: JSON =
      switch entry.profiles {
      case nil: .null
      case .named(let names): .strings(names)
      case .byVendor(let map):
        .object(map.sorted { $0.key < $1.key }.map { Member($0.key, .strings($0.value)) })
      }
    sink.member("name", entry.name)
    sink.member("owner", entry.owner)
    sink.member("uses", ConfigurationWriter.json(entry.uses ?? .auto))
    sink.member("profiles", profiles)
    sink.member("regions", .strings(entry.regions ?? []))
  }

  /// What one policy of a list needs.
  public init(_ edit: Edit) {
    var builder = JSONBuilder()
    builder.edit(edit)
    self = builder.result
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
