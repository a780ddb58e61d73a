import Testing

/// The readers themselves: what they miss, no other test here finds.
@Suite struct SourceTreeTests {
  @Test(arguments: [
    ("import A", "A"), ("public import A", "A"), ("@testable import A", "A"),
    ("  internal import A", "A"), ("@preconcurrency public import A", "A"),
    ("import struct A.B", "A"), ("import A.B", "A"), ("import\tA", "A"),
    ("// import A", nil), ("/// import A", nil), ("let important = 1", nil), ("", nil),
    ("importer.run()", nil), ("public struct A {", nil),
  ]) func readsImports(line: String, module: String?) {
    #expect(SourceTree.importedModule(line) == module)
  }

  @Test func readsAManifest() {
    let manifest = PackageManifest(
      """
      .systemLibrary(name: "CX", pkgConfig: "x", providers: [.apt(["x-dev"])]),
      module("A"),
      // module("Z", ["A"]),
      module(
        "B",
        [
          "A", "CX",
        ]),
      .executableTarget(
        name: "c", dependencies: ["B", argumentParser], swiftSettings: settings),
      """)
    #expect(manifest.dependencies == ["A": [], "B": ["A", "CX"], "c": ["B"], "CX": []])
    #expect(manifest.closure(of: "c") == ["A", "B", "CX", "c"])
    #expect(manifest.closure(of: "A") == ["A"])
  }

  @Test func layersForbidTheWayUpAndTheWayAcross() {
    #expect(LayersTests.allows("Reporting", importing: "Impact"))
    #expect(LayersTests.allows("Impact", importing: "Diagnostics"))
    #expect(!LayersTests.allows("Impact", importing: "Reporting"))
    #expect(!LayersTests.allows("Impact", importing: "Deployments"))
    #expect(!LayersTests.allows("Diagnostics", importing: "JSONText"))
    #expect(!LayersTests.allows("Impact", importing: "Unheard"))
  }

  @Test func readsFiles() throws {
    let file = try #require(
      try SourceTree.files(in: "Tests/ArchitectureTests").first { $0.stem == "SourceTreeTests" })
    #expect(file.path == "Tests/ArchitectureTests/SourceTreeTests.swift")
    #expect(file.module == "ArchitectureTests")
    #expect(file.imports == ["Testing"])
    #expect(SourceTree.exists("Package.swift") && !SourceTree.exists("Package.swift.orig"))
  }
}
