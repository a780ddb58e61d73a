import ContentSecurityPolicy
import Deployments
import JSONText
import Reporting
import RequirementSamples
import Testing
import VendorRequirements

@Suite struct PolicyFormTests {
  static let profile: Profile = {
    var profile = Profile(sample: "connect-src 'self' https://a.acorn.test; img-src *bad|")
    profile.add(Requirement(source: "*oak.test", legal: "*.oak.test"), to: "img-src")
    profile.add(Requirement(source: "c.acorn.test"), to: Profile.unspecified)
    return profile
  }()
  static let value = "connect-src 'self' https://a.acorn.test; img-src *.oak.test"

  @Test(arguments: PolicyForm.allCases) func everyFormHasTheLegalSources(form: PolicyForm) {
    let text = form.text(of: Self.profile)
    #expect(text.contains("https://a.acorn.test") && text.contains("*.oak.test"))
    #expect(!text.contains("*bad") && !text.contains("*oak") && !text.contains("c.acorn"))
    #expect(text.hasSuffix("\n"))
    if form != .helmet { #expect(text.contains(Self.value)) }
  }

  /// The file that each form belongs into.
  static let files: [(form: PolicyForm, name: String)] = [
    (.policy, "policy.txt"), (.nginx, "nginx.conf"), (.apache, ".htaccess"), (.caddy, "Caddyfile"),
    (.headers, "_headers"), (.vercel, "vercel.json"), (.helmet, "server.js"),
    (.nextjs, "next.config.js"), (.meta, "index.html"),
  ]

  /// What surrounds a form in its file.
  static func file(_ form: PolicyForm, _ text: String) -> String {
    switch form {
    case .nginx: "server {\n  \(text)}\n"
    case .caddy: "example.test {\n  \(text)}\n"
    case .helmet:
      "const helmet = require('helmet');\nconst app = require('express')();\napp.use(\(text));\n"
    case .meta: "<!doctype html>\n<html><head>\n\(text)</head></html>\n"
    default: text
    }
  }

  /// What a platform finds in the file in which a form stands: directives with their sources.
  static func found(_ form: PolicyForm, of profile: Profile) throws -> [[String]] {
    let name = try #require(files.first { $0.form == form }).name
    let text = file(form, form.text(of: profile))
    let file = SourceFile(path: name, bytes: Array(text.utf8))
    let read = try #require(Platforms.read(file), "\(name) is not read: \(text)")
    try #require(read.policies.count == 1, "\(text)")
    let policy = read.policies[0]
    #expect(policy.isStatic, "\(text)")
    let defaults = ["default-src", "base-uri", "font-src", "form-action", "frame-ancestors"]
    return policy.policies.policies.flatMap(\.directives).map { directive in
      [directive.name] + directive.sources.map(\.token)
    }.filter { directive in
      // helmet adds its own directives to those that are given.
      form != .helmet || profile.directives.contains { $0.name == directive[0] }
        || !defaults.contains(directive[0])
    }
  }

  /// Every profile of the registry, in every form, says to its platform what the profile asks for.
  @Test(arguments: PolicyForm.allCases) func platformsReadTheFormsBack(form: PolicyForm) throws {
    for bundled in try VersionRecord.bundledVendors() {
      for profile in try #require(bundled.versions.last).profiles {
        let wanted = profile.directives.filter { $0.name != Profile.unspecified }.compactMap {
          directive -> [String]? in
          let sources = directive.requirements.map { $0.legal ?? $0.source }
            .filter { SourceExpression($0).isLegal }
          if form == .meta, directive.name == "frame-ancestors" { return nil }
          return sources.isEmpty ? nil : [directive.name] + sources
        }
        if wanted.isEmpty { continue }
        let found = try Self.found(form, of: profile)
        for directive in wanted {
          #expect(found.contains(directive), "\(bundled.vendor.id) \(profile.name)")
        }
        if form != .helmet { #expect(found == wanted, "\(bundled.vendor.id)") }
      }
    }
  }

  @Test func oddPathsStayWhatTheyAre() throws {
    let profile = Profile(sample: "img-src https://a.acorn.test/$host/100%25/it's/a&b")
    let source = "https://a.acorn.test/$host/100%25/it's/a&b"
    for (form, _) in Self.files where form != .nginx && form != .apache {
      #expect(try Self.found(form, of: profile).contains(["img-src", source]), "\(form)")
    }
    // nginx takes `$host` for a variable, Apache `%` for the beginning of a format.
    #expect(PolicyForm.nginx.text(of: profile).contains("/%24host/100%25/"))
    #expect(PolicyForm.apache.text(of: profile).contains("/$host/100%%25/"))
  }

  @Test func emptyListsAreLeftOut() {
    let profile = Profile(sample: "img-src *bad; font-src f.acorn.test")
    #expect(PolicyForm.policy.text(of: profile) == "font-src f.acorn.test\n")
  }

  @Test func pagesHaveNoDirectivesWithoutEffect() {
    let profile = Profile(sample: "frame-ancestors f.acorn.test; img-src i.acorn.test")
    #expect(PolicyForm.meta.text(of: profile).contains("content=\"img-src i.acorn.test\""))
  }

  @Test func vercelIsJSON() throws {
    let text = PolicyForm.vercel.text(of: Self.profile)
    let json = try JSONNode(parsing: Array(text.utf8), file: "vercel.json").json
    #expect(json["headers"]?[0]?["headers"]?[0]?["value"]?.string == Self.value)
  }

  @Test func serversHaveTheirOwnWords() {
    #expect(
      PolicyForm.nginx.text(of: Self.profile)
        == "add_header Content-Security-Policy \"\(Self.value)\" always;\n")
    #expect(
      PolicyForm.apache.text(of: Self.profile)
        == "Header always set Content-Security-Policy \"\(Self.value)\"\n")
  }
}
