/// A kind of file that policies stand in.
///
/// One file reads and edits: ``read(_:)`` gives policies whose ``MappedText`` knows the place of every
/// token and how text is written there, and ``PolicyPatch`` edits through it.
public protocol Platform: Sendable {
  /// Stable kebab-case id.
  static var id: String { get }

  /// Whether a file's name says that it may be of this kind.
  ///
  /// - Parameter name: File name in lower case, without folders.
  /// - Returns: How much the name says.
  static func claims(_ name: String) -> Claim

  /// Bytes of which a file of this kind that holds a policy has at least one, in lower case.
  static var marks: [String] { get }

  /// Bytes of which a file of this kind that includes others has at least one, in lower case.
  static var inclusionMarks: [String] { get }

  /// Reads the policies of a file.
  ///
  /// - Parameter file: The file.
  /// - Returns: What it holds, or `nil` when it is no file of this kind.
  static func read(_ file: SourceFile) -> DeployedFile?
}

extension Platform {
  /// The header's name.
  public static var marks: [String] { ["content-security-policy"] }

  /// None: files of most platforms stand alone.
  public static var inclusionMarks: [String] { [] }
}

/// What a name says about a file.
public enum Claim: Sendable, Hashable {
  /// It is of this kind.
  case certain
  /// The content decides.
  case possible
  /// Only somebody who names the file itself could mean this kind.
  case onlyWhenNamed
}

/// Every platform, the most particular first.
public enum Platforms {
  /// The list that files are tried against.
  public static let all: [any Platform.Type] = [
    NextConfig.self,
    NuxtSecurity.self,
    SvelteKit.self,
    NextMiddleware.self,
    Hydrogen.self,
    NetlifyEdge.self,
    CloudFrontCDK.self,
    Helmet.self,
    Django.self,
    Rails.self,
    LaravelSpatie.self,
    PHPHeaders.self,
    Spring.self,
    AspNet.self,
    CloudFrontTerraform.self,
    CloudFrontTemplate.self,
    Amplify.self,
    NelmioSecurity.self,
    KubernetesIngress.self,
    Traefik.self,
    Envoy.self,
    VercelTS.self,
    VercelJSON.self,
    Firebase.self,
    AzureStaticWebApp.self,
    WebConfig.self,
    MagentoWhitelist.self,
    BrowserExtension.self,
    Tauri.self,
    HAR.self,
    HeadersFile.self,
    NetlifyTOML.self,
    HAProxy.self,
    FastlyVCL.self,
    Nginx.self,
    Apache.self,
    Caddy.self,
    HTMLMeta.self,
    HeaderDump.self,
    PolicyText.self,
  ]

  /// Whether a file that a folder holds is worth reading.
  public static func mayHold(name: String) -> Bool {
    all.contains { $0.claims(name) != .onlyWhenNamed }
  }

  /// Reads the policies of a file with the first platform that knows it.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - isNamed: Whether the user named it; else it was found in a folder.
  /// - Returns: What it holds; `nil` when no platform knows it.
  public static func read(_ file: SourceFile, isNamed: Bool = true) -> DeployedFile? {
    let name = file.name
    let claims = all.map { ($0, $0.claims(name)) }
    var empty: DeployedFile?
    for wanted in [Claim.certain, .possible, .onlyWhenNamed] {
      // A broken file of a platform is no header value.
      if wanted == .onlyWhenNamed, !isNamed || claims.contains(where: { $0.1 == .certain }) {
        break
      }
      for (platform, claim) in claims where claim == wanted {
        guard let found = platform.read(file) else { continue }
        // The syntax of several may fit a text without a name: who finds a policy in it is right.
        if wanted != .onlyWhenNamed || !found.policies.isEmpty { return found }
        empty = empty ?? found
      }
    }
    return empty
  }
}

extension Platforms {
  /// Whether a file holds what every policy of the platforms that claim its name goes with.
  ///
  /// A quick look that spares most files of a folder a closer one.
  public static func hasMark(_ file: SourceFile) -> Bool {
    let name = file.name
    let marks = Set(all.filter { $0.claims(name) != .onlyWhenNamed }.flatMap { $0.marks })
    return hasMark(file, of: Array(marks))
  }

  /// Whether a file that a folder holds may include others.
  public static func mayInclude(name: String) -> Bool {
    all.contains { !$0.inclusionMarks.isEmpty && $0.claims(name) != .onlyWhenNamed }
  }

  /// Whether a file holds what every file that includes others goes with.
  public static func hasInclusionMark(_ file: SourceFile) -> Bool {
    let name = file.name
    return all.contains {
      $0.claims(name) != .onlyWhenNamed && hasMark(file, of: $0.inclusionMarks)
    }
  }

  /// Whether a file holds one of some texts in lower case, in any case.
  static func hasMark(_ file: SourceFile, of marks: [String]) -> Bool {
    marks.contains { contains(file.bytes.span, Array($0.utf8)) }
  }

  /// Whether bytes hold a text in lower case, in any case.
  private static func contains(_ bytes: Span<UInt8>, _ mark: [UInt8]) -> Bool {
    guard let first = mark.first, bytes.count >= mark.count else { return false }
    // `|` 0x20 takes letters to lower case and leaves `-` and `_` near enough to be looked at.
    for start in 0...bytes.count - mark.count where bytes[start] | 0x20 == first | 0x20 {
      var index = 1
      while index < mark.count, bytes[start + index] | 0x20 == mark[index] | 0x20 { index += 1 }
      if index == mark.count { return true }
    }
    return false
  }
}
