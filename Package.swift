// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// One of our own modules.
func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], embedded: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, resources: embedded.map { .embedInCode($0) },
    swiftSettings: settings)
}

/// The tests of one module.
func tests(
  _ name: String, _ dependencies: [Target.Dependency], fixtures: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: fixtures, swiftSettings: settings)
}

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let database: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")

let package = Package(
  name: "cspreg",
  products: [
    .library(name: "ContentSecurityPolicy", targets: ["ContentSecurityPolicy"]),
    .executable(name: "cspreg", targets: ["cspreg"]),
    .executable(name: "cspreg-import", targets: ["cspreg-import"]),
    .executable(name: "cspreg-fetch", targets: ["cspreg-fetch"]),
    .executable(name: "cspreg-watch", targets: ["cspreg-watch"]),
    .executable(name: "cspreg-site", targets: ["cspreg-site"]),
    .executable(name: "cspreg-server", targets: ["cspreg-server"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    // The web server; only cspreg-server compiles these.
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    // 0  C libraries: module maps and a few inline functions
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CCMark", pkgConfig: "libcmark-gfm", providers: [.apt(["libcmark-gfm-dev"])]),
    .systemLibrary(
      name: "CPublicSuffix", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
    .systemLibrary(
      name: "CInternationalNames", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(
      name: "CMessageDigest", pkgConfig: "libmd", providers: [.apt(["libmd-dev"])]),
    .systemLibrary(name: "CProcessControl"),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),

    // 0  many bytes at a time
    .target(name: "CByteScanning"),
    module("ByteScanning", ["CByteScanning"]),

    // -  what every layer may import
    module("Diagnostics"),

    // 1
    module("ContentSecurityPolicy", ["ByteScanning", "Diagnostics"]),
    module("JSONText", ["ByteScanning", "Diagnostics"]),
    module("MessageDigest", ["CMessageDigest"]),
    module("Gzip", ["CZlib"]),
    module("LineIndex", ["CZlib"]),
    module("RateLimiting"),
    module("ScratchFolder"),
    module("Spawning"),
    module("DocumentTree", ["ByteScanning", "Diagnostics", "CLibXML2", "CCMark"]),

    // 2
    module("Fetching", ["JSONText"]),
    module("VendorRequirements", ["ContentSecurityPolicy"]),
    module("ViolationReports", ["ContentSecurityPolicy", "JSONText", "Diagnostics"]),

    // 3
    module(
      "VendorRegistry",
      ["VendorRequirements", "JSONText", "Diagnostics", "MessageDigest", "Spawning"]),
    module(
      "RequirementDiff",
      ["VendorRequirements", "ContentSecurityPolicy", "MessageDigest", "Diagnostics"]),
    module("ProjectConfiguration", ["Fetching", "JSONText", "Diagnostics"]),
    module(
      "ReportReceiving",
      [
        "ViolationReports", "RateLimiting", "JSONText", "MessageDigest", "Diagnostics", "CSQLite",
      ]),

    // 4
    module(
      "Extraction",
      [
        "ByteScanning", "DocumentTree", "VendorRequirements", "ContentSecurityPolicy",
        "Diagnostics",
        "CPublicSuffix", "CInternationalNames",
      ]),
    module("Deployments", ["ContentSecurityPolicy", "Diagnostics"]),
    module(
      "Impact",
      [
        "ByteScanning", "RequirementDiff", "VendorRequirements", "ContentSecurityPolicy",
        "JSONText", "Diagnostics",
      ]),

    module(
      "RequirementHistory",
      [
        "RequirementDiff", "VendorRequirements", "ViolationReports", "ContentSecurityPolicy",
      ]),

    // 5
    module("Fixing", ["Deployments", "Impact", "ContentSecurityPolicy", "Diagnostics"]),
    module(
      "Reporting",
      [
        "RequirementDiff", "RequirementHistory", "Impact", "ProjectConfiguration",
        "VendorRequirements", "ViolationReports", "ContentSecurityPolicy", "JSONText",
        "MessageDigest", "Diagnostics",
      ]),

    // 6
    module(
      "Watching",
      [
        "Reporting", "RequirementHistory", "RequirementDiff", "VendorRegistry",
        "VendorRequirements", "ProjectConfiguration", "Fetching", "JSONText", "MessageDigest",
        "Diagnostics", database,
      ]),

    module(
      "Website",
      [
        "Reporting", "RequirementHistory", "RequirementDiff", "VendorRegistry",
        "VendorRequirements", "ContentSecurityPolicy", "DocumentTree", "JSONText", "MessageDigest",
        mustache,
      ], embedded: ["Templates", "Assets"]),

    module(
      "CommandOptions",
      [
        "ProjectConfiguration", "VendorRegistry", "VendorRequirements", "RequirementDiff",
        "Reporting", "Fetching", "JSONText", "Spawning", "CProcessControl", "Diagnostics",
        argumentParser,
      ]),

    // 7
    module(
      "WebService",
      [
        "Website", "CommandOptions", "Fixing", "Reporting", "RequirementHistory", "RequirementDiff",
        "Impact", "Deployments", "VendorRegistry", "VendorRequirements", "ContentSecurityPolicy",
        "ReportReceiving", "RateLimiting", "Gzip", "JSONText", "MessageDigest", "Diagnostics",
      ], embedded: ["Description"]),

    // 8  executables
    .executableTarget(
      name: "cspreg",
      dependencies: [
        "CommandOptions", "ContentSecurityPolicy", "ProjectConfiguration", "VendorRequirements",
        "VendorRegistry", "ViolationReports", "RequirementDiff", "RequirementHistory",
        "Deployments", "Impact", "Fixing", "Reporting", "Fetching", "JSONText", "LineIndex",
        "Diagnostics", argumentParser, "MessageDigest",
      ],
      swiftSettings: settings,
      // Nothing is loaded and bound at run time, which halves the time to start.
      linkerSettings: [
        .unsafeFlags(["-static-executable"], .when(platforms: [.linux], configuration: .release))
      ]),
    .executableTarget(
      name: "cspreg-import",
      dependencies: [
        "CommandOptions", "Extraction", "DocumentTree", "Gzip", "MessageDigest",
        "ProjectConfiguration", "Fetching",
        "VendorRequirements",
        "VendorRegistry", "RequirementDiff", "Reporting", "JSONText", "Diagnostics", argumentParser,
      ],
      swiftSettings: settings),

    .executableTarget(
      name: "cspreg-fetch",
      dependencies: [
        "Fetching", "MessageDigest", "JSONText", "ScratchFolder", "Spawning", "Diagnostics",
        "CCurl", "CProcessControl", argumentParser,
      ],
      swiftSettings: settings),

    .executableTarget(
      name: "cspreg-watch",
      dependencies: [
        "Watching", "CommandOptions", "Reporting", "RequirementDiff", "VendorRegistry",
        "VendorRequirements", "ProjectConfiguration", "Fetching", "Gzip", "JSONText",
        "ScratchFolder", "Diagnostics", argumentParser,
      ],
      swiftSettings: settings),

    .executableTarget(
      name: "cspreg-site",
      dependencies: [
        "Website", "CommandOptions", "Reporting", "VendorRegistry", "VendorRequirements",
        "Diagnostics",
        argumentParser,
      ],
      swiftSettings: settings),

    .executableTarget(
      name: "cspreg-server",
      dependencies: [
        "WebService", "Website", "RateLimiting", "ReportReceiving", "Reporting", "CommandOptions",
        "VendorRegistry", "JSONText", "Diagnostics", argumentParser,
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      swiftSettings: settings),

    // What several test targets make records with
    .target(
      name: "RequirementSamples", dependencies: ["VendorRequirements", "VendorRegistry"],
      path: "Tests/RequirementSamples", swiftSettings: settings),

    // Files in memory that configurations include
    .target(
      name: "IncludedTexts", dependencies: ["Deployments"], path: "Tests/IncludedTexts",
      swiftSettings: settings),

    // How long a thread worked, however many others wait for their turn
    .target(name: "ThreadTime", path: "Tests/ThreadTime", swiftSettings: settings),

    // What a test kills while it writes
    .executableTarget(
      name: "report-flood", dependencies: ["ReportReceiving", "ViolationReports"],
      path: "Tests/ReportFlood", swiftSettings: settings),

    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("ByteScanningTests", ["ByteScanning"]),
    tests(
      "ContentSecurityPolicyTests",
      ["ContentSecurityPolicy", "ByteScanning", "Diagnostics", "ThreadTime"]),
    tests(
      "BrowserTests",
      ["ContentSecurityPolicy", "MessageDigest", "RequirementSamples", "cspreg-site"],
      fixtures: ["Page"]),
    tests("JSONTextTests", ["JSONText", "Diagnostics"]),
    tests("DocumentTreeTests", ["DocumentTree", "Diagnostics", "ThreadTime"]),
    tests("MessageDigestTests", ["MessageDigest"]),
    tests("GzipTests", ["Gzip"]),
    tests("LineIndexTests", ["LineIndex"]),
    tests("RateLimitingTests", ["RateLimiting"]),
    tests("ScratchFolderTests", ["ScratchFolder"]),
    tests("SpawningTests", ["Spawning"]),
    tests("FetchingTests", ["Fetching", "JSONText", "ThreadTime"]),
    tests("ViolationReportsTests", ["ViolationReports", "RequirementSamples"]),
    tests(
      "ReportReceivingTests",
      ["ReportReceiving", "ViolationReports", "RequirementSamples", "report-flood"]),
    tests("VendorRequirementsTests", ["VendorRequirements", "ContentSecurityPolicy"]),
    tests(
      "VendorRegistryTests",
      [
        "VendorRegistry", "VendorRequirements", "JSONText", "MessageDigest", "Diagnostics",
        "RequirementSamples",
      ]),
    tests("ProjectConfigurationTests", ["ProjectConfiguration", "JSONText", "Diagnostics"]),
    tests(
      "RequirementDiffTests",
      [
        "RequirementDiff", "VendorRequirements", "ContentSecurityPolicy", "Diagnostics",
        "RequirementSamples",
      ]),
    tests(
      "RequirementHistoryTests",
      [
        "RequirementHistory", "RequirementDiff", "VendorRequirements", "ViolationReports",
        "RequirementSamples",
      ]),
    tests(
      "ExtractionTests",
      ["Extraction", "DocumentTree", "VendorRequirements", "Diagnostics", "ThreadTime"],
      fixtures: ["Fixtures", "Pages"]),
    tests(
      "DeploymentsTests",
      ["Deployments", "ContentSecurityPolicy", "Diagnostics", "IncludedTexts", "ThreadTime"]),
    tests(
      "DifferentialTests", ["Deployments", "ContentSecurityPolicy", "IncludedTexts", "Spawning"],
      fixtures: ["Cases", "Programs", "README.md"]),
    tests(
      "ImpactTests",
      [
        "Impact", "RequirementDiff", "VendorRequirements", "ContentSecurityPolicy", "JSONText",
        "Diagnostics", "RequirementSamples",
      ]),
    tests(
      "ReportingTests",
      [
        "Reporting", "Impact", "RequirementDiff", "VendorRequirements", "ContentSecurityPolicy",
        "JSONText", "DocumentTree", "Diagnostics", "RequirementSamples", "Deployments",
      ], fixtures: ["Fixtures"]),
    tests(
      "WebsiteTests",
      [
        "Website", "Reporting", "RequirementDiff", "VendorRegistry", "VendorRequirements",
        "ContentSecurityPolicy", "JSONText", "RequirementSamples",
        mustache,
      ]),
    tests(
      "WebServiceTests",
      [
        "WebService", "Website", "RateLimiting", "ReportReceiving", "ViolationReports", "Gzip",
        "VendorRegistry", "VendorRequirements", "JSONText", "RequirementSamples", "ThreadTime",
      ]),
    tests(
      "WatchingTests",
      [
        "Watching", "Extraction", "DocumentTree", "Fetching", "ProjectConfiguration",
        "VendorRegistry", "VendorRequirements", "RequirementSamples", "MessageDigest", "JSONText",
        "Diagnostics", database,
      ]),
    tests("ArchitectureTests", []),
    tests(
      "CommandOptionsTests",
      [
        "CommandOptions", "ProjectConfiguration", "VendorRegistry", "VendorRequirements",
        "Reporting", "JSONText", "Diagnostics", argumentParser,
      ]),
    tests(
      "CommandTests",
      [
        "cspreg", "cspreg-import", "cspreg-fetch", "cspreg-watch", "cspreg-site", "Fetching",
        "JSONText", "RequirementDiff", "Spawning", "VendorRegistry", "VendorRequirements",
      ],
      fixtures: ["Documents", "Fixtures", "Registry", "Servers", "README.md"]),
  ],
  swiftLanguageModes: [.v6]
)
