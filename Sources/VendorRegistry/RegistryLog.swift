import Glibc

/// The bytes of `log.jsonl`, split into lines on demand.
struct RegistryLog: Sendable {
  let bytes: [UInt8]
  /// The file's name for messages.
  let file: String
  private let vendorLines = VendorLines()

  init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  /// Whether the last line ends as it must.
  var isTerminated: Bool { bytes.isEmpty || bytes.last == UInt8(ascii: "\n") }

  /// Gives each line without its newline, with its number from 1.
  func forEachLine<Failure>(
    _ body: (ArraySlice<UInt8>, Int) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    var number = 1
    while start < bytes.count {
      let end = endOfLine(from: start)
      try body(bytes[start..<end], number)
      start = end + 1
      number += 1
    }
  }

  /// How many lines there are.
  var count: Int { bytes.count { $0 == 0x0A } + (isTerminated ? 0 : 1) }

  /// A line without its newline, by its number from 1; `nil` when there are fewer.
  func line(_ number: Int) -> ArraySlice<UInt8>? {
    var start = 0
    var current = 1
    while start < bytes.count {
      let end = endOfLine(from: start)
      if current == number { return bytes[start..<end] }
      start = end + 1
      current += 1
    }
    return nil
  }

  /// The number of the line whose own hash this is; `nil` when there is none.
  func number(ofLineWithHash hash: String) throws(RegistryError) -> Int? {
    let mark = Array(",\"line\":\"\(hash)\"".utf8)
    var found: Int?
    try forEachLine { (line, number) throws(RegistryError) in
      guard found == nil, contains(mark, line),
        try LogEntry(parsing: line, file: file, number: number).line == hash
      else { return }
      found = number
    }
    return found
  }

  /// Whether any line is about a vendor.
  func names(_ vendor: String) -> Bool {
    if let lines = lines(asked: vendor) { return lines[vendor] != nil }
    return contains(Array(",\"vendor\":\"\(vendor)\",".utf8), bytes[...])
  }

  /// Checks that each line names the line before it, without reading what it says.
  ///
  /// A line that was removed, added or exchanged is found so at the price of comparing 64 bytes a
  /// line; a line that was changed is found when it is read.
  func checkLinks() throws(RegistryError) {
    let mark = "\",\"line\":\"".utf8.count
    let end = "\"}".utf8.count
    let length = LogEntry.start.utf8.count
    var before = Array(LogEntry.start.utf8)[...]
    try forEachLine { (line, number) throws(RegistryError) in
      let hash = line.dropLast(end).suffix(length)
      let link = line.dropLast(end + length + mark).suffix(length)
      guard link.elementsEqual(before) else {
        throw RegistryError(
          .tampered, file, line: number,
          "the line does not follow the line before it: lines were removed, added or changed; run "
            + "verify" + LogEntry.advice)
      }
      before = hash
    }
  }

  /// All lines, checked one by one and as a chain.
  func entries() throws(RegistryError) -> [LogEntry] {
    var entries: [LogEntry] = []
    var prev = LogEntry.start
    try forEachLine { (line, number) throws(RegistryError) in
      let entry = try LogEntry(parsing: line, file: file, number: number)
      guard entry.seq == number, entry.prev == prev else {
        throw RegistryError(
          .tampered, file, line: number,
          "the line does not follow the line before it" + LogEntry.advice)
      }
      prev = entry.line
      entries.append(entry)
    }
    return entries
  }

  /// The lines of one vendor, each checked by itself; other lines are not read.
  func entries(of vendor: String) throws(RegistryError) -> [LogEntry] {
    var entries: [LogEntry] = []
    func take(_ line: ArraySlice<UInt8>, _ number: Int) throws(RegistryError) {
      let entry = try LogEntry(parsing: line, file: file, number: number)
      if entry.vendor == vendor { entries.append(entry) }
    }
    if let lines = lines(asked: vendor) {
      for line in lines[vendor] ?? [] { try take(bytes[line.place], line.number) }
      return entries
    }
    let mark = Array(",\"vendor\":\"\(vendor)\",".utf8)
    try forEachLine { (line, number) throws(RegistryError) in
      if contains(mark, line) { try take(line, number) }
    }
    return entries
  }

  /// The ids of all vendors that the log names, sorted.
  func vendors() -> [String] {
    vendorLines.found { linesByVendor() }.keys.filter(Grammar.isId).sorted()
  }

  /// Where the lines of each vendor are, once a second vendor is asked about; who asks about one has it sooner by
  /// a search.
  private func lines(asked vendor: String) -> [String: [VendorLines.Line]]? {
    vendorLines.found(asked: vendor) { linesByVendor() }
  }

  private func linesByVendor() -> [String: [VendorLines.Line]] {
    var lines: [String: [VendorLines.Line]] = [:]
    let mark = Array(",\"vendor\":\"".utf8)
    forEachLine { line, number in
      guard let place = firstIndex(of: mark, line) else { return }
      let name = line[(place + mark.count)...].prefix { $0 != UInt8(ascii: "\"") }
      lines[String(decoding: name, as: UTF8.self), default: []].append(
        VendorLines.Line(place: line.startIndex..<line.endIndex, number: number))
    }
    return lines
  }

  private func endOfLine(from start: Int) -> Int {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress,
        let found = memchr(base + start, 0x0A, buffer.count - start)
      else { return buffer.count }
      return UnsafeRawPointer(found) - base
    }
  }

  private func contains(_ mark: [UInt8], _ line: ArraySlice<UInt8>) -> Bool {
    firstIndex(of: mark, line) != nil
  }

  private func firstIndex(of mark: [UInt8], _ line: ArraySlice<UInt8>) -> Int? {
    bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, let first = mark.first else { return nil }
      var start = line.startIndex
      while start + mark.count <= line.endIndex {
        guard let found = memchr(base + start, Int32(first), line.endIndex - start) else {
          return nil
        }
        let place = UnsafeRawPointer(found) - base
        if place + mark.count > line.endIndex { return nil }
        if memcmp(base + place, mark, mark.count) == 0 { return place }
        start = place + 1
      }
      return nil
    }
  }
}
