/// The directives that browsers know or once knew.
///
/// See <https://www.w3.org/TR/CSP3/#csp-directives>.
public enum DirectiveName: UInt8, Sendable, Hashable, CaseIterable {
  case defaultSrc, scriptSrc, scriptSrcElem, scriptSrcAttr, styleSrc, styleSrcElem, styleSrcAttr
  case imgSrc, connectSrc, fontSrc, mediaSrc, objectSrc, manifestSrc, frameSrc, childSrc
  case workerSrc, fencedFrameSrc
  case baseURI, formAction, frameAncestors
  case sandbox, reportURI, reportTo, trustedTypes, requireTrustedTypesFor
  case upgradeInsecureRequests, blockAllMixedContent, webrtc
  case pluginTypes, prefetchSrc, navigateTo, referrer, reflectedXSS, requireSRIFor, disownOpener

  /// The name as it is written, in lower case.
  var text: StaticString {
    switch self {
    case .defaultSrc: "default-src"
    case .scriptSrc: "script-src"
    case .scriptSrcElem: "script-src-elem"
    case .scriptSrcAttr: "script-src-attr"
    case .styleSrc: "style-src"
    case .styleSrcElem: "style-src-elem"
    case .styleSrcAttr: "style-src-attr"
    case .imgSrc: "img-src"
    case .connectSrc: "connect-src"
    case .fontSrc: "font-src"
    case .mediaSrc: "media-src"
    case .objectSrc: "object-src"
    case .manifestSrc: "manifest-src"
    case .frameSrc: "frame-src"
    case .childSrc: "child-src"
    case .workerSrc: "worker-src"
    case .fencedFrameSrc: "fenced-frame-src"
    case .baseURI: "base-uri"
    case .formAction: "form-action"
    case .frameAncestors: "frame-ancestors"
    case .sandbox: "sandbox"
    case .reportURI: "report-uri"
    case .reportTo: "report-to"
    case .trustedTypes: "trusted-types"
    case .requireTrustedTypesFor: "require-trusted-types-for"
    case .upgradeInsecureRequests: "upgrade-insecure-requests"
    case .blockAllMixedContent: "block-all-mixed-content"
    case .webrtc: "webrtc"
    case .pluginTypes: "plugin-types"
    case .prefetchSrc: "prefetch-src"
    case .navigateTo: "navigate-to"
    case .referrer: "referrer"
    case .reflectedXSS: "reflected-xss"
    case .requireSRIFor: "require-sri-for"
    case .disownOpener: "disown-opener"
    }
  }

  /// The name as a string, made once.
  public var string: String { Self.strings[Int(rawValue)] }

  private static let strings: [String] = allCases.map { "\($0.text)" }

  /// Whether the value is a source list.
  var hasSourceList: Bool { rawValue <= Self.frameAncestors.rawValue || self == .prefetchSrc }

  /// Whether it governs loads and falls back to `default-src`.
  var isFetchDirective: Bool { rawValue <= Self.fencedFrameSrc.rawValue }

  /// Whether a policy in `<meta>` ignores it.
  var isIgnoredInMeta: Bool { self == .frameAncestors || self == .sandbox || self == .reportURI }

  /// Whether it is asked about documents that are loaded, by a frame or a form.
  var checksNavigation: Bool {
    switch self {
    case .frameSrc, .childSrc, .formAction, .frameAncestors: true
    default: false
    }
  }

  /// Whether browsers have dropped it.
  var isRemoved: Bool { rawValue >= Self.pluginTypes.rawValue }

  private static let byLength: [[DirectiveName]] = {
    var table = [[DirectiveName]](repeating: [], count: 32)
    for name in allCases { table[name.text.utf8CodeUnitCount].append(name) }
    return table
  }()

  /// The directive that `bytes[range]` names, in any case.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard range.count < 32 else { return nil }
    for name in Self.byLength[range.count] where ASCII.equals(bytes, range, name.text) {
      self = name
      return
    }
    return nil
  }

  /// The directive that `name` names, in any case.
  public init?(_ name: String) {
    let bytes = name.utf8.span
    self.init(bytes, 0..<bytes.count)
  }

  /// The directives asked in turn until one is present, beginning with this one.
  ///
  /// See <https://www.w3.org/TR/CSP3/#directive-fallback-list>.
  var fallbacks: [DirectiveName] {
    switch self {
    case .defaultSrc: Self.defaultChain
    case .scriptSrcElem: Self.scriptElemChain
    case .scriptSrcAttr: Self.scriptAttrChain
    case .scriptSrc: Self.scriptChain
    case .styleSrcElem: Self.styleElemChain
    case .styleSrcAttr: Self.styleAttrChain
    case .styleSrc: Self.styleChain
    case .workerSrc: Self.workerChain
    case .frameSrc: Self.frameChain
    case .fencedFrameSrc: Self.fencedFrameChain
    case .imgSrc: Self.imgChain
    case .connectSrc: Self.connectChain
    case .fontSrc: Self.fontChain
    case .mediaSrc: Self.mediaChain
    case .objectSrc: Self.objectChain
    case .manifestSrc: Self.manifestChain
    case .childSrc: Self.childChain
    case .baseURI: Self.baseChain
    case .formAction: Self.formChain
    case .frameAncestors: Self.ancestorsChain
    default: []
    }
  }

  private static let defaultChain: [DirectiveName] = [.defaultSrc]
  private static let scriptElemChain: [DirectiveName] = [.scriptSrcElem, .scriptSrc, .defaultSrc]
  private static let scriptAttrChain: [DirectiveName] = [.scriptSrcAttr, .scriptSrc, .defaultSrc]
  private static let scriptChain: [DirectiveName] = [.scriptSrc, .defaultSrc]
  private static let styleElemChain: [DirectiveName] = [.styleSrcElem, .styleSrc, .defaultSrc]
  private static let styleAttrChain: [DirectiveName] = [.styleSrcAttr, .styleSrc, .defaultSrc]
  private static let styleChain: [DirectiveName] = [.styleSrc, .defaultSrc]
  private static let workerChain: [DirectiveName] = [
    .workerSrc, .childSrc, .scriptSrc, .defaultSrc,
  ]
  private static let frameChain: [DirectiveName] = [.frameSrc, .childSrc, .defaultSrc]
  private static let fencedFrameChain: [DirectiveName] = [
    .fencedFrameSrc, .frameSrc, .childSrc, .defaultSrc,
  ]
  private static let imgChain: [DirectiveName] = [.imgSrc, .defaultSrc]
  private static let connectChain: [DirectiveName] = [.connectSrc, .defaultSrc]
  private static let fontChain: [DirectiveName] = [.fontSrc, .defaultSrc]
  private static let mediaChain: [DirectiveName] = [.mediaSrc, .defaultSrc]
  private static let objectChain: [DirectiveName] = [.objectSrc, .defaultSrc]
  private static let manifestChain: [DirectiveName] = [.manifestSrc, .defaultSrc]
  private static let childChain: [DirectiveName] = [.childSrc, .defaultSrc]
  private static let baseChain: [DirectiveName] = [.baseURI]
  private static let formChain: [DirectiveName] = [.formAction]
  private static let ancestorsChain: [DirectiveName] = [.frameAncestors]
}
