// modules: Diagnostics ByteScanning ContentSecurityPolicy Deployments
// dictionary: files
// length: 2048

import Deployments

/// Any bytes as Terraform.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  check(platform("cloudfront-terraform"), "main.tf", Input(start, count).bytes, isProgram: true)
  return 0
}
