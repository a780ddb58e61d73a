import Fetching
import VendorRegistry
import VendorRequirements

/// One look at a vendor's pages: what is known, what is asked for, and what came back.
struct Look {
  let vendor: Vendor
  let latest: VersionRecord
  let state: VendorState
  /// The pages that hold the requirements.
  let parts: [Vendor.Page]
  private(set) var pages: [String: PageMemory]
  private let reader: String

  /// Prepares a look.
  ///
  /// - Parameters:
  ///   - vendor: Whose pages.
  ///   - latest: What is published.
  ///   - state: What is remembered of the vendor.
  ///   - pages: What is remembered of its pages.
  ///   - reader: Version of the program that reads them.
  init(
    vendor: Vendor, latest: VersionRecord, state: VendorState, pages: [String: PageMemory],
    reader: String
  ) {
    self.vendor = vendor
    self.latest = latest
    self.state = state
    self.pages = pages
    self.reader = reader
    parts = vendor.documents.filter { $0.role == .part }
  }

  /// Whether the answer "nothing is new" would be worth anything: a change that waits for its
  /// confirmation is read again whole, and so is what another version of the program read.
  private var mayBeUnchanged: Bool {
    state.pending == nil && state.lastHash != nil
      && parts.allSatisfy { pages[$0.url]?.reader == reader }
  }

  /// When the last of the servers wants to be asked again; 0 for at once.
  func notBefore(now: Int) -> Int {
    let latest = parts.compactMap { pages[$0.url]?.notBefore }.max() ?? 0
    // No server may ask for more than 30 days; a clock that was set back must not make it more.
    return latest > now + 30 * 86_400 ? 0 : latest
  }

  /// What to fetch, one a part.
  func requests(allowsPrivate: Bool) -> [FetchRequest] {
    parts.map { part in
      var request = FetchRequest(
        url: part.url, obeysRobots: true, permission: Permission(privateAddresses: allowsPrivate))
      // A page that has not changed comes without its text, which other parts may need.
      if parts.count == 1, mayBeUnchanged {
        request.etag = pages[part.url]?.etag
        request.lastModified = pages[part.url]?.lastModified
      }
      return request
    }
  }

  /// What can be said before the pages are read; `nil` when they have to be.
  mutating func takeAnswers(_ answers: [PageAnswer], now: Int) -> Observation? {
    for (part, answer) in zip(parts, answers) {
      pages[part.url, default: PageMemory()].notBefore =
        answer.response.retryAfter.map { now + $0 } ?? 0
    }
    for answer in answers {
      if let problem = Self.problem(answer.response) { return .failed(problem) }
    }
    let isSame = zip(parts, answers).allSatisfy { part, answer in
      answer.response.code == 304
        || answer.response.sha256 != nil && answer.response.sha256 == pages[part.url]?.sha256
    }
    let mayBeUnchanged = mayBeUnchanged
    for (part, answer) in zip(parts, answers) where answer.response.code != 304 {
      pages[part.url, default: PageMemory()].etag = answer.response.etag
      pages[part.url, default: PageMemory()].lastModified = answer.response.lastModified
    }
    if isSame, mayBeUnchanged { return .unchanged }
    if answers.contains(where: { $0.response.code == 304 }) {
      return .failed(
        .init(kind: "http-304", message: "the server answered 304 to a question for the page."))
    }
    return nil
  }

  /// The pages to read, one a part.
  func pagesToRead(_ answers: [PageAnswer]) -> [PageToRead] {
    zip(parts, answers).map { part, answer in
      PageToRead(
        body: answer.body, url: part.url, vendor: vendor.id, select: part.select,
        mediaType: answer.response.mediaType, charset: answer.response.charset)
    }
  }

  /// What the pages ask for together.
  mutating func observe(
    _ readings: [PageReading], _ answers: [PageAnswer], now: Int
  ) -> Observation {
    for (part, reading) in zip(parts, readings) {
      if let problem = reading.problem {
        return .failed(.init(kind: "unreadable", message: "\(part.url): \(problem)"))
      }
    }
    var record = latest
    for (index, reading) in readings.enumerated() {
      let (part, answer) = (parts[index], answers[index])
      pages[part.url, default: PageMemory()].sha256 = answer.response.sha256
      pages[part.url, default: PageMemory()].mediaType = reading.mediaType
      pages[part.url, default: PageMemory()].reader = reader
      let read = VersionRecord(
        vendor: vendor.id, version: nil, recorded: String(Moment.text(now).prefix(10)),
        documents: [
          VersionRecord.Document(
            url: part.url, origin: .fetched, retrieved: Moment.text(now),
            mediaType: reading.mediaType, sha256: answer.response.sha256)
        ], profiles: reading.profiles)
      record = record.replacingDocument(at: place(of: part, in: record), by: read)
    }
    record.version = nil
    record.accepted = nil
    record.origin = nil
    record.notes = nil
    return .read(
      .init(
        record: record, hash: RequirementHash.of(record), count: Self.count(record),
        bytes: answers.reduce(0) { $0 + $1.response.bytes }))
  }

  /// The place of a part among the documents of a record; their count when it is new there.
  func place(of part: Vendor.Page, in record: VersionRecord) -> Int {
    if let index = record.documents.firstIndex(where: { $0.url == part.url }) { return index }
    // Versions that were read from a vendor's only page have its address of their time.
    return parts.count == 1 && record.documents.count == 1 ? 0 : record.documents.count
  }

  /// How many requirements a record has, each directive's sources once.
  static func count(_ record: VersionRecord) -> Int {
    var seen: Set<[String]> = []
    for profile in record.profiles where profile.mode != .informational {
      for directive in profile.directives {
        for requirement in directive.requirements {
          seen.insert([directive.name, requirement.source])
        }
      }
    }
    return seen.count
  }

  private static func problem(_ response: FetchResponse) -> Observation.Problem? {
    if response.code == 304 { return nil }
    guard let message = response.problem else { return nil }
    return Observation.Problem(
      kind: response.reason ?? "http-\(response.code ?? 0)", message: "\(response.url): \(message)",
      retryAfter: response.retryAfter)
  }
}
