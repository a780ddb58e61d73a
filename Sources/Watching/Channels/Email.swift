import Diagnostics
import Fetching
import JSONText
import ProjectConfiguration

/// A mail through an SMTP server: `smtps://mail.example?from=a@b.example&to=c@d.example,e@f.example`.
///
/// The secret is `user:password` of the mail server.
enum Email: AlertChannel {
  static let kind = Channel.Kind.email

  static func delivery(of post: Post) throws(ChannelError) -> Delivery {
    let example = "\"smtps://mail.example?from=a@b.example&to=c@d.example\""
    let address = try post.requireAddress(example)
    let parts = address.split(separator: "?", maxSplits: 1)
    var values: [Substring: String] = [:]
    for pair in parts.dropFirst().first?.split(separator: "&") ?? [] {
      let words = pair.split(separator: "=", maxSplits: 1)
      if words.count == 2 { values[words[0]] = String(words[1]) }
    }
    guard let from = values["from"], let to = values["to"] else {
      throw ChannelError("its \"url\" needs from and to, like \(example).")
    }
    let receivers = to.split(separator: ",").map(String.init)
    let login = post.secret?.split(separator: ":", maxSplits: 1).map(String.init)
    guard login == nil || login?.count == 2 else {
      throw ChannelError("its secret must be user:password.")
    }
    return .request(
      FetchRequest(
        method: .smtp, url: String(parts[0]), body: mail(post, from: from, to: receivers),
        envelope: FetchRequest.Envelope(
          from: from, to: receivers, user: login?[0], password: login?[1]),
        permission: Permission(privateAddresses: post.channel.isPrivate),
        limits: FetchRequest.Limits(seconds: 30)))
  }

  /// The whole mail; what is not ASCII travels as base64.
  private static func mail(_ post: Post, from: String, to: [String]) -> String {
    let host = from.split(separator: "@").last.map(String.init) ?? "localhost"
    let text = Base64.encode(Array((post.message + "\n").utf8))
    var lines = [
      "From: cspreg <\(from)>", "To: \(to.joined(separator: ", "))",
      "Subject: \(word("[cspreg] " + String(post.title.prefix(120))))",
      "Message-ID: <\(post.key)@\(host)>", "Date: \(MailDate.text(post.now))",
      "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64", "Auto-Submitted: auto-generated", "",
    ]
    var rest = text[...]
    while !rest.isEmpty {
      lines.append(String(rest.prefix(76)))
      rest = rest.dropFirst(76)
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  /// A header's text, encoded in words of at most 75 characters (RFC 2047) when it is not ASCII.
  private static func word(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var words: [String] = []
    var piece: [UInt8] = []
    for character in text where !character.isNewline {
      let bytes = Array(String(character).utf8)
      if piece.count + bytes.count > 42 {
        words.append("=?utf-8?B?\(Base64.encode(piece))?=")
        piece = []
      }
      piece += bytes
    }
    if !piece.isEmpty { words.append("=?utf-8?B?\(Base64.encode(piece))?=") }
    return words.joined(separator: "\r\n ")
  }
}

/// Dates as mails write them.
enum MailDate {
  /// `Sat, 21 Nov 2026 09:30:00 +0000`.
  static func text(_ seconds: Int) -> String {
    let iso = Moment.text(seconds)
    let numbers = iso.split { !"0123456789".contains($0) }.map(String.init)
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let day = days[((seconds / 86_400) % 7 + 7) % 7]
    let month = months[(Int(numbers[1]) ?? 1) - 1]
    return "\(day), \(numbers[2]) \(month) \(numbers[0]) "
      + "\(numbers[3]):\(numbers[4]):\(numbers[5]) +0000"
  }
}
