/// The encoding of names outside ASCII, RFC 3492.
public enum Punycode {
  /// Encodes one label, without `xn--`.
  static func encode(_ label: [Unicode.Scalar]) -> String {
    let basic = label.filter(\.isASCII)
    var output = String(String.UnicodeScalarView(basic))
    var handled = basic.count
    if handled > 0 { output += "-" }
    var code: UInt32 = 128
    var delta = 0
    var bias = 72
    while handled < label.count {
      guard let next = label.lazy.map(\.value).filter({ $0 >= code }).min() else { break }
      delta += Int(next - code) * (handled + 1)
      code = next
      for scalar in label {
        if scalar.value < code { delta += 1 }
        guard scalar.value == code else { continue }
        appendVariableLength(delta, bias, to: &output)
        bias = adapted(delta, count: handled + 1, isFirst: handled == basic.count)
        delta = 0
        handled += 1
      }
      delta += 1
      code += 1
    }
    return output
  }

  private static func appendVariableLength(_ delta: Int, _ bias: Int, to output: inout String) {
    var rest = delta
    var base = 36
    while true {
      let threshold = min(max(base - bias, 1), 26)
      guard rest >= threshold else { break }
      output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
      rest = (rest - threshold) / (36 - threshold)
      base += 36
    }
    output.append(digit(rest))
  }

  private static func digit(_ value: Int) -> Character {
    Character(Unicode.Scalar(UInt8(value < 26 ? 0x61 + value : 0x30 + value - 26)))
  }

  static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var bias = 0
    while delta > 455 {
      delta /= 35
      bias += 36
    }
    return bias + 36 * delta / (delta + 38)
  }
}
