import Glibc

/// Works on values on several threads; results come back in the order in which the values went in.
///
/// At most twice as many values as threads are under way, so that memory stays bounded. One thread submits
/// and takes results.
public final class OrderedWorkers<Value: Sendable, Result: Sendable>: @unchecked Sendable {
  private let makeWork: @Sendable () -> (consuming Value) -> Result
  private var threads: [pthread_t] = []
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  // What follows is touched with the mutex locked only.
  private var waiting: [(index: Int, value: Value)] = []
  private var results: [Int: Result] = [:]
  private var submitted = 0
  private var taken = 0
  private var isClosed = false

  /// Starts the threads.
  ///
  /// - Parameters:
  ///   - count: How many, at least 1.
  ///   - work: What is done with each value.
  public convenience init(_ count: Int, work: @escaping @Sendable (Value) -> Result) {
    self.init(count, makingWork: { work })
  }

  /// Starts the threads, each with work that may remember what it did.
  ///
  /// - Parameters:
  ///   - count: How many, at least 1.
  ///   - makeWork: Called once on each thread; what it gives is done with each value.
  public init(
    _ count: Int, makingWork makeWork: @escaping @Sendable () -> (consuming Value) -> Result
  ) {
    self.makeWork = makeWork
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
    for _ in 0..<max(1, count) {
      if let thread = startThread({ [self] in run() }) { threads.append(thread) }
    }
    precondition(!threads.isEmpty, "the system starts no thread")
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(changed)
    mutex.deallocate()
    changed.deallocate()
  }

  /// Hands in a value and takes the results that are next in order, waiting while too much is under way.
  public func submit(_ value: consuming Value) -> [Result] {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    waiting.append((submitted, value))
    submitted += 1
    pthread_cond_broadcast(changed)
    while submitted - taken >= 2 * threads.count, results[taken] == nil {
      pthread_cond_wait(changed, mutex)
    }
    return ready()
  }

  /// Waits for what is under way, ends the threads and takes the remaining results.
  public func finish() -> [Result] {
    pthread_mutex_lock(mutex)
    isClosed = true
    pthread_cond_broadcast(changed)
    pthread_mutex_unlock(mutex)
    for thread in threads { pthread_join(thread, nil) }
    threads = []
    return ready()
  }

  private func ready() -> [Result] {
    var found: [Result] = []
    while let result = results.removeValue(forKey: taken) {
      found.append(result)
      taken += 1
    }
    return found
  }

  private func run() {
    let work = makeWork()
    pthread_mutex_lock(mutex)
    while true {
      if !waiting.isEmpty {
        let (index, value) = waiting.removeFirst()
        pthread_mutex_unlock(mutex)
        let result = work(value)
        pthread_mutex_lock(mutex)
        results[index] = result
        pthread_cond_broadcast(changed)
      } else if isClosed {
        break
      } else {
        pthread_cond_wait(changed, mutex)
      }
    }
    pthread_mutex_unlock(mutex)
  }
}

/// Works on values on several threads; results are in the order of the values, the first error ends it.
///
/// - Parameters:
///   - values: What is worked on.
///   - jobs: How many threads.
///   - work: What is done with each value.
/// - Returns: A result a value.
/// - Throws: What `work` throws for the first value for which it does.
public func each<Value: Sendable, Made: Sendable>(
  of values: [Value], jobs: Int, _ work: @escaping @Sendable (Value) throws -> Made
) throws -> [Made] {
  let workers = OrderedWorkers<Value, Result<Made, any Error>>(jobs) { value in
    Result { try work(value) }
  }
  var made: [Made] = []
  var failure: (any Error)?
  func take(_ results: [Result<Made, any Error>]) {
    for result in results {
      do { made.append(try result.get()) } catch { failure = failure ?? error }
    }
  }
  for value in values where failure == nil { take(workers.submit(value)) }
  take(workers.finish())
  if let failure { throw failure }
  return made
}

/// How many threads can run at the same time.
public func processorCount() -> Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

/// Runs a body on a thread of its own; `nil` when the system starts none.
private func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  var thread = pthread_t()
  let box = Unmanaged.passRetained(ThreadBody(body))
  let status = pthread_create(
    &thread, nil,
    { argument in
      if let argument { Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().body() }
      return nil
    }, box.toOpaque())
  if status == 0 { return thread }
  box.release()
  return nil
}

private final class ThreadBody: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
