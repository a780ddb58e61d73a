import Glibc

/// What is answered.
struct Answer {
  var status = "200 OK"
  var headers: [(String, String)] = []
  var body = ""

  init(_ type: String, _ body: String) {
    headers = [("Content-Type", type)]
    self.body = body
  }

  /// Leads on to another URL.
  init(redirectTo location: String) {
    status = "302 Found"
    headers = [("Location", location)]
  }

  init(status: String) { self.status = status }

  /// Sends the answer and nothing more.
  func write(to connection: Int32) {
    var text = "HTTP/1.1 \(status)\r\n"
    let common = [
      ("Access-Control-Allow-Origin", "*"), ("Cache-Control", "no-store"),
      ("Connection", "close"), ("Content-Length", String(body.utf8.count)),
    ]
    for (name, value) in headers + common { text += "\(name): \(value)\r\n" }
    let bytes = Array((text + "\r\n" + body).utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }
}
