import CommandOptions
import Diagnostics
import Fetching
import Watching

/// A delivery that was started.
struct RunningDelivery {
  private enum State {
    case fetching(ChildProcess)
    case running(ChildProcess)
    case done(DeliveryResult)
  }

  /// How long a command may take, in seconds.
  private static let patience = 60

  private let state: State

  /// Starts a delivery.
  ///
  /// - Parameters:
  ///   - delivery: What is to be done.
  ///   - print: Takes lines for standard output.
  init(_ delivery: Delivery, print: (String) throws(CommandError) -> Void) {
    do throws(CommandError) {
      switch delivery {
      case .request(let request): state = .fetching(try FetchProgram.start(request))
      case .command(let path, let arguments, let environment, let input):
        state = .running(
          try ChildProcess(path, arguments, input: input, environment: environment))
      case .file(let path, let change):
        let old = isFile(path) ? try Input.read(path) : []
        try replaceFile(change(old), at: path)
        state = .done(.delivered)
      case .line(let text):
        try print(text)
        state = .done(.delivered)
      }
    } catch {
      state = .done(.failed(error.description, retryAfter: nil))
    }
  }

  /// Waits for its end.
  func result() -> DeliveryResult {
    switch state {
    case .done(let result): return result
    case .running(let process):
      guard let result = process.wait(seconds: Self.patience) else {
        return .failed("the command ran longer than \(Self.patience) s.", retryAfter: nil)
      }
      return result.exit == 0
        ? .delivered
        : .failed("the command ended with \(result.exit): \(result.lastError)", retryAfter: nil)
    case .fetching(let process):
      do throws(CommandError) {
        return DeliveryResult(try FetchProgram.response(of: process.wait()))
      } catch {
        return .failed(error.description, retryAfter: nil)
      }
    }
  }
}
