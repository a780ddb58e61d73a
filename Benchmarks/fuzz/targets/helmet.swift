// modules: Diagnostics ByteScanning ContentSecurityPolicy Deployments
// dictionary: files
// length: 2048
// seeds: Tests/DifferentialTests/Cases/helmet

import Deployments

/// Any bytes as JavaScript that calls helmet.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  check(platform("helmet"), "app.js", Input(start, count).bytes, isProgram: true)
  return 0
}
