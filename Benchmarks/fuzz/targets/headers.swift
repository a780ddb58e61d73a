// modules: Diagnostics ByteScanning ContentSecurityPolicy Deployments
// dictionary: files
// length: 2048

import Deployments

/// Any bytes as a _headers file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  check(platform("netlify-headers"), "_headers", Input(start, count).bytes)
  return 0
}
