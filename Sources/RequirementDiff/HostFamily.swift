public import VendorRequirements

/// Hosts that differ in one varying part, mostly a region.
public struct HostFamily: Sendable, Hashable {
  /// What the varying part looks like.
  public enum Varying: String, Sendable, Hashable {
    case region
    case number
    case letter
    case other
  }

  /// The hosts with the varying part named, such as `analytex{-region}.userpilot.io`.
  public var pattern: String
  /// What varies.
  public var varies: Varying
  /// Varying parts that the old version knows; an empty string stands for the bare stem.
  public var known: [String]
  /// Varying parts that only the new version has.
  public var added: [String]
}

/// Finds the host families of an old and a new version.
///
/// Two hosts are of one family when they share a registrable domain and differ in one part of one
/// label only: `analytex-us` and `analytex-eu`, `analytex` and `analytex-us`, `cdn1` and `cdn2`, or
/// a whole label that is a region code.
struct HostFamilies {
  private var families: [String: HostFamily] = [:]
  private var patternOfHost: [String: String] = [:]

  /// Collects families over all hosts of both versions.
  ///
  /// - Parameters:
  ///   - old: Host and registrable domain of each host source of the old version.
  ///   - new: The same for the new version.
  init(old: [(host: String, site: String)], new: [(host: String, site: String)]) {
    // The varying part of each host that a pattern fits.
    var members: [String: [String: String]] = [:]
    let sites = Dictionary(old.map { ($0.host, $0.site) }) { first, _ in first }
    for (host, site) in old + new.filter({ sites[$0.host] != $0.site }) {
      for candidate in Self.candidates(host: host, site: site) {
        members[candidate.pattern, default: [:]][host] = candidate.part
      }
    }
    // The pattern with the most members explains a host best; ties go to the first in order.
    let ranked = members.filter { $0.value.count >= 2 && Self.isFamily($0.value.values) }
      .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    for (pattern, group) in ranked {
      let fresh = group.filter { patternOfHost[$0.key] == nil }
      guard fresh.count >= 2 else { continue }
      for member in fresh { patternOfHost[member.key] = pattern }
      let known = fresh.filter { sites[$0.key] != nil }.values.sorted()
      let added = fresh.filter { sites[$0.key] == nil }.values.sorted()
      let varies = Self.varying(Array(fresh.values))
      families[pattern] = HostFamily(
        pattern: pattern.split(separator: "\u{0}", omittingEmptySubsequences: false)
          .joined(separator: varies.rawValue),
        varies: varies, known: known, added: added)
    }
  }

  /// The family that a host belongs to.
  func family(of host: String) -> HostFamily? {
    patternOfHost[host].flatMap { families[$0] }
  }

  /// The varying part of a host within its family.
  func part(of host: String) -> String? {
    guard let pattern = patternOfHost[host] else { return nil }
    for candidate in Self.candidates(host: host, site: nil) where candidate.pattern == pattern {
      return candidate.part
    }
    return nil
  }

  /// Every way to see a host as a member of a family: pattern (NUL marks the part) and the part.
  private static func candidates(
    host: String, site: String?
  ) -> [(pattern: String, part: String)] {
    let dot = UInt8(ascii: ".")
    let labels = host.utf8.split(separator: dot, omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    let siteLabels = site.map { $0.utf8.count { $0 == dot } + 1 } ?? 1
    guard labels.count > siteLabels else { return [] }
    var found: [(pattern: String, part: String)] = []
    for index in 0..<(labels.count - siteLabels) {
      let label = labels[index]
      func add(_ stem: String, _ part: String) {
        var other = labels
        other[index] = stem
        found.append((other.joined(separator: "."), part))
      }
      if label == "*" || label.isEmpty { continue }
      if RegionCode.matches(label) { add("{\u{0}}", label) }
      // `stem` and `stem-part`: every dash may be the border.
      add(label + "{-\u{0}}", "")
      for dash in label.utf8.indices where label.utf8[dash] == UInt8(ascii: "-") {
        let head = String(label[..<dash])
        let tail = String(label[label.index(after: dash)...])
        guard !head.isEmpty, !tail.isEmpty else { continue }
        add(head + "{-\u{0}}", tail)
        if RegionCode.matches(head) { add("{\u{0}-}" + tail, head) }
      }
      let digits = label.utf8.reversed().prefix { (0x30...0x39).contains($0) }.count
      if digits > 0, digits < label.utf8.count {
        add(label.dropLast(digits) + "{\u{0}}", String(label.suffix(digits)))
      }
    }
    return found
  }

  /// A stem alone is no family: some member must have a part.
  private static func isFamily(_ parts: some Collection<String>) -> Bool {
    parts.contains { !$0.isEmpty } && Set(parts).count >= 2
  }

  private static func varying(_ parts: [String]) -> HostFamily.Varying {
    let parts = parts.filter { !$0.isEmpty }
    if parts.contains(where: RegionCode.matches) { return .region }
    if parts.allSatisfy({ $0.allSatisfy(\.isNumber) }) { return .number }
    if parts.allSatisfy({ $0.count == 1 }) { return .letter }
    return .other
  }
}

/// The hosts of a record, to be asked which family a further host would join.
public struct KnownHosts: Sendable {
  private let hosts: [(host: String, site: String)]

  /// Takes what a vendor asks for.
  public init(_ record: VersionRecord) {
    hosts = PlacedRecord(record).hosts
  }

  /// The family that a host would join; `nil` when there is none, the host is known, or of another domain.
  public func family(joinedBy host: String) -> HostFamily? {
    if hosts.contains(where: { $0.host == host }) { return nil }
    guard let site = hosts.map(\.site).first(where: { host == $0 || host.hasSuffix("." + $0) }),
      let family = HostFamilies(old: hosts, new: [(host, site)]).family(of: host),
      !family.known.isEmpty
    else { return nil }
    return family
  }
}

extension HostFamily {
  /// The known members as hosts.
  public var members: [String] { known.map(host) }

  /// The host whose varying part is given.
  private func host(of part: String) -> String {
    guard let open = pattern.firstIndex(of: "{"), let close = pattern.firstIndex(of: "}") else {
      return pattern
    }
    let dash = part.isEmpty ? "" : "-"
    let inner = pattern[open...close]
    let text = inner.hasPrefix("{-") ? dash + part : inner.hasSuffix("-}") ? part + dash : part
    return pattern[..<open] + text + pattern[pattern.index(after: close)...]
  }

  /// What the members share, for a sentence: `analytex` of `analytex{-region}.userpilot.io`.
  public var stem: String {
    let head = pattern.prefix { $0 != "{" }
    if !head.isEmpty { return String(head) }
    return String(pattern.drop { $0 != "}" }.dropFirst().drop { $0 == "." || $0 == "-" })
  }
}
