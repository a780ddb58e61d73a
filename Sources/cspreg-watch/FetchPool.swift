import CommandOptions
import Diagnostics
import Fetching
import Glibc

/// Fetches many pages at once, from each host and each address one at a time.
///
/// A host that is busy is not begun with again; that several names are one address shows only when they
/// are looked up, where requests wait for their turn.
struct FetchPool {
  /// The folder where requests wait for their turn.
  let turns: String
  /// The most requests at once.
  private let width = 24
  /// The most browsers at once.
  private let browsers = 2

  private struct Running {
    let index: Int
    let host: String
    let process: ChildProcess
  }

  /// Fetches pages into files.
  ///
  /// - Parameters:
  ///   - requests: What to fetch.
  ///   - files: A file for each body.
  /// - Returns: How each went, in the same order.
  func run(_ requests: [FetchRequest], into files: [String]) -> [FetchResponse] {
    var responses = [FetchResponse?](repeating: nil, count: requests.count)
    var waiting = Array(requests.indices)
    var running: [Running] = []
    var busy: Set<String> = []
    while !waiting.isEmpty || !running.isEmpty {
      var later: [Int] = []
      for index in waiting {
        let host = Self.host(requests[index].url)
        let isFree =
          requests[index].render == nil
          || running.count { requests[$0.index].render != nil } < browsers
        guard running.count < width, isFree, !busy.contains(host) else {
          later.append(index)
          continue
        }
        do throws(CommandError) {
          var request = requests[index]
          request.turns = turns
          let process = try FetchProgram.start(request, into: files[index])
          running.append(Running(index: index, host: host, process: process))
          busy.insert(host)
        } catch {
          responses[index] = Self.failure(requests[index], error)
        }
      }
      waiting = later
      let before = running.count
      running.removeAll { entry in
        guard let result = entry.process.poll() else { return false }
        busy.remove(entry.host)
        do throws(CommandError) {
          responses[entry.index] = try FetchProgram.response(of: result)
        } catch {
          responses[entry.index] = Self.failure(requests[entry.index], error)
        }
        return true
      }
      if running.count == before, !running.isEmpty { usleep(1000) }
    }
    return zip(requests, responses).map { request, response in
      response ?? FetchResponse(outcome: .failed, reason: "network", url: request.url)
    }
  }

  private static func failure(_ request: FetchRequest, _ error: CommandError) -> FetchResponse {
    FetchResponse(
      outcome: .failed, reason: FetchResponse.Failure.network.rawValue,
      message: error.description, url: request.url)
  }

  /// What one request at a time goes to; the URL itself when it has no host.
  private static func host(_ url: String) -> String {
    (try? TargetURL(url))?.host ?? url
  }
}
