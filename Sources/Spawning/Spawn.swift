public import Glibc

/// What one of a child's open files is.
public enum ChildFile: Sendable, Hashable {
  /// An open file of this process.
  case descriptor(Int32)
  /// Nothing to be read, and what is written is lost.
  case nothing
  /// A file that is written anew, for this user alone.
  case written(String)
}

/// Starts a program, in which no signal is blocked.
///
/// Threads of libraries block all signals, and a child would inherit that. Other open files of this process are
/// the child's too unless they close when a program is started.
///
/// - Parameters:
///   - words: The program, looked for on `PATH` unless it holds a slash, and its arguments.
///   - variables: Its environment as `NAME=value`; `nil` for that of this process.
///   - files: What its descriptors 0, 1 ... are.
///   - ownGroup: Whether it leads a process group of its own, so that all it starts can be ended.
///   - process: Receives its id before it runs on.
/// - Returns: 0, or what went wrong as in `errno`.
public func spawn(
  _ words: [String], variables: [String]? = nil, files: [ChildFile], ownGroup: Bool = false,
  process: inout pid_t
) -> Int32 {
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  for (number, file) in files.enumerated() {
    let number = Int32(number)
    switch file {
    case .descriptor(let descriptor):
      posix_spawn_file_actions_adddup2(&actions, descriptor, number)
    case .nothing: posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
    case .written(let path):
      posix_spawn_file_actions_addopen(&actions, number, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
  }
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  defer { posix_spawnattr_destroy(&attributes) }
  var mask = sigset_t()
  sigemptyset(&mask)
  posix_spawnattr_setsigmask(&attributes, &mask)
  posix_spawnattr_setpgroup(&attributes, 0)
  posix_spawnattr_setflags(
    &attributes, Int16(POSIX_SPAWN_SETSIGMASK) | (ownGroup ? Int16(POSIX_SPAWN_SETPGROUP) : 0))
  var arguments = words.map { strdup($0) } + [nil]
  var settings = (variables ?? []).map { strdup($0) } + [nil]
  defer { for text in arguments + settings { free(text) } }
  return settings.withUnsafeMutableBufferPointer { own in
    posix_spawnp(
      &process, words.first ?? "", &actions, &attributes, &arguments,
      variables == nil ? environ : own.baseAddress)
  }
}
