/// How text is dressed for a terminal, or left plain.
public struct Style: Sendable, Hashable {
  /// Whether escape sequences are written.
  public var isColored: Bool

  /// Makes a style.
  public init(isColored: Bool) { self.isColored = isColored }

  /// Bold text.
  public func bold(_ text: String) -> String { wrap(text, "1") }
  /// Red text: a break.
  public func red(_ text: String) -> String { wrap(text, "31") }
  /// Green text: what came.
  public func green(_ text: String) -> String { wrap(text, "32") }
  /// Yellow text: a warning.
  public func yellow(_ text: String) -> String { wrap(text, "33") }
  /// Text that matters less.
  public func dim(_ text: String) -> String { wrap(text, "2") }

  private func wrap(_ text: String, _ code: String) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  /// The text without control and bidirectional formatting characters, fit for a terminal.
  public var printable: String {
    guard utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return self }
    let kept = unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
      default: true
      }
    }
    var text = ""
    text.unicodeScalars.append(contentsOf: kept)
    return text
  }

  /// The text filled up with spaces to a width.
  func padded(_ width: Int) -> String {
    count >= width ? self : self + String(repeating: " ", count: width - count)
  }

  /// The text with spaces in front to a width.
  func leftPadded(_ width: Int) -> String {
    count >= width ? self : String(repeating: " ", count: width - count) + self
  }
}

extension Int {
  /// The number with a noun that agrees with it.
  public func counted(_ noun: String, _ plural: String? = nil) -> String {
    "\(self) \(self == 1 ? noun : plural ?? noun + "s")"
  }
}
