import ProjectConfiguration

extension Watch {
  /// Vendors that it is time to look at.
  public func due(among vendors: [String]) throws -> [String] {
    let now = around.now()
    let times = try store.dueTimes()
    return vendors.filter { isDue(times[$0], now) }
  }

  /// Seconds until something is to be done, at most a minute.
  public func pause(among vendors: [String]) throws -> Int {
    let now = around.now()
    let times = try store.dueTimes()
    let looks = vendors.map { isDue(times[$0], now) ? now : times[$0] ?? now }
    let next = (looks + [try store.nextMessage()].compactMap { $0 }).min() ?? now + 60
    return min(max(next - now, 1), 60)
  }

  /// A moment that is further away than any look is planned comes from a clock that was set back.
  private func isDue(_ time: Int?, _ now: Int) -> Bool {
    guard let time else { return true }
    let furthest = max(2 * settings.every.inSeconds, 30 * 86_400) + settings.confirmAfter.inSeconds
    return time <= now || time > now + furthest
  }

  /// Looks at each vendor, again after a while at those whose look another one must confirm, and
  /// reports each once.
  ///
  /// - Parameters:
  ///   - vendors: Vendor ids.
  ///   - report: Receives the last line of each vendor, in their order within each round.
  /// - Throws: What stops the watch as a whole.
  public func lookUntilSure(
    at vendors: [String], report: (Line) throws -> Void
  ) throws {
    var open: [String] = vendors
    for round in 0..<max(settings.confirm, 1) {
      if round > 0 { around.sleep(settings.confirmAfter.inSeconds) }
      let isLast = round == max(settings.confirm, 1) - 1
      var next: [String] = []
      try look(at: open) { line in
        if line.isOpen, !isLast { next.append(line.vendor) } else { try report(line) }
      }
      open = next
      if open.isEmpty { return }
    }
  }
}
