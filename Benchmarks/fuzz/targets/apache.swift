// modules: Diagnostics ByteScanning ContentSecurityPolicy Deployments
// dictionary: files
// length: 2048
// seeds: Tests/DifferentialTests/Cases/apache Tests/DifferentialTests/Cases/htaccess

import Deployments

/// Any bytes as a configuration of Apache httpd.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  check(platform("apache"), ".htaccess", Input(start, count).bytes)
  return 0
}
