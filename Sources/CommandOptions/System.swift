import Glibc

/// The value of an environment variable.
public func environment(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}

/// The folder that relative paths start from.
public func currentDirectory() -> String? {
  guard let path = getcwd(nil, 0) else { return nil }
  defer { free(path) }
  return String(cString: path)
}

/// The folder of the running program, links resolved.
public func executableDirectory() -> String? {
  guard let path = realpath("/proc/self/exe", nil) else { return nil }
  defer { free(path) }
  let text = String(cString: path)
  return text.lastIndex(of: "/").map { String(text[..<$0]) }
}

/// Whether a path is a directory.
public func isDirectory(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// Whether something other than a directory stands at a path.
public func isFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
}

/// The present moment, `2026-11-21T09:30:00Z`.
public func now() -> String {
  var seconds = time(nil)
  var parts = tm()
  gmtime_r(&seconds, &parts)
  var buffer = [CChar](repeating: 0, count: 32)
  let length = strftime(&buffer, buffer.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
  return String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// The name of the user who runs the program.
public func userName() -> String {
  environment("USER") ?? environment("LOGNAME") ?? "unknown"
}

/// Writes a line to standard error.
public func printError(_ message: String) {
  var line = Array(message.utf8)
  line.append(0x0A)
  _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

/// The words for the last system error.
func systemMessage(_ code: Int32) -> String { String(cString: strerror(code)) }

/// Replaces this program by another executable that stands beside it.
///
/// Comes back only when that executable is not there or cannot run.
///
/// - Parameters:
///   - name: File name of the executable.
///   - arguments: Everything after the program's name.
public func replaceProcess(by name: String, arguments: [String]) {
  guard let directory = executableDirectory() else { return }
  let path = directory + "/" + name
  guard access(path, X_OK) == 0 else { return }
  var pointers: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
  pointers.append(nil)
  execv(path, pointers)
  for pointer in pointers { free(pointer) }
}

/// Whole days between two times such as `2026-11-21T09:30:00Z`; `nil` for other texts.
public func wholeDays(from start: String, to end: String) -> Int? {
  guard let first = seconds(of: start), let last = seconds(of: end) else { return nil }
  return max(0, (last - first) / 86_400)
}

private func seconds(of text: String) -> Int? {
  let numbers = text.split { !("0"..."9").contains($0) }.compactMap { Int($0) }
  guard numbers.count == 6 else { return nil }
  var parts = tm()
  parts.tm_year = Int32(truncatingIfNeeded: numbers[0] - 1900)
  parts.tm_mon = Int32(truncatingIfNeeded: numbers[1] - 1)
  parts.tm_mday = Int32(truncatingIfNeeded: numbers[2])
  parts.tm_hour = Int32(truncatingIfNeeded: numbers[3])
  parts.tm_min = Int32(truncatingIfNeeded: numbers[4])
  parts.tm_sec = Int32(truncatingIfNeeded: numbers[5])
  return timegm(&parts)
}
