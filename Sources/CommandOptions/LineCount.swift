import CProcessControl
import Diagnostics
import Glibc

/// Counts the line feeds at the beginning of a file.
///
/// The file is mapped where its file system can do that, which takes half the time of reading it: nothing is copied.
struct LineCount {
  /// The open file; its position stays.
  let file: InputFile

  private static let part = 4 << 20

  /// Counts on several threads, also on one core: another shard that runs there has more to decide than this one.
  ///
  /// A file that is cut short meanwhile ends the process with a message: the kernel leaves no other way.
  ///
  /// - Parameter end: How many bytes are looked at.
  /// - Returns: How many of them are line feeds.
  /// - Throws: That the file ends before, or cannot be read.
  func lineFeeds(before end: Int) throws(CommandError) -> Int {
    if end == 0 { return 0 }
    let parts = stride(from: 0, to: end, by: Self.part).map { $0..<min($0 + Self.part, end) }
    cspreg_expect_lost_file("cspreg: \(cutShort.description)\n", cutShort.exitCode.rawValue)
    defer { cspreg_expect_no_lost_file() }
    let counts: [Int]
    do {
      let jobs = max(1, min(parts.count, max(4, processorCount())))
      counts = try each(of: parts, jobs: jobs) { try mapped($0) ?? file.newlines(in: $0) }
    } catch let error as CommandError {
      throw error
    } catch {
      throw CommandError(file.path, "cannot be read: \(error).", exitCode: .unfinished)
    }
    var status = stat()
    // The rest of the last page is there whatever the file holds.
    guard fstat(file.descriptor, &status) == 0, status.st_size >= end else { throw cutShort }
    return counts.reduce(0, +)
  }

  /// Counts in a range that is mapped; `nil` when it cannot be.
  private func mapped(_ range: Range<Int>) -> Int? {
    guard
      let start = mmap(
        nil, range.count, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file.descriptor, range.lowerBound),
      start != MAP_FAILED
    else { return nil }
    defer { munmap(start, range.count) }
    var count = 0
    var rest = UnsafeRawBufferPointer(start: start, count: range.count)[...]
    while let bytes = UnsafeRawBufferPointer(rebasing: rest).baseAddress,
      let found = memchr(bytes, 0x0A, rest.count)
    {
      count += 1
      rest = rest.dropFirst(UnsafeRawPointer(found) - bytes + 1)
    }
    return count
  }

  private var cutShort: CommandError {
    CommandError(
      file.path, "became shorter, or its disk failed, while it was read.", exitCode: .unfinished)
  }
}
