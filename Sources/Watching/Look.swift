import Diagnostics
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
  /// The pages that repeat them and may be asked now.
  let mirrors: [Vendor.Page]
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
  ///   - now: Seconds since 1970.
  init(
    vendor: Vendor, latest: VersionRecord, state: VendorState, pages: [String: PageMemory],
    reader: String, now: Int
  ) {
    self.vendor = vendor
    self.latest = latest
    self.state = state
    self.pages = pages
    self.reader = reader
    parts = vendor.documents.filter { $0.role == .part }
    mirrors = vendor.documents.filter {
      $0.role == .mirror && Self.notBefore(pages[$0.url], now) <= now
    }
  }

  /// All pages of the look, the parts first.
  var documents: [Vendor.Page] { parts + mirrors }

  /// Whether the answer "nothing is new" would be worth anything: a change that waits for its
  /// confirmation is read again whole, and so is what another version of the program read.
  private var mayBeUnchanged: Bool {
    state.pending == nil && state.lastHash != nil
      && parts.allSatisfy { pages[$0.url]?.reader == reader }
  }

  /// When the last of the servers wants to be asked again; 0 for at once.
  func notBefore(now: Int) -> Int {
    parts.map { Self.notBefore(pages[$0.url], now) }.max() ?? 0
  }

  private static func notBefore(_ page: PageMemory?, _ now: Int) -> Int {
    let time = page?.notBefore ?? 0
    // No server may ask for more than 30 days; a clock that was set back must not make it more.
    return time > now + 30 * 86_400 ? 0 : time
  }

  /// What to fetch, one a document.
  ///
  /// - Parameters:
  ///   - allowsPrivate: Whether pages may be at private addresses.
  ///   - browser: What renders pages that were found empty without scripts; `nil` for nothing.
  /// - Returns: The requests.
  func requests(allowsPrivate: Bool, browser: String?) -> [FetchRequest] {
    documents.map { page in
      let known = pages[page.url]
      if let browser, known?.isRendered == true {
        return request(page, allowsPrivate: allowsPrivate, browser: browser)
      }
      var request = request(page, allowsPrivate: allowsPrivate, browser: nil)
      // A page that has not changed comes without its text, which other pages may need.
      if page.role == .part, parts.count == 1, mayBeUnchanged {
        request.etag = known?.etag
        request.lastModified = known?.lastModified
      }
      return request
    }
  }

  /// The request for one page.
  func request(_ page: Vendor.Page, allowsPrivate: Bool, browser: String?) -> FetchRequest {
    FetchRequest(
      url: page.url, obeysRobots: true, permission: Permission(privateAddresses: allowsPrivate),
      render: browser)
  }

  /// What can be said before the pages are read; `nil` when they have to be.
  mutating func takeAnswers(_ answers: [PageAnswer], now: Int) -> Observation? {
    for (page, answer) in zip(documents, answers) {
      pages[page.url, default: PageMemory()].notBefore =
        answer.response.retryAfter.map { now + $0 } ?? 0
    }
    let answers = answers.prefix(parts.count)
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

  /// A page as it is to be read.
  func pageToRead(_ page: Vendor.Page, _ answer: PageAnswer) -> PageToRead {
    PageToRead(
      body: answer.body, url: page.url, vendor: vendor.id, select: page.select,
      mediaType: answer.response.mediaType, charset: answer.response.charset)
  }

  /// What the parts ask for together.
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
      pages[part.url, default: PageMemory()].isRendered = answer.response.isRendered
      record = record.replacingDocument(
        at: place(of: part, in: record), by: self.record(of: part, reading, answer, now: now))
    }
    record.version = nil
    record.accepted = nil
    record.origin = nil
    record.notes = nil
    return .read(
      .init(
        record: record, hash: RequirementHash.of(record), count: Self.count(record),
        bytes: answers.prefix(parts.count).reduce(0) { $0 + $1.response.bytes }))
  }

  /// What a mirror asks for.
  mutating func observe(
    mirror page: Vendor.Page, _ reading: PageReading, _ answer: PageAnswer, now: Int
  ) -> VersionRecord {
    pages[page.url, default: PageMemory()].isRendered = answer.response.isRendered
    return record(of: page, reading, answer, now: now)
  }

  private func record(
    of page: Vendor.Page, _ reading: PageReading, _ answer: PageAnswer, now: Int
  ) -> VersionRecord {
    VersionRecord(
      vendor: vendor.id, version: nil, recorded: String(Moment.text(now).prefix(10)),
      documents: [
        VersionRecord.Document(
          url: page.url, origin: .fetched, retrieved: Moment.text(now),
          mediaType: reading.mediaType, sha256: answer.response.sha256)
      ], profiles: reading.profiles)
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

  /// Why an answer is no page; `nil` when it is one, or says that nothing is new.
  static func problem(_ response: FetchResponse) -> Observation.Problem? {
    if response.code == 304 { return nil }
    guard let message = response.problem else { return nil }
    return Observation.Problem(
      kind: response.reason ?? "http-\(response.code ?? 0)", message: "\(response.url): \(message)",
      retryAfter: response.retryAfter)
  }
}
