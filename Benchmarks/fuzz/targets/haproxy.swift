// modules: Diagnostics ByteScanning ContentSecurityPolicy Deployments
// dictionary: files
// length: 2048
// seeds: Tests/DifferentialTests/Cases/haproxy

import Deployments

/// Any bytes as a configuration of HAProxy.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Input(start, count).bytes
  check(platform("haproxy"), "haproxy.cfg", bytes)
  return 0
}
