import ContentSecurityPolicy
import Diagnostics

/// `tauri.conf.json`, its JSON5 and TOML forms: `csp` and `devCsp`, as text or as a map.
enum Tauri: Platform {
  static let id = "tauri"
  static let marks = ["csp"]

  static func claims(_ name: String) -> Claim {
    let isConfiguration =
      name.hasSuffix("tauri.conf.json") || name.hasSuffix("tauri.conf.json5")
      || name.hasPrefix("tauri.")
        && ["json", "json5", "toml"].contains(FileName.ending(of: name))
    return isConfiguration ? .certain : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .certain else { return nil }
    if FileName.ending(of: file.name) == "toml" {
      return TOMLSource.read(file, as: id, isCertain: true) { root in
        policies(root, file.bytes, .toml)
      }
    }
    let taken: Set<JSONSource.Laxity> =
      file.name.hasSuffix("5") ? [.lineComment, .json5] : []
    return JSONHeaders.read(file, as: id, isCertain: true, taking: taken) { headers in
      headers.add(policies(headers.json.root, file.bytes, .json))
      return true
    }
  }

  private static func policies(
    _ root: DataNode, _ bytes: [UInt8], _ format: DataFormat
  ) -> [DeployedPolicy] {
    let directives = DataDirectives(bytes: bytes, format: format)
    var found: [DeployedPolicy] = []
    for section in ["app", "tauri"] {
      guard let security = root[[section, "security"]] else { continue }
      let keys = [("csp", ""), ("devCsp", " (development)"), ("dev-csp", " (development)")]
      for (page, (key, note)) in keys.enumerated() {
        guard let node = security[key] else { continue }
        let scope = "\(section).security.\(key)\(note)"
        var own: [DeployedPolicy]
        if let text = node.text {
          own = DeployedPolicy.each(in: text, delivery: .header, scope: scope, page: page)
        } else {
          own = [
            directives.policy(of: node, delivery: .header, scope: scope, page: page)
          ].compactMap { $0 }
        }
        for index in own.indices { own[index].additions = additions(security) }
        found += own
      }
    }
    return found
  }

  /// What the build writes into the policy unless it is told not to.
  private static func additions(_ security: DataNode) -> [String] {
    let key = "dangerousDisableAssetCspModification"
    let setting = security[key] ?? security["dangerous-disable-asset-csp-modification"]
    if setting?.flag == true { return [] }
    let kept = setting?.elements.compactMap(\.string) ?? []
    let changed = ["script-src", "style-src"].filter { !kept.contains($0) }
    if changed.isEmpty { return [] }
    return ["nonces and hashes of Tauri in \(changed.joined(separator: " and "))"]
  }
}
