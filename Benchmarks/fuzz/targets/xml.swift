// modules: Diagnostics ByteScanning ContentSecurityPolicy Deployments
// dictionary: files
// length: 2048

import Deployments

/// Any bytes as web.config and as Magento's whitelist.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Input(start, count).bytes
  check(platform("aspnet-webconfig"), "web.config", bytes)
  check(platform("magento"), "csp_whitelist.xml", bytes)
  return 0
}
