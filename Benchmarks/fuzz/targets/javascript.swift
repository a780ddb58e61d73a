// modules: Diagnostics ByteScanning ContentSecurityPolicy Deployments
// dictionary: files
// length: 2048
// seeds: Tests/DifferentialTests/Cases/nextjs

import Deployments

/// Any bytes as JavaScript that gives headers.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  check(platform("nextjs"), "next.config.mjs", Input(start, count).bytes, isProgram: true)
  return 0
}
