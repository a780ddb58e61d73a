/// How vendors' documents are watched: `watch` in `cspreg.json`.
public struct WatchSettings: Sendable, Hashable {
  /// The database that remembers what was seen.
  public var state: String
  /// Time between two looks at a document.
  public var every: Duration
  /// How far that time may vary; `nil` leaves it to the program.
  public var jitter: Duration?
  /// How many fetches must agree before a change counts.
  public var confirm: Int
  /// Time before a change is fetched again.
  public var confirmAfter: Duration
  /// Time without a successful look after which a document counts as stale.
  public var staleAfter: Duration
  /// A browser that renders pages that are empty without scripts; a path, or a name on the `PATH`.
  public var render: String?
  /// Whether a change is told though all policies in use cover it already.
  public var tellsCovered: Bool

  /// Makes settings; without arguments they are those of a file that says nothing.
  public init(
    state: String = "watch.sqlite", every: Duration = .seconds(6 * 3600), jitter: Duration? = nil,
    confirm: Int = 2, confirmAfter: Duration = .seconds(30),
    staleAfter: Duration = .seconds(7 * 86_400), render: String? = nil, tellsCovered: Bool = false
  ) {
    self.state = state
    self.every = every
    self.jitter = jitter
    self.confirm = confirm
    self.confirmAfter = confirmAfter
    self.staleAfter = staleAfter
    self.render = render
    self.tellsCovered = tellsCovered
  }
}

extension Duration {
  /// Reads a whole number with its unit: `500ms`, `30s`, `15m`, `6h`, `7d`; `0` needs none.
  public init?(configured text: String) {
    if text == "0" {
      self = .zero
      return
    }
    let digits = text.prefix { ("0"..."9").contains($0) }
    guard let count = Int(digits), count <= 1_000_000 else { return nil }
    switch text[digits.endIndex...] {
    case "ms": self = .milliseconds(count)
    case "s": self = .seconds(count)
    case "m": self = .seconds(count * 60)
    case "h": self = .seconds(count * 3600)
    case "d": self = .seconds(count * 86_400)
    default: return nil
    }
  }
}
