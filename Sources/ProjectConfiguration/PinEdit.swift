public import JSONText

/// Moves pins within the text of a `cspreg.json`; everything else keeps its bytes.
public enum PinEdit {
  /// The text with every pin of a vendor at a new version.
  ///
  /// - Parameters:
  ///   - vendor: Vendor id.
  ///   - version: Its new version.
  ///   - bytes: The file, which must be a configuration that can be read.
  ///   - file: Its name for messages.
  /// - Returns: The new text; the same when nothing pins the vendor.
  /// - Throws: When the file is no JSON.
  public static func moving(
    _ vendor: String, to version: Int, in bytes: [UInt8], file: String
  ) throws(JSONError) -> [UInt8] {
    let members = try JSONNode(parsing: bytes, file: file).members()
    var places = [members.optional("defaults")].compactMap { $0 }
    places += try members.optional("policies")?.array() ?? []
    var numbers: [JSONNode] = []
    for place in places {
      guard let uses = try place.members().optional("uses"), case .object(let pins) = uses.value
      else { continue }
      numbers += pins.filter { $0.key == vendor }.map(\.value)
    }
    var edited = bytes
    for node in numbers.sorted(by: { $0.offset > $1.offset }) {
      guard case .number(let digits) = node.value else { continue }
      edited.replaceSubrange(
        node.offset..<(node.offset + digits.utf8.count), with: "\(version)".utf8)
    }
    return edited
  }
}
