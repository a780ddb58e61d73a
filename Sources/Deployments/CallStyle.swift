/// How a library names its calls.
struct CallStyle: Sendable {
  /// The call that takes hosts.
  var host: String
  /// Whether one call takes all hosts, within a function that a directive is given.
  var groupsHosts: Bool
  /// The calls of directives whose names say something else.
  private var names: [String: String]

  static let netEscapades = CallStyle(host: "From", groupsHosts: false, names: [:])
  static let nwebsec = CallStyle(
    host: "CustomSources", groupsHosts: true,
    names: [
      "DefaultSources": "default-src", "ScriptSources": "script-src", "StyleSources": "style-src",
      "ImageSources": "img-src", "FontSources": "font-src", "ConnectSources": "connect-src",
      "FrameSources": "frame-src", "ChildSources": "child-src", "MediaSources": "media-src",
      "ObjectSources": "object-src", "WorkerSources": "worker-src",
      "ManifestSources": "manifest-src", "FrameAncestors": "frame-ancestors",
      "FormActions": "form-action", "BaseUris": "base-uri", "ReportUris": "report-uri",
      "Sandbox": "sandbox", "PluginTypes": "plugin-types",
      "UpgradeInsecureRequests": "upgrade-insecure-requests",
      "BlockAllMixedContent": "block-all-mixed-content",
    ])

  /// What calls without arguments mean.
  static let texts = [
    "Self": "'self'", "None": "'none'", "UnsafeInline": "'unsafe-inline'",
    "UnsafeEval": "'unsafe-eval'", "StrictDynamic": "'strict-dynamic'",
    "ReportSample": "'report-sample'", "UnsafeHashes": "'unsafe-hashes'",
    "WasmUnsafeEval": "'wasm-unsafe-eval'", "Blob": "blob:", "Data": "data:",
    "OverHttps": "https:", "OverHttp": "http:", "Any": "*", "Script": "'script'",
  ]

  /// The directive that a call is for.
  func directive(_ call: CallChain.Call) -> String? {
    if groupsHosts { return names[call.name] }
    guard call.name.hasPrefix("Add") else { return nil }
    if call.name == "AddCustomDirective" { return call.items.first?.value.literal }
    if call.name == "AddFrameSource" { return "frame-src" }
    let name = String(CamelCase.kebab(String(call.name.dropFirst(3))).drop { $0 == "-" })
    return Self.known.contains(name) ? name : nil
  }

  private static let known: Set<String> = [
    "default-src", "script-src", "script-src-elem", "script-src-attr", "style-src",
    "style-src-elem", "style-src-attr", "img-src", "font-src", "connect-src", "frame-src",
    "child-src", "media-src", "object-src", "worker-src", "manifest-src", "frame-ancestors",
    "form-action", "base-uri", "report-uri", "report-to", "sandbox", "trusted-types",
    "require-trusted-types-for", "upgrade-insecure-requests", "block-all-mixed-content",
  ]

  /// The call that begins a directive.
  func call(for directive: String) -> String? {
    if groupsHosts { return names.first { $0.value == directive }?.key }
    guard Self.known.contains(directive) else { return nil }
    let words = directive.split(separator: "-")
    return "Add" + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// The calls of the function that a directive is given; `nil` for other styles.
  func inner(_ call: CallChain.Call) -> [CallChain.Call]? {
    guard groupsHosts, case .function(_, let result?, _)? = call.items.first?.value.form else {
      return nil
    }
    return CallChain(result).calls
  }

  /// Puts hosts last, so that one more goes among them.
  func order(_ sources: inout [DirectiveMap.Source]) {
    guard groupsHosts else { return }
    let isHost = { (source: DirectiveMap.Source) in
      !source.text.segments.contains { $0.spelling is CallSource }
    }
    sources = sources.filter { !isHost($0) } + sources.filter(isHost)
  }

  /// The calls that add sources; `nil` when one cannot be written.
  func calls(for sources: [String]) -> String? {
    var text = ""
    var hosts: [String] = []
    for source in sources {
      if let name = Self.texts.first(where: { $0.value == source })?.key,
        source.hasPrefix("'") || !groupsHosts
      {
        text += ".\(name)()"
      } else if source.contains("\"") || source.hasPrefix("'") {
        return nil
      } else if groupsHosts {
        hosts.append("\"\(source)\"")
      } else {
        text += ".\(host)(\"\(source)\")"
      }
    }
    return hosts.isEmpty ? text : text + ".\(host)(\(hosts.joined(separator: ", ")))"
  }
}

/// A call that adds a source: another one follows it.
struct CallSource: Spelling {
  var style: CallStyle

  func written(_ text: String) -> [UInt8]? {
    style.calls(for: [text]).map { Array($0.utf8.dropFirst()) }
  }

  func additions(_ sources: [String]) -> [UInt8]? {
    style.calls(for: sources).map { Array($0.utf8) }
  }
}

/// Directives as calls: the new one is a further call.
struct CallLayout: DirectiveLayout {
  var at: Int
  var before: String
  var after: String
  var style: CallStyle

  func creation(
    of name: String, copying copied: [Range<Int>], adding added: [String], in patch: PolicyPatch
  ) throws(Refusal) -> [FileEdit] {
    if patch.directive(name) != nil { throw Refusal.shared(name) }
    guard let call = style.call(for: name) else {
      throw Refusal("the library has no call for \(name)")
    }
    var texts: [String] = []
    var calls = ""
    for copy in patch.copies(of: copied, for: CallSource(style: style)) {
      switch copy {
      case .text(let text): texts.append(text)
      case .reference(let source): calls += "." + ASCIIText.string(source)
      case .unknown:
        throw Refusal("a list that is put together elsewhere would have to be copied")
      }
    }
    guard let written = style.calls(for: texts + added) else {
      throw Refusal("the library has no call for one of the sources")
    }
    let value =
      style.groupsHosts ? "\(call)(s => s\(calls + written))" : "\(call)()\(calls + written)"
    return [FileEdit(inserting: Array((before + value + after).utf8), at: at)]
  }
}
