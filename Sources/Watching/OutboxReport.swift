import Diagnostics
public import JSONText
public import ProjectConfiguration
public import Reporting

/// What is in the outbox, and how the channels are.
public struct OutboxReport: PlainReport {
  /// The messages, the oldest first.
  public var messages: [OutboxMessage]
  /// The configured channels.
  public var channels: [Channel]
  /// Channels that take no more messages, with the reason.
  public var disabled: [String: String]

  /// Makes a report.
  public init(messages: [OutboxMessage], channels: [Channel], disabled: [String: String]) {
    self.messages = messages
    self.channels = channels
    self.disabled = disabled
  }

  /// A line a message and a channel.
  public func text(style: Style) -> String {
    var lines: [String] = []
    for message in messages {
      let what = message.candidate ?? message.vendor ?? ""
      let state =
        message.status == "dead" ? style.red("dead     ") : message.status.padding(to: 9)
      var line =
        "\(String(message.id).padding(to: 5)) \(state) \(message.channel.printable.padding(to: 12)) "
        + "\(message.type.padding(to: 20)) \(what.printable)"
      if let problem = message.problem {
        line += "   \(message.attempts.counted("attempt")): \(problem.printable)"
      }
      lines.append(line)
    }
    if messages.isEmpty { lines.append("The outbox is empty.") }
    for channel in channels {
      let state = disabled[channel.name].map { "DISABLED: \($0.printable)" } ?? "in use"
      lines.append(
        "channel \(channel.name.printable.padding(to: 12)) \(channel.kind.rawValue.padding(to: 8)) "
          + state)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The whole report, as docs/json/alerts.md describes it.
  public var json: JSON {
    [
      "cspreg": .head("alerts"), "messages": .array(lines),
      "channels": .array(
        channels.map {
          [
            "name": .string($0.name), "type": .string($0.kind.rawValue),
            "disabled": JSON(disabled[$0.name]),
          ]
        }),
    ]
  }

  /// One a message.
  public var lines: [JSON] {
    messages.map { message in
      [
        "id": .int(message.id), "key": .string(message.key), "channel": .string(message.channel),
        "type": .string(message.type), "vendor": JSON(message.vendor),
        "candidate": JSON(message.candidate), "level": .string(message.level),
        "status": .string(message.status), "attempts": .int(message.attempts),
        "created_at": .string(Moment.text(message.createdAt)),
        "due_at": .string(Moment.text(message.dueAt)),
        "ended_at": JSON(message.endedAt.map { Moment.text($0) }),
        "problem": JSON(message.problem?.printable),
        "message": JSON((try? JSON(parsing: message.body))?["message"]?.string),
      ]
    }
  }
}
