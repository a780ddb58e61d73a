import ContentSecurityPolicy
import Diagnostics

/// ingress-nginx: nginx in annotations and in the controller's ConfigMap, and maps of headers.
enum KubernetesIngress: Platform {
  static let id = "k8s-ingress-nginx"

  static func claims(_ name: String) -> Claim {
    YAMLFile.isOne(name) ? .possible : .onlyWhenNamed
  }

  static func read(_ file: SourceFile) -> DeployedFile? {
    guard claims(file.name) == .possible, let yaml = YAMLSource(file) else { return nil }
    var reader = Reader()
    let documents = yaml.documents.flatMap {
      $0["kind"]?.string == "List" ? $0["items"]?.elements ?? [] : [$0]
    }
    for document in documents {
      reader.kind = document["kind"]?.string
      reader.name = document["metadata"]?["name"]?.string
      reader.namespace = document["metadata"]?["namespace"]?.string
      reader.read(document, under: [])
    }
    guard reader.isKnown else { return nil }
    return DeployedFile(
      platform: id, policies: reader.policies, diagnostics: reader.diagnostics)
  }

  private struct Reader {
    var policies: [DeployedPolicy] = []
    var diagnostics: [Diagnostic] = []
    var isKnown = false
    var kind: String?
    var name: String?
    var namespace: String?
    private var page = 0

    init() {}

    mutating func read(_ node: DataNode, under keys: [String]) {
      for entry in node.entries {
        if let text = entry.value.text {
          take(entry.key, text, under: keys)
        } else {
          read(entry.value, under: keys + [entry.key])
        }
      }
      for element in node.elements { read(element, under: keys) }
    }

    private mutating func take(_ key: String, _ text: MappedText, under keys: [String]) {
      let isSnippet = key.hasSuffix("-snippet") && !key.contains("traefik")
      if isSnippet { return takeNginx(key, text, under: keys) }
      guard let delivery = Delivery(header: key) else { return }
      let parents = keys.map { $0.lowercased() }
      let isMap = kind == "ConfigMap" && parents == ["data"]
      let isValues = ["addheaders", "customheaders"].contains(parents.last ?? "")
      guard isMap || isValues else { return }
      isKnown = true
      page += 1
      let place = [namespace, name].compactMap { $0 }.joined(separator: "/")
      policies += DeployedPolicy.each(
        in: text.withTemplates, delivery: delivery,
        scope: isMap ? "ConfigMap " + place : keys.joined(separator: "."), page: page)
    }

    private mutating func takeNginx(_ key: String, _ text: MappedText, under keys: [String]) {
      isKnown = true
      let inner = SourceFile(path: "nginx.conf", bytes: text.bytes)
      guard let found = Nginx.read(inner) else { return }
      var scope = kind == "ConfigMap" ? key : name
      if kind == nil { scope = keys.joined(separator: ".") }
      let base = page + 1
      for var policy in found.policies {
        policy.scope = [scope, policy.scope].compactMap { $0 }.joined(separator: ", ")
        policy.page += base
        page = max(page, policy.page)
        policy.enclosing.append(text)
        policy.text = policy.text.withTemplates
        policies.append(policy)
      }
    }
  }
}
