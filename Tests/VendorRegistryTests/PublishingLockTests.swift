import Foundation
import Glibc
import Testing

@testable import VendorRegistry

@Suite struct PublishingLockTests {
  @Test func onlyOneHoldsIt() throws {
    let folder = try TemporaryFolder()
    let lock = try PublishingLock(directory: folder.path)
    let error = #expect(throws: RegistryError.self) {
      _ = try PublishingLock(directory: folder.path)
    }
    #expect(error?.code == .busy)
    #expect(error?.message.contains("process \(getpid())") == true)
    lock.release()
    try PublishingLock(directory: folder.path).release()
  }

  /// A child that is being started holds copies of all descriptors until it runs its own program.
  @Test func aCopyOfTheDescriptorDoesNotKeepIt() throws {
    let folder = try TemporaryFolder()
    let lock = try PublishingLock(directory: folder.path)
    let names = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    let held = names.compactMap(Int32.init).first { descriptor in
      let target = try? FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/self/fd/\(descriptor)")
      return target == folder.path + "/.lock"
    }
    let copy = dup(try #require(held))
    defer { close(copy) }
    lock.release()
    try PublishingLock(directory: folder.path).release()
  }
}
