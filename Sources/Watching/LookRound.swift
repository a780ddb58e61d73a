import Fetching
import VendorRequirements

/// A look with all that came back.
struct SeenLook {
  var look: Look
  /// The answers, one a document.
  var answers: [PageAnswer]
  /// What was read, one a document; `nil` where nothing was.
  var readings: [PageReading?]
  /// What the parts showed.
  var observation: Observation
}

/// Fetches and reads the pages of several looks together.
struct LookRound {
  let around: WatchSurroundings
  let allowsPrivate: Bool
  /// What renders pages that are empty without scripts; `nil` for nothing.
  let browser: String?

  /// A look whose pages are on their way.
  private struct Running {
    var look: Look
    var answers: [PageAnswer]
    var readings: [PageReading?]
    var observation: Observation?
    let now: Int

    /// Whether a page, by its place, is worth reading.
    func isRead(_ place: Int) -> Bool {
      let response = answers[place].response
      guard Look.problem(response) == nil, response.code != 304 else { return false }
      switch observation {
      case nil: return true
      case .unchanged: return place >= look.parts.count
      case .read, .failed: return false
      }
    }
  }

  /// Carries out looks.
  ///
  /// - Parameter looks: The looks.
  /// - Returns: What each saw, in the same order.
  /// - Throws: Where a test lets the program die.
  func run(_ looks: [Look]) throws -> [SeenLook] {
    try around.reach(.fetching)
    let requests = looks.map { $0.requests(allowsPrivate: allowsPrivate, browser: browser) }
    var answers = around.fetch(requests.flatMap { $0 })[...]
    try around.reach(.fetched)
    var running = looks.enumerated().map { index, look in
      let own = Array(answers.prefix(requests[index].count))
      answers = answers.dropFirst(own.count)
      var look = look
      let now = around.now()
      let observation = look.takeAnswers(own, now: now)
      return Running(
        look: look, answers: own, readings: own.map { _ in nil }, observation: observation, now: now
      )
    }
    try around.reach(.reading)
    read(&running, at: running.map { entry in entry.answers.indices.filter(entry.isRead) })
    if let browser { render(&running, with: browser) }
    return running.map { entry in
      var look = entry.look
      let observation =
        entry.observation
        ?? look.observe(
          entry.readings.prefix(look.parts.count).compactMap { $0 }, entry.answers, now: entry.now)
      return SeenLook(
        look: look, answers: entry.answers, readings: entry.readings, observation: observation)
    }
  }

  /// Reads pages, all at once.
  private func read(_ running: inout [Running], at places: [[Int]]) {
    let pages = zip(running, places).flatMap { entry, places in
      places.map { entry.look.pageToRead(entry.look.documents[$0], entry.answers[$0]) }
    }
    var readings = around.read(pages)[...]
    for index in running.indices {
      for place in places[index] { running[index].readings[place] = readings.popFirst() }
    }
  }

  /// Opens in a browser what could not be read as it came, and reads that.
  private func render(_ running: inout [Running], with browser: String) {
    let places = running.map { entry in
      entry.readings.indices.filter {
        entry.readings[$0]?.problem != nil && !entry.answers[$0].response.isRendered
      }
    }
    let requests = zip(running, places).flatMap { entry, places in
      places.map {
        entry.look.request(
          entry.look.documents[$0], allowsPrivate: allowsPrivate, browser: browser)
      }
    }
    if requests.isEmpty { return }
    var answers = around.fetch(requests)[...]
    for index in running.indices {
      for place in places[index] {
        guard let answer = answers.popFirst() else { continue }
        running[index].answers[place] = answer
        if place < running[index].look.parts.count, let problem = Look.problem(answer.response) {
          running[index].observation = .failed(problem)
        }
      }
    }
    let readable = zip(running, places).map { entry, places in places.filter(entry.isRead) }
    read(&running, at: readable)
  }
}
