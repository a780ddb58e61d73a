// modules: Diagnostics ByteScanning ContentSecurityPolicy Deployments
// dictionary: files
// length: 2048
// seeds: Tests/DifferentialTests/Cases/java

import Deployments

/// Any bytes as Java.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Input(start, count).bytes
  check(platform("spring"), "Security.java", bytes, isProgram: true)
  return 0
}
