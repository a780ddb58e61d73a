import RequirementSamples
import VendorRequirements

/// Makes records that often agree in part, so that everything that may happen happens.
struct RandomRecord {
  var random: SeededGenerator

  private static let hosts = [
    "acorn.test", "api.acorn.test", "*.acorn.test", "js.acorn.test", "d-us.acorn.test",
    "d-eu.acorn.test", "d.acorn.test", "cdn1.acorn.test", "cdn2.acorn.test", "up.oak.test",
    "*.oak.test", "eu.oak.test",
  ]
  private static let others = [
    "wss:", "https:", "data:", "*", "'self'", "'unsafe-inline'", "'unsafe-eval'", "'nonce-a1'",
    "'strict-dynamic'", "'none'", "https://{region}.acorn.test", "*.*.acorn.test",
  ]
  private static let directives = [
    "connect-src", "script-src", "style-src", "img-src", "default-src", "frame-src", "child-src",
    "frame-ancestors", Profile.unspecified,
  ]

  mutating func source() -> String {
    if random.chance(20) { return random.pick(Self.others) }
    let scheme = random.pick(["", "https://", "https://", "wss://", "http://"])
    let port = random.pick(["", "", "", "", ":443", ":8443", ":*"])
    let path = random.pick(["", "", "", "", "/", "/a", "/a/"])
    let host = random.pick(Self.hosts)
    return scheme + (random.chance(5) ? host.uppercased() : host) + port + path
  }

  mutating func requirement() -> Requirement {
    let source = source()
    return Requirement(
      source: source, line: Int.random(in: 1...99, using: &random),
      region: random.chance(10) ? random.pick(["eu", "us"]) : nil,
      legal: source.hasPrefix("*.*") ? "*.acorn.test" : nil, placeholder: source.contains("{"))
  }

  /// A frame-ancestors source with a path allows nothing in some browsers, so that none is made.
  private mutating func add(to profile: inout Profile) {
    let requirement = requirement()
    let directive = random.pick(Self.directives)
    let path = requirement.source.split(separator: "://").last?.contains("/") ?? false
    profile.add(requirement, to: path && directive == "frame-ancestors" ? "img-src" : directive)
  }

  mutating func profile(_ name: String) -> Profile {
    var profile = Profile(
      name: name, mode: random.pick([.required, .required] + Profile.Mode.allCases),
      environment: random.chance(15) ? "sandbox" : nil,
      condition: random.chance(20) ? "only for \(name)" : nil)
    for _ in 0..<Int.random(in: 0...6, using: &random) {
      add(to: &profile)
    }
    return profile
  }

  mutating func record(_ version: Int) -> VersionRecord {
    var names = ["a", "b", "c"]
    names.shuffle(using: &random)
    let count = Int.random(in: 1...3, using: &random)
    var profiles: [Profile] = []
    for name in names.prefix(count) {
      var next = profile(name)
      if random.chance(15), let twin = profiles.last {
        next = twin
        next.name = name
      }
      profiles.append(next)
    }
    return VersionRecord(sample: version, profiles: profiles)
  }

  /// A version that follows another: mostly the same, with a few changes.
  mutating func successor(of record: VersionRecord) -> VersionRecord {
    var next = record
    next.version = 2
    for _ in 0..<Int.random(in: 0...3, using: &random) { change(&next) }
    return next
  }

  private mutating func change(_ record: inout VersionRecord) {
    let index = Int.random(in: record.profiles.indices, using: &random)
    switch Int.random(in: 0..<12, using: &random) {
    case 0: record.profiles.shuffle(using: &random)
    case 1: record.profiles[index].name = random.pick(["a", "b", "c", "d"])
    case 2: record.profiles[index].mode = random.pick(Profile.Mode.allCases)
    case 3: record.profiles[index].environment = random.pick([nil, "sandbox"])
    case 4: record.profiles[index].condition = random.pick([nil, "another"])
    case 5: record.profiles[index].directives.shuffle(using: &random)
    case 6: record.notes = "seen again"
    case 7 where record.profiles.count > 1: record.profiles.remove(at: index)
    case 8:
      let name = random.pick(["a", "b", "c", "d"])
      var copy = random.chance(50) ? record.profiles[index] : profile(name)
      copy.name = name
      record.profiles.append(copy)
    case 9 where record.profiles.count > 1:
      let other = Int.random(in: record.profiles.indices, using: &random)
      let name = record.profiles[index].name
      record.profiles[index].name = record.profiles[other].name
      record.profiles[other].name = name
    case 10:
      record.profiles[index].directives.removeAll { $0.name.hasPrefix("c") }
    default:
      add(to: &record.profiles[index])
    }
    // Names are unique in a record.
    var seen: Set<String> = []
    record.profiles.removeAll { !seen.insert($0.name).inserted }
  }
}
