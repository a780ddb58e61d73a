/// Tells whether a part of a host name names a region.
///
/// Countries and areas as vendors abbreviate them, with or without a number (`eu`, `us2`), and the
/// region names of the large clouds (`us-east-1`, `europe-west4`, `westeurope`).
enum RegionCode {
  private static let areas: Set<String> = [
    "ae", "af", "africa", "americas", "amer", "ap", "apac", "asia", "at", "au", "aus", "be", "br",
    "ca", "can", "ch", "cn", "cz", "de", "dk", "emea", "es", "eu", "europe", "eur", "fi", "fr",
    "gb", "global", "hk", "id", "ie", "il", "in", "it", "jp", "kr", "ksa", "latam", "mea", "me",
    "mx", "na", "nl", "no", "nz", "oceania", "pl", "pt", "sa", "se", "sea", "sg", "th", "tr",
    "tw", "uae", "uk", "us", "usa", "vn", "za",
  ]
  private static let directions: Set<String> = [
    "central", "east", "eastus", "gov", "north", "northcentral", "northeast", "northwest", "south",
    "southcentral", "southeast", "southwest", "west", "westus",
  ]

  /// Whether `part` is a region code; case matters not.
  static func matches(_ part: String) -> Bool {
    let part = part.lowercased()
    let bare = part.withoutNumber
    if areas.contains(bare) { return true }
    // us-east-1, eu-central-1, europe-west4, us-gov-west-1
    if part.utf8.contains(UInt8(ascii: "-")) {
      let pieces = part.split(separator: "-").map { String($0).withoutNumber }
      if pieces.count >= 2, areas.contains(pieces[0]) {
        return pieces.dropFirst().allSatisfy { $0.isEmpty || directions.contains($0) }
      }
    }
    // westeurope, eastus, uksouth, southeastasia; the shortest of both have five letters together
    if bare.utf8.count < 5 { return false }
    for direction in directions where bare.hasPrefix(direction) {
      if areas.contains(String(bare.dropFirst(direction.count))) { return true }
    }
    for direction in directions where bare.hasSuffix(direction) {
      if areas.contains(String(bare.dropLast(direction.count))) { return true }
    }
    return false
  }
}

extension String {
  /// The string without the digits at its end.
  fileprivate var withoutNumber: String {
    var rest = self[...]
    while let last = rest.utf8.last, (0x30...0x39).contains(last) { rest.removeLast() }
    return String(rest)
  }
}
