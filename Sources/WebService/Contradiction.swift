import JSONText

/// What a schema cannot say is wrong with a record: it is whole, but its parts contradict each other.
enum Contradiction {
  /// Whether a question about records could be read if no record contradicted itself.
  static func isAll(thatIsWrongIn body: [UInt8]) -> Bool {
    guard let json = try? JSONNode(parsing: body, file: "body").json else { return false }
    var members: [JSON.Member] = []
    guard case .object(let sides) = json else { return false }
    for side in sides {
      members.append(
        ["old", "new"].contains(side.key)
          ? JSON.Member(side.key, settled(plain(side.value))) : side)
    }
    return (try? DiffRoutes.Question(parsing: JSON.object(members).canonicalBytes())) != nil
  }

  /// The record with profiles of different names and each source once, without what says where it stood.
  private static func settled(_ record: JSON) -> JSON {
    record.mapping("profiles") { profiles in
      guard case .array(let all) = profiles else { return profiles }
      return .array(
        all.enumerated().map { number, profile in
          profile.mapping("name") { name in
            name.string.map { .string("\($0)-\(number)") } ?? name
          }.mapping("directives") { directives in
            guard case .object(let lists) = directives else { return directives }
            return .object(lists.map { JSON.Member($0.key, settled(list: $0.value)) })
          }
        })
    }
  }

  private static func settled(list: JSON) -> JSON {
    guard case .array(let sources) = list else { return list }
    var seen: Set<JSON> = []
    var kept: [JSON] = []
    for source in sources {
      guard case .object(let members) = source else {
        kept.append(source)
        continue
      }
      let isNew = source["source"].map { seen.insert($0).inserted } ?? true
      if isNew {
        kept.append(.object(members.filter { !isPlace($0) }))
      }
    }
    return .array(kept)
  }

  /// The whole number that a value is, of any size; schemas see one in `1.0` too.
  private static func whole(_ value: JSON) -> Double? {
    guard case .number(let digits) = value, let number = Double(digits) else { return nil }
    return number == number.rounded() ? number : nil
  }

  /// The value with every positive whole number small, however it was written.
  private static func plain(_ value: JSON) -> JSON {
    switch value {
    case .array(let values): .array(values.map(plain))
    case .object(let members): .object(members.map { JSON.Member($0.key, plain($0.value)) })
    default: whole(value).map { $0 >= 1 ? 1 : $0 == 0 ? 0 : value } ?? value
    }
  }

  /// Whether a member names documents as their numbers are written.
  private static func isPlace(_ member: JSON.Member) -> Bool {
    func isNumber(_ value: JSON) -> Bool { whole(value).map { $0 >= 0 } ?? false }
    if member.key == "also", case .array(let values) = member.value {
      return !values.isEmpty && values.allSatisfy(isNumber)
    }
    return member.key == "document" && isNumber(member.value)
  }
}

extension JSON {
  /// The object with one member changed.
  fileprivate func mapping(_ key: String, _ change: (JSON) -> JSON) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members.map { $0.key == key ? Member(key, change($0.value)) : $0 })
  }
}
