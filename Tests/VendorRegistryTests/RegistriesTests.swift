import Diagnostics
import Testing
import VendorRequirements

@testable import VendorRegistry

@Suite struct RegistriesTests {
  static func folder(_ vendors: [String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for id in vendors {
      var vendor = Samples.vendor
      vendor.id = id
      vendor.name = "\(id) of \(vendors.count)"
      try Publisher(directory: folder.path).publish(
        Samples.record(vendor: id), vendor: vendor, at: Samples.at)
    }
    return folder
  }

  @Test func theFirstThatHasAVendorCounts() throws {
    let (team, project) = (try Self.folder(["a", "b"]), try Self.folder(["b", "c", "d"]))
    let registries = try Registries(directories: [team.path, project.path])
    #expect(registries.vendors() == ["a", "b", "c", "d"])
    #expect(try registries.vendor("b").name == "b of 2")
    #expect(try registries.vendor("c").name == "c of 3")
    #expect(try registries.record(.init(vendor: "d")).name == "d@1")
    #expect(try registries.versions(of: "a").map(\.number) == [1])
    #expect(registries.registry(of: "c")?.name == project.path)
    #expect(registries.registry(of: "e") == nil)
    #expect(registries.registry(of: "vendor\":\"a") == nil)
    let error = #expect(throws: RegistryError.self) { try registries.vendor("bb") }
    #expect(error?.message.contains("did you mean b? It has a, b, c, d") == true)
  }

  @Test func anEmptyFolderWillDoBesideOthers() throws {
    let (empty, full) = (try TemporaryFolder(), try Self.folder(["a"]))
    #expect(try Registries(directories: [empty.path, full.path]).vendors() == ["a"])
    #expect(throws: RegistryError.self) { try Registries(directories: [empty.path]) }
    #expect(throws: RegistryError.self) {
      try Registries(directories: [full.path, full.path + "/nowhere"])
    }
    #expect(try VendorRegistry.verify(directory: empty.path, mayBeEmpty: true).isIntact)
  }

  /// A folder with vendors and without their log is damaged, not empty.
  @Test func aMissingLogIsNotEmptiness() throws {
    let (damaged, full) = (try Self.folder(["a"]), try Self.folder(["b"]))
    try DurableFiles(directory: damaged.path).remove("log.jsonl")
    let error = #expect(throws: RegistryError.self) {
      try Registries(directories: [damaged.path, full.path])
    }
    #expect(error?.exitCode == .integrity)
  }
}
