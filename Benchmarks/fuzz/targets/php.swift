// modules: Diagnostics ByteScanning ContentSecurityPolicy Deployments
// dictionary: files
// length: 2048
// seeds: Tests/DifferentialTests/Cases/laravel Tests/DifferentialTests/Cases/php

import Deployments

/// Any bytes as PHP.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Input(start, count).bytes
  check(platform("php"), "csp.php", bytes, isProgram: true)
  check(platform("laravel-spatie"), "csp.php", bytes, isProgram: true)
  return 0
}
