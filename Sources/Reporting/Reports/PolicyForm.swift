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

  /// Writes a profile, with a final newline.
  ///
  /// Sources that are no legal expressions count by their legal form; those that have none are left out.
  public func text(of profile: Profile) -> String {
    let lists = Self.lists(of: profile)
    let value = lists.map { ([$0.name] + $0.sources).joined(separator: " ") }
      .joined(separator: "; ")
    let name = "Content-Security-Policy"
    switch self {
    case .policy: return value + "\n"
    case .nginx: return "add_header \(name) \"\(value)\" always;\n"
    case .apache: return "Header always set \(name) \"\(value)\"\n"
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
    }
  }

  private static func lists(of profile: Profile) -> [(name: String, sources: [String])] {
    profile.directives.filter { $0.name != Profile.unspecified }.map { directive in
      let tokens = directive.requirements.map { $0.legal ?? $0.source }
      return (directive.name, tokens.filter { SourceExpression($0).isLegal })
    }
  }

  /// A string literal of JavaScript; no legal source holds a double quote or a backslash.
  private static func quoted(_ text: String) -> String { "\"\(text)\"" }
}
