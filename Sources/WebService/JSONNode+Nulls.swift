import JSONText

extension JSONNode {
  /// Members that say by `null` that something is not known.
  private static let unknowable: Set<String> = ["retrieved", "sha256"]

  /// Refuses members that are `null`: what is not meant is left out.
  func refuseNulls() throws(JSONError) {
    switch value {
    case .array(let nodes): for node in nodes { try node.refuseNulls() }
    case .object(let members):
      for member in members {
        if member.value.isNull, !Self.unknowable.contains(member.key) {
          throw member.value.error(
            "\(JSON.string(member.key).compact()) is null; leave it out instead")
        }
        try member.value.refuseNulls()
      }
    default: return
    }
  }
}
