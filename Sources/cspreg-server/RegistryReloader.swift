import Dispatch
import JSONText
import ServiceLifecycle
import WebService
import Website

/// Looks at the registry's log and reads the registry again when it changed.
struct RegistryReloader: Service {
  let loader: RegistryLoader
  let current: CurrentRegistry
  let metrics: ServiceMetrics
  let log: JSONLog
  /// How long to wait between two looks.
  let seconds: Int

  /// Goes on until the server ends.
  func run() async throws {
    var known = loader.stamp
    while !Task.isShuttingDownGracefully, !Task.isCancelled {
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(seconds)) }
      let stamp = loader.stamp
      guard stamp != known, !Task.isShuttingDownGracefully else { continue }
      // What cannot be read now is tried again the next time.
      if await reload() { known = stamp }
    }
  }

  private func reload() async -> Bool {
    let result = await withCheckedContinuation { continuation in
      // Its own thread: the others answer meanwhile.
      DispatchQueue.global(qos: .utility).async {
        continuation.resume(returning: Result { try loader.load(after: current.value, jobs: 1) })
      }
    }
    switch result {
    case .success(let registry):
      current.replace(by: registry)
      metrics.reload(isDone: true)
      log.write(
        .info, "the registry was read again",
        [JSON.Member("seq", .int(registry.head.seq)), JSON.Member("at", .string(registry.head.at))])
      return true
    case .failure(let error):
      metrics.reload(isDone: false)
      log.write(
        .error, "the registry cannot be read; the one before is served on",
        [JSON.Member("error", .string("\(error)"))])
      return false
    }
  }
}
