// modules: Diagnostics ByteScanning ContentSecurityPolicy Deployments
// dictionary: files
// length: 2048
// seeds: Tests/DifferentialTests/Cases/django-csp-3 Tests/DifferentialTests/Cases/django-csp-4

import Deployments

/// Any bytes as Python settings.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  check(platform("django"), "settings.py", Input(start, count).bytes, isProgram: true)
  return 0
}
