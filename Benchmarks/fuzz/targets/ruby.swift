// modules: Diagnostics ByteScanning ContentSecurityPolicy Deployments
// dictionary: files
// length: 2048
// seeds: Tests/DifferentialTests/Cases/rails

import Deployments

/// Any bytes as Ruby that configures Rails.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  check(platform("rails"), "content_security_policy.rb", Input(start, count).bytes, isProgram: true)
  return 0
}
