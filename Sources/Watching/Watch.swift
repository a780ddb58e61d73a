import Diagnostics
import Foundation
import GRDB
import JSONText
public import ProjectConfiguration
import Reporting
import RequirementDiff
import VendorRegistry
public import VendorRequirements

/// Looks at vendors' pages and turns what changed into candidates and alerts.
public struct Watch {
  /// How a vendor's look ended, a line for people and programs.
  public struct Line: Sendable, Hashable {
    /// How it ended.
    public enum Status: String, Sendable, Hashable, CaseIterable {
      case same
      case changed
      case suspect
      case failed
    }

    /// Vendor id.
    public var vendor: String
    /// How it ended.
    public var status: Status
    /// What happened, one sentence.
    public var what: String
    /// The candidate that it made, or that stands for what was seen.
    public var candidate: String?
    /// Whether another look must decide.
    public var isOpen = false
  }

  let store: WatchStore
  let settings: WatchSettings
  let channels: [Channel]
  let around: WatchSurroundings
  let allowsPrivate: Bool
  let reader: String
  let published: (String) throws -> (vendor: Vendor, latest: VersionRecord)
  let compress: ([UInt8]) -> [UInt8]?

  /// How many vendors are looked at together; their pages lie on the disk meanwhile.
  static let batch = 128

  /// Prepares a watch.
  ///
  /// - Parameters:
  ///   - store: Its memory.
  ///   - settings: `watch` of `cspreg.json`.
  ///   - channels: Who is told.
  ///   - around: Time, chance, network and other programs.
  ///   - allowsPrivate: Whether pages may be at private addresses.
  ///   - reader: Version of the program that reads pages.
  ///   - published: What the registry has of a vendor.
  ///   - compress: Compresses pages as a registry keeps them.
  public init(
    store: WatchStore, settings: WatchSettings, channels: [Channel], around: WatchSurroundings,
    allowsPrivate: Bool, reader: String,
    published: @escaping (String) throws -> (vendor: Vendor, latest: VersionRecord),
    compress: @escaping ([UInt8]) -> [UInt8]?
  ) {
    self.store = store
    self.settings = settings
    self.channels = channels
    self.around = around
    self.allowsPrivate = allowsPrivate
    self.reader = reader
    self.published = published
    self.compress = compress
  }

  /// Looks once at each vendor.
  ///
  /// - Parameters:
  ///   - vendors: Vendor ids.
  ///   - report: Receives a line a vendor, in their order.
  /// - Throws: What stops the watch as a whole: its memory cannot be written.
  public func look(at vendors: [String], report: (Line) throws -> Void) throws {
    for start in stride(from: 0, to: vendors.count, by: Self.batch) {
      for line in try lookTogether(
        Array(vendors[start..<min(start + Self.batch, vendors.count)]))
      {
        try report(line)
      }
    }
  }

  private func lookTogether(_ vendors: [String]) throws -> [Line] {
    var lines: [String: Line] = [:]
    var looks: [Look] = []
    let now = around.now()
    for id in vendors {
      let known: (vendor: Vendor, latest: VersionRecord)
      do {
        known = try published(id)
      } catch let error as any DescribedError where error.exitCode != .integrity {
        lines[id] = Line(vendor: id, status: .failed, what: error.description)
        continue
      }
      var state = try store.state(of: id) ?? VendorState(vendor: id, since: now)
      state.forgetTheFuture(now)
      let look = Look(
        vendor: known.vendor, latest: known.latest, state: state, pages: try store.pages(of: id),
        reader: reader, now: now)
      let notBefore = look.notBefore(now: now)
      if look.parts.isEmpty {
        lines[id] = Line(vendor: id, status: .failed, what: "vendor.json names no page of it.")
      } else if notBefore > now {
        lines[id] = Line(
          vendor: id, status: .failed,
          what: "its server asked not to be asked before \(Moment.text(notBefore)).")
      } else {
        looks.append(look)
      }
    }
    let round = LookRound(
      around: around, allowsPrivate: allowsPrivate, browser: settings.render)
    for seen in try round.run(looks) {
      lines[seen.look.vendor.id] = try conclude(seen)
    }
    return vendors.compactMap { lines[$0] }
  }

