// modules: Diagnostics ByteScanning ContentSecurityPolicy Deployments
// dictionary: files
// length: 2048

import Deployments

/// Any bytes as a Lua filter of Envoy.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  var file = Array("kind: EnvoyFilter\nspec:\n  inlineCode: |\n".utf8)
  for line in Input(start, count).bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
    file += Array("    ".utf8) + line + [0x0A]
  }
  check(platform("envoy"), "filter.yaml", file, isProgram: true)
  return 0
}
