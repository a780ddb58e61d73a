public import Diagnostics

extension FileTree {
  /// What a walk comes to, in its order.
  public enum Step: Sendable {
    /// A file.
    case file(Visit)
    /// What cannot be read, or leads in a circle.
    case odd(Diagnostic)
  }

  /// Files go to a thread in such portions, or in fewer when they are large.
  private static var portion: (files: Int, bytes: Int) { (32, 1 << 18) }

  /// Goes through files and folders and works on what it comes to on several threads.
  ///
  /// - Parameters:
  ///   - paths: Files and folders, `-` for standard input.
  ///   - jobs: How many threads work.
  ///   - isWanted: Whether a file found in a folder is worth a visit, by its name in lower case.
  ///   - work: What is done with each step, on any thread.
  ///   - take: Receives what came of each, in the order of the walk.
  /// - Throws: What `take` throws.
  public static func walk<Outcome: Sendable>(
    _ paths: [String], jobs: Int, isWanted: @escaping (String) -> Bool,
    work: @escaping @Sendable (Step) -> Outcome,
    take: (Outcome) throws(CommandError) -> Void
  ) throws(CommandError) {
    let workers =
      jobs > 1 ? OrderedWorkers<[Step], [Outcome]>(jobs) { $0.map(work) } : nil
    var waiting: [Step] = []
    var size = 0
    try withoutActuallyEscaping(take) { (take) throws(CommandError) in
      func flush() throws(CommandError) {
        guard let workers, !waiting.isEmpty else { return }
        let steps = waiting
        waiting = []
        size = 0
        for outcome in workers.submit(steps).joined() { try take(outcome) }
      }
      func add(_ step: Step, _ bytes: Int) throws(CommandError) {
        if workers == nil { return try take(work(step)) }
        waiting.append(step)
        size += bytes
        if waiting.count >= portion.files || size >= portion.bytes { try flush() }
      }
      var oddities: [Diagnostic] = []
      var tree = FileTree(
        isWanted: isWanted,
        visit: { (visit) throws(CommandError) in
          for odd in oddities { try add(.odd(odd), 0) }
          oddities = []
          try add(.file(visit), visit.size)
        },
        report: { oddities.append($0) })
      var failure: CommandError?
      do throws(CommandError) {
        for path in paths { try tree.walk(path) }
        for odd in oddities { try add(.odd(odd), 0) }
        try flush()
      } catch {
        failure = error
      }
      // Threads end also when the output cannot be written.
      let rest = workers?.finish() ?? []
      if let failure { throw failure }
      for outcome in rest.joined() { try take(outcome) }
    }
  }
}
