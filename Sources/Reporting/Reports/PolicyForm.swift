import ContentSecurityPolicy
import JSONText
public import VendorRequirements

/// A form in which what a profile asks for can be pasted.
public enum PolicyForm: String, Sendable, CaseIterable {
  /// The header's value.
  case policy
  /// An nginx directive.
  case nginx
  /// An Apache directive.
  case apache
  /// A Caddyfile directive.
  case caddy
  /// A `_headers` file (Netlify, Cloudflare Pages).
  case headers
  /// `vercel.json`.
  case vercel
  /// Options of the Express middleware helmet.
  case helmet
  /// `next.config.js`.
  case nextjs
  /// An element of a page, without the directives that have no effect there.
  case meta

  /// Name for people.
  public var title: String {
    switch self {
    case .policy: "Policy"
    case .nginx: "nginx"
    case .apache: "Apache"
    case .caddy: "Caddy"
    case .headers: "_headers"
    case .vercel: "vercel.json"
    case .helmet: "helmet"
    case .nextjs: "Next.js"
    case .meta: "<meta>"
    }
  }

  /// Writes a profile in every form, with final newlines.
  ///
  /// Sources that are no legal expressions count by their legal form; those that have none are left out.
  ///
  /// - Parameter profile: The profile.
  /// - Returns: A text a form; none where nothing can be pasted.
  public static func texts(of profile: Profile) -> [(form: PolicyForm, text: String)] {
    let lists = lists(of: profile)
    return lists.isEmpty ? [] : allCases.map { ($0, $0.text(of: lists)) }
  }

  /// Writes a profile in this form, as ``texts(of:)`` does.
  public func text(of profile: Profile) -> String { text(of: Self.lists(of: profile)) }

  private func text(of lists: [(name: String, sources: [String])]) -> String {
    // The only directive with sources that browsers ignore in a page.
    let lists = lists.filter { self != .meta || $0.name != "frame-ancestors" }
    let value = lists.map { ([$0.name] + $0.sources).joined(separator: " ") }
      .joined(separator: "; ")
    let name = "Content-Security-Policy"
    switch self {
    case .policy: return value + "\n"
    // nginx has no way to write a `$` that begins no variable; paths are compared decoded.
    case .nginx:
      return "add_header \(name) \"\(value.replacing("$", with: "%24"))\" always;\n"
    case .apache:
      return "Header always set \(name) \"\(value.replacing("%", with: "%%"))\"\n"
    case .caddy: return "header \(name) \"\(value)\"\n"
    case .headers: return "/*\n  \(name): \(value)\n"
    case .vercel:
      let header: JSON = ["key": .string(name), "value": .string(value)]
      let route: JSON = ["source": "/(.*)", "headers": .array([header])]
      return JSON.object([JSON.Member("headers", .array([route]))]).canonical()
    case .helmet:
      let lines = lists.map { list in
        let sources = list.sources.map(Self.quoted).joined(separator: ", ")
        return "      \(Self.quoted(list.name)): [\(sources)],\n"
      }
      return "helmet({\n  contentSecurityPolicy: {\n    directives: {\n\(lines.joined())"
        + "    },\n  },\n})\n"
    case .nextjs:
      return """
        module.exports = {
          async headers() {
            return [
              {
                source: "/(.*)",
                headers: [
                  { key: "\(name)", value: \(Self.quoted(value)) },
                ],
              },
            ];
          },
        };

        """
    case .meta:
      return "<meta http-equiv=\"\(name)\" content=\"\(Self.attribute(value))\">\n"
    }
  }

  private static func lists(of profile: Profile) -> [(name: String, sources: [String])] {
    profile.directives.filter { $0.name != Profile.unspecified }.compactMap { directive in
      let tokens = directive.requirements.map { $0.legal ?? $0.source }
      let legal = tokens.filter { SourceExpression($0).isLegal }
      // An empty list would block everything.
      return legal.isEmpty ? nil : (directive.name, legal)
    }
  }

  /// The inside of a quoted attribute; single quotes stay as people read them.
  private static func attribute(_ text: String) -> String {
    Markup.escaped(text).replacing("&#39;", with: "'")
  }

  /// A string literal of JavaScript; no legal source holds a double quote or a backslash.
  private static func quoted(_ text: String) -> String { "\"\(text)\"" }
}
