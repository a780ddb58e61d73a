import Testing

/// An import may only go down.
@Suite struct LayersTests {
  /// The layer of each module; `Diagnostics` may be imported by all.
  static let layers: [String: Int] = [
    "CLibXML2": 0, "CCMark": 0, "CPublicSuffix": 0, "CMessageDigest": 0, "CCurl": 0,
    "CInternationalNames": 0, "CZlib": 0, "CSQLite": 0, "CProcessControl": 0,
    "CByteScanning": -1, "ByteScanning": 0,
    "ContentSecurityPolicy": 1, "DocumentTree": 1, "JSONText": 1, "MessageDigest": 1,
    "Gzip": 1, "LineIndex": 1, "RateLimiting": 1, "ScratchFolder": 1, "Spawning": 1,
    "VendorRequirements": 2, "Fetching": 2, "ViolationReports": 2,
    "VendorRegistry": 3, "RequirementDiff": 3, "ProjectConfiguration": 3,
    "ReportReceiving": 3,
    "Extraction": 4, "Deployments": 4, "Impact": 4, "RequirementHistory": 4,
    "Reporting": 5, "Fixing": 5, "Website": 6, "Watching": 6,
    "CommandOptions": 6, "WebService": 7,
    "cspreg": 8, "cspreg-import": 8, "cspreg-fetch": 8, "cspreg-watch": 8, "cspreg-site": 8,
    "cspreg-server": 8, "report-flood": 8,
  ]

  /// Whether a module may import another of ours.
  static func allows(_ module: String, importing other: String) -> Bool {
    if other == "Diagnostics" { return module != "Diagnostics" && layers[module] != 0 }
    guard let from = layers[module], let to = layers[other] else { return false }
    return to < from
  }

  static func isOurs(_ module: String) -> Bool {
    module == "Diagnostics" || layers[module] != nil
  }

  static func manifest() throws -> PackageManifest {
    PackageManifest(try SourceTree.text("Package.swift"))
  }

  @Test func everyModuleHasALayer() throws {
    for module in try SourceTree.names(in: "Sources") where module != "Diagnostics" {
      #expect(Self.layers[module] != nil, "give \(module) a layer here and in the design")
    }
  }

  @Test func importsGoDown() throws {
    let files = try SourceTree.files(in: "Sources")
    #expect(files.count > 100)
    #expect(files.flatMap(\.imports).count > 200)
    for file in files {
      for other in file.imports where Self.isOurs(other) {
        #expect(
          Self.allows(file.module, importing: other), "\(file.path) must not import \(other)")
      }
    }
  }

  @Test func dependenciesGoDownAndCoverTheImports() throws {
    let manifest = try Self.manifest()
    for (target, others) in manifest.dependencies {
      for other in others where Self.isOurs(other) {
        #expect(Self.allows(target, importing: other), "\(target) must not depend on \(other)")
      }
    }
    for file in try SourceTree.files(in: "Sources") {
      let declared = try #require(
        manifest.dependencies[file.module], "Package.swift lacks \(file.module)")
      for other in file.imports where Self.isOurs(other) {
        #expect(declared.contains(other), "\(file.module) does not declare \(other)")
      }
    }
  }

  @Test func onlyDocumentTreeSeesTheMarkupLibraries() throws {
    let manifest = try Self.manifest()
    for library in ["CLibXML2", "CCMark"] {
      let users = try SourceTree.files(in: "Sources").filter { $0.imports.contains(library) }
      #expect(Set(users.map(\.module)) == ["DocumentTree"])
      let targets = manifest.dependencies.filter { $0.value.contains(library) }.keys
      #expect(Array(targets) == ["DocumentTree"])
    }
  }

  /// What runs a hundred times a day starts in a few milliseconds and has no heavy parts.
  @Test func theCommandLineToolLinksNothingHeavy() throws {
    let closure = try Self.manifest().closure(of: "cspreg")
    #expect(closure.isSuperset(of: ["cspreg", "Reporting", "ContentSecurityPolicy", "JSONText"]))
    let heavy = [
      "CLibXML2", "CCMark", "CPublicSuffix", "CCurl", "CInternationalNames",
      "DocumentTree", "Extraction",
    ]
    #expect(closure.isDisjoint(with: heavy))
    for file in try SourceTree.files(in: "Sources") where closure.contains(file.module) {
      for module in file.imports {
        #expect(
          !module.hasPrefix("Foundation") && !module.hasPrefix("NIO"),
          "\(file.path) must not import \(module)")
      }
    }
  }

  @Test func thePolicyEngineStandsAlone() throws {
    let foundation = ["ByteScanning", "Diagnostics"]
    for file in try SourceTree.files(in: "Sources/ContentSecurityPolicy") {
      #expect(file.imports.allSatisfy(foundation.contains), "\(file.path)")
    }
    let manifest = try Self.manifest()
    #expect(manifest.dependencies["ContentSecurityPolicy"] == foundation)
    #expect(manifest.dependencies["ByteScanning"] == ["CByteScanning"])
    #expect(manifest.dependencies["Diagnostics"] == [])
    #expect(manifest.dependencies["CByteScanning"] == nil, "it is C alone")
  }

  @Test func someThingsAreNeverSeen() throws {
    let manifest = try Self.manifest()
    #expect(!manifest.closure(of: "RequirementDiff").contains("DocumentTree"))
    #expect(!manifest.closure(of: "Reporting").contains("VendorRegistry"))
    #expect(!manifest.closure(of: "Extraction").contains("VendorRegistry"))
  }
}