  /// Judges what was seen and writes all that follows in one transaction.
  private func conclude(_ seen: SeenLook) throws -> Line {
    let observation = seen.observation
    var look = seen.look
    let now = around.now()
    let id = look.vendor.id
    let known = try store.candidates(of: id).filter { $0.from == look.latest.version }
    let before = look.state
    var state = look.state
    let hash = RequirementHash.of(look.latest)
    let (verdict, isRecovered) = state.take(
      observation,
      reference: VendorState.Reference(
        hash: hash, count: Look.count(look.latest),
        candidates: Set(known.map(\.requirements))),
      now: now, confirm: settings.confirm, confirmAfter: settings.confirmAfter.inSeconds)
    var line = Line(vendor: id, status: .same, what: "equals \(look.latest.name).")
    var alerts: [Alert] = []
    var fresh: Candidate?
    var problem: String?
    // What the parts ask for now, where that is known.
    var stated: VersionRecord?
    switch verdict {
    case .same: stated = look.latest
    case .known:
      let candidate = known.first { $0.requirements == state.lastHash }
      stated = candidate?.record
      line.candidate = candidate?.id
      switch candidate?.status {
      case .open, .suspect:
        line.status = candidate?.status == .open ? .changed : .suspect
        line.what = "candidate \(candidate?.id ?? "") waits for a decision."
      default: line.what = "as candidate \(candidate?.id ?? ""), which was decided."
      }
    case .unconfirmed:
      line.what = "something new was seen, to be confirmed by another look."
      line.isOpen = true
    case .changed, .suspect:
      guard case .read(let sighting) = observation else { break }
      let found = candidate(
        look, sighting, isSuspect: verdict == .suspect, taken: known.map(\.id),
        since: before.pending?.since ?? now, now: now)
      fresh = found.candidate
      alerts.append(found.alert)
      line.candidate = found.candidate.id
      if verdict == .changed { stated = sighting.record }
      line.status = verdict == .suspect ? .suspect : .changed
      line.what = String(found.alert.message.prefix { $0 != "\n" })
    case .failing, .failed:
      guard case .failed(let failure) = observation else { break }
      problem = failure.message
      line.status = .failed
      line.what = failure.message
      line.isOpen = verdict == .failing
      if verdict == .failed(tell: true) { alerts.append(failed(look, state, failure)) }
      if let wait = failure.retryAfter { state.dueAt = now + wait }
    }
    var mirrors: [MirrorState] = []
    if let stated {
      mirrors = try judgeMirrors(
        seen, stated, &look, states: store.mirrors(of: id), now: now, line: &line, alerts: &alerts)
    }
    if isRecovered { alerts.append(recovered(look, before)) }
    if state.isStale(now: now, after: settings.staleAfter.inSeconds) {
      alerts.append(stale(look, state))
    }
    state.dueAt = max(
      line.isOpen ? now + settings.confirmAfter.inSeconds : now + interval,
      line.status == .failed ? state.dueAt : 0)
    try around.reach(.decided)
    let kept = fresh == nil ? [] : keep(look, seen.answers)
    try around.reach(.beforeWrite)
    try store.write { database in
      if let fresh {
        try WatchStore.insert(fresh, pages: kept, in: database, reach: around.reach)
      }
      for alert in alerts {
        try WatchStore.post(alert, to: channels, now: now, in: database)
      }
      try around.reach(.outboxWritten)
      if verdict == .known, let hash = state.lastHash {
        try WatchStore.touch(id, hash: hash, now: now, in: database)
      }
      try WatchStore.notePublished(id, hash: hash, now: now, in: database)
      try WatchStore.save(look.pages, of: id, in: database)
      try WatchStore.save(mirrors, of: id, in: database)
      try WatchStore.save(state, failure: problem, in: database)
      try around.reach(.stateWritten)
    }
    try around.reach(.written)
    return line
  }

  /// Seconds until the next look, varied so that not all vendors are looked at together.
  private var interval: Int {
    let every = settings.every.inSeconds
    let jitter = settings.jitter?.inSeconds ?? every / 10
    return every + Int(Double(jitter) * (2 * around.random() - 1))
  }

  private func keep(_ look: Look, _ answers: [PageAnswer]) -> [KeptPage] {
    zip(look.parts, answers).compactMap { part, answer in
      guard let bytes = answer.body.contents, let compressed = compress(bytes) else { return nil }
      let ending =
        switch look.pages[part.url]?.mediaType {
        case "text/markdown": "md"
        case "text/plain": "txt"
        default: "html"
        }
      return KeptPage(
        number: look.place(of: part, in: look.latest), fileExtension: ending,
        compressed: compressed)
    }
  }
}

extension PageBody {
  /// The bytes; `nil` when the file cannot be read.
  public var contents: [UInt8]? {
    switch self {
    case .bytes(let bytes): bytes
    case .file(let path): (try? Data(contentsOf: URL(fileURLWithPath: path))).map(Array.init)
    }
  }
}

extension Duration {
  /// Whole seconds.
  public var inSeconds: Int { Int(components.seconds) }
}
