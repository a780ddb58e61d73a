import Diagnostics
public import Fetching
import JSONText

/// `cspreg-fetch`, the one program that opens connections.
public enum FetchProgram {
  /// Name of the executable.
  public static let name = "cspreg-fetch"

  /// What this program calls itself.
  public static let userAgent = "\(FetchRequest.product)/\(version)"

  /// Whether an operand is an address to fetch rather than a file.
  public static func isURL(_ operand: String) -> Bool {
    operand.hasPrefix("https://") || operand.hasPrefix("http://")
  }

  /// Starts a request.
  ///
  /// - Parameters:
  ///   - request: What to fetch or send.
  ///   - file: A file for the body; `nil` keeps it in memory.
  /// - Returns: The running program; ``response(of:)`` reads what it says.
  /// - Throws: That the program is not there or cannot be started.
  public static func start(
    _ request: FetchRequest, into file: String? = nil
  ) throws(CommandError) -> ChildProcess {
    var request = request
    if request.userAgent == FetchRequest.product { request.userAgent = userAgent }
    return try ChildProcess(
      beside: name, [], input: Array(request.json.compact().utf8), outputFile: file)
  }

  /// What the program said of a request.
  public static func response(
    of result: ChildProcess.Result
  ) throws(CommandError) -> FetchResponse {
    do throws(JSONError) {
      return try FetchResponse(parsing: result.metadata, file: "its metadata")
    } catch {
      throw CommandError(name, "broke off: \(result.lastError)", exitCode: .unfinished)
    }
  }

  /// Fetches a page whole.
  ///
  /// - Parameter request: What to fetch.
  /// - Returns: How it went and the body.
  /// - Throws: That there is no page: refused, failed, or answered with an error.
  public static func page(
    _ request: FetchRequest
  ) throws(CommandError) -> (response: FetchResponse, body: [UInt8]) {
    let result = try start(request).wait()
    let response = try response(of: result)
    if let problem = response.problem {
      throw CommandError(request.url, problem, exitCode: .unfinished)
    }
    return (response, result.output)
  }

  /// Says on standard error that protection is off.
  public static func warnOfPrivateAddresses() {
    printError(
      "cspreg: --allow-private: private addresses, plain http and every port are allowed.")
  }
}
