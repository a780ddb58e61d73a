import Glibc

/// What one run of the fuzzer is given: lines, so that the corpus can be read and written by hand.
struct Input {
  let bytes: [UInt8]

  init(_ start: UnsafePointer<UInt8>?, _ count: Int) {
    bytes = Array(UnsafeBufferPointer(start: start, count: count))
  }

  /// The first `count` lines as text, then all that is left as bytes; empty where lines are missing.
  func fields(_ count: Int) -> (lines: [String], rest: [UInt8]) {
    var lines: [String] = []
    var rest = bytes[...]
    for _ in 0..<count {
      let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
      lines.append(String(decoding: rest[..<end], as: UTF8.self))
      rest = end == rest.endIndex ? [] : rest[(end + 1)...]
    }
    return (lines, Array(rest))
  }
}

/// Stops the run, so that libFuzzer keeps the input, when something that must hold does not.
func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
  if holds { return }
  // Optimised programs keep the reason of a failure to themselves.
  let reason = Array((what() + "\n").utf8)
  _ = reason.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  preconditionFailure()
}
