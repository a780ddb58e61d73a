public import VendorRequirements

/// Since when a vendor asks for each of its sources, and what it asked for once.
public struct Blame: Sendable {
  /// One source under one directive, over all versions.
  public struct Entry: Sendable, Hashable {
    /// Directive name.
    public var directive: String
    /// The source as the newest version that has it spells it.
    public var source: String
    /// Profiles of that version which list it, in record order.
    public var profiles: [String]
    /// First version of the unbroken run that ends with ``last``.
    public var since: Int
    /// Newest version that has it.
    public var last: Int
    /// Line of that version's document.
    public var line: Int?
    /// Address of that document.
    public var document: String?
    /// First version without it; `nil` while the newest version has it.
    public var goneSince: Int?
  }

  /// What the newest version has in its order, then what is gone, the newest first.
  public let entries: [Entry]
  /// Positions in ``entries``.
  private let positions: [ListedSource: Int]

  /// Goes through the versions of a vendor.
  ///
  /// - Parameter versions: Records in the order of their numbers, withdrawn ones left out.
  public init(_ versions: [VersionRecord]) {
    var found: [ListedSource: Entry] = [:]
    var order: [ListedSource] = []
    var numbers: [Int] = []
    for record in versions {
      let number = record.version ?? (numbers.last ?? 0) + 1
      numbers.append(number)
      let before = numbers.dropLast().last
      var seen: Set<ListedSource> = []
      var listed: [ListedSource] = []
      for profile in record.profiles where profile.mode != .informational {
        for directive in profile.directives {
          for requirement in directive.requirements {
            let key = ListedSource(requirement.source, under: directive.name)
            if !seen.insert(key).inserted {
              if found[key]?.profiles.contains(profile.name) == false {
                found[key]?.profiles.append(profile.name)
              }
              continue
            }
            listed.append(key)
            let place = requirement.document ?? 0
            let since = found[key].flatMap { $0.last == before ? $0.since : nil } ?? number
            found[key] = Entry(
              directive: directive.name, source: requirement.source, profiles: [profile.name],
              since: since, last: number, line: requirement.line,
              document: record.documents.indices.contains(place)
                ? record.documents[place].url : nil)
          }
        }
      }
      order = listed + order.filter { !seen.contains($0) }
    }
    let newest = numbers.last ?? 0
    entries = order.compactMap { found[$0] }.map { entry in
      var entry = entry
      if entry.last != newest { entry.goneSince = numbers.first { $0 > entry.last } }
      return entry
    }
    positions = Dictionary(zip(order, entries.indices)) { first, _ in first }
  }

  /// What is known of a source; `nil` for one that no version lists under the directive.
  ///
  /// - Parameters:
  ///   - source: The source, however it is spelled.
  ///   - directive: Directive name.
  /// - Returns: Its entry.
  public func entry(of source: String, under directive: String) -> Entry? {
    positions[ListedSource(source, under: directive)].map { entries[$0] }
  }
}
