import CProcessControl
import Diagnostics
import Glibc

/// Counts the line feeds at the beginning of a file.
///
/// The file is mapped, which takes half the time of reading it: nothing is copied.
struct LineCount {
  /// The file's name for messages.
  let path: String
  /// The open file; its position stays.
  let descriptor: Int32

  private static let part = 4 << 20

  /// Counts on several threads, also on one core: another shard that runs there has more to decide than this one.
  ///
  /// A file that is cut short meanwhile ends the process with a message: the kernel leaves no other way.
  ///
  /// - Parameter end: How many bytes are looked at.
  /// - Returns: How many of them are line feeds.
  /// - Throws: That the file ends before, or cannot be read.
  func lineFeeds(before end: Int) throws(CommandError) -> Int {
    let parts = stride(from: 0, to: end, by: Self.part).map { $0..<min($0 + Self.part, end) }
    cspreg_expect_lost_file("cspreg: \(cutShort.description)\n", cutShort.exitCode.rawValue)
    defer { cspreg_expect_no_lost_file() }
    let counts: [Int]
    do {
      let jobs = max(1, min(parts.count, max(4, processorCount())))
      counts = try each(of: parts, jobs: jobs) { try lineFeeds(in: $0) }
    } catch let error as CommandError {
      throw error
    } catch {
      throw failure("\(error)")
    }
    var status = stat()
    // The rest of the last page is there whatever the file holds.
    guard fstat(descriptor, &status) == 0, status.st_size >= end else { throw cutShort }
    return counts.reduce(0, +)
  }

  private func lineFeeds(in range: Range<Int>) throws(CommandError) -> Int {
    guard
      let start = mmap(
        nil, range.count, PROT_READ, MAP_SHARED | MAP_POPULATE, descriptor, range.lowerBound),
      start != MAP_FAILED
    else { throw failure(systemMessage(errno)) }
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
      path, "became shorter, or its disk failed, while it was read.", exitCode: .unfinished)
  }

  private func failure(_ reason: String) -> CommandError {
    CommandError(path, "cannot be read: \(reason).", exitCode: .unfinished)
  }
}
