// modules: Diagnostics ByteScanning ContentSecurityPolicy Deployments
// dictionary: files
// length: 2048

import Deployments

/// Any bytes as Java properties.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Input(start, count).bytes
  check(platform("spring"), "application.properties", bytes)
  return 0
}
