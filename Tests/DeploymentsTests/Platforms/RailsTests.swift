import ContentSecurityPolicy
import Testing

@testable import Deployments

@Suite struct RailsTests {
  static let name = "content_security_policy.rb"

  static func initializer(_ body: String, after: String = "") -> String {
    """
    Rails.application.config.content_security_policy do |policy|
    \(body)
    end
    \(after)
    """
  }

  @Test(arguments: [
    ("  policy.img_src :self, :data, 'a.test'", "img-src 'self' data: a.test"),
    ("  policy.img_src(:self, \"a.test\")", "img-src 'self' a.test"),
    ("  policy.img_src :self,\n    'a.test' # b.test", "img-src 'self' a.test"),
    ("  policy.img_src *%w[a b], :https", "img-src a b https:"),
    ("  policy.img_src 'a'\n  policy.img_src 'b'", "img-src b"),
    ("  policy.img_src 'a'\n  policy.font_src false", "img-src a"),
    ("  policy.img_src 'a', \"https://#{ENV['CDN']}\"", "img-src a https://{{ENV['CDN']}}"),
    ("  policy.img_src 'a', -> { request.host }", "img-src a {{request.host}}"),
    ("  policy.img_src :self, ENV.fetch('CDN')", "img-src 'self' {{ENV.fetch('CDN')}}"),
    (
      "  policy.img_src 'a'\n  policy.upgrade_insecure_requests",
      "img-src a; upgrade-insecure-requests"
    ),
    ("  policy.img_src 'a'\n  policy.img_src 'b' if Rails.env.development?", "img-src a"),
    (
      "  policy.img_src 'a'\n  if Rails.env.development?\n    policy.img_src 'b'\n  end\n  policy.font_src 'c'",
      "img-src a; font-src c"
    ),
    (
      "  # policy.img_src 'x'\n  policy.img_src 'a'\n=begin\n  policy.font_src 'x'\n=end",
      "img-src a"
    ),
  ]) func readsCalls(body: String, expected: String) {
    let text = Self.initializer(body)
    let found = Rails.lines(text, name: Self.name)?.map {
      String($0.drop { $0 != " " }.dropFirst())
    }
    #expect(found == [expected])
    #expect(Rails.expectRoundTrips(text, name: Self.name) > 0)
  }

  @Test func noncesAndReportOnly() {
    let text = Self.initializer(
      "  policy.script_src :self\n  policy.style_src :self\n  policy.img_src :self",
      after: """
        Rails.application.config.content_security_policy_nonce_generator = ->(request) { SecureRandom.base64(16) }
        Rails.application.config.content_security_policy_nonce_directives = %w(script-src)
        Rails.application.config.content_security_policy_report_only = true
        """)
    #expect(
      Rails.lines(text, name: Self.name) == [
        "2-4: [report-only] script-src 'nonce-{{SecureRandom.base64(16)}}' 'self'; "
          + "style-src 'self'; img-src 'self'"
      ])
    #expect(Rails.expectRoundTrips(text, name: Self.name) > 0)
  }

  @Test(arguments: [
    ("  policy.img_src :self # x", "img-src", "  policy.img_src :self, \"https://new.test\" # x"),
    ("  policy.img_src :none", "img-src", "  policy.img_src \"https://new.test\""),
    ("  policy.img_src(:self, 'a')", "img-src", "  policy.img_src(:self, 'a', 'https://new.test')"),
    (
      "  policy.default_src :self, 'a' # all", "img-src",
      "  policy.default_src :self, 'a' # all\n  policy.img_src :self, 'a', 'https://new.test'"
    ),
    (
      "  policy.default_src(:self)", "img-src",
      "  policy.default_src(:self)\n  policy.img_src(:self, \"https://new.test\")"
    ),
    ("  policy.img_src *%w[a b]", "img-src", "  policy.img_src *%w[a b https://new.test]"),
  ]) func addsASource(body: String, directive: String, expected: String) {
    #expect(
      Rails.added(
        "https://new.test", to: directive, in: Self.initializer(body), name: Self.name)
        == Self.initializer(expected))
  }

  @Test func headersThatAreSet() {
    let text = """
      class DocsController < ApplicationController
        def show
          response.headers["Content-Security-Policy"] = "img-src 'self' #{cdn}"
        end
      end
      Rails.application.config.action_dispatch.default_headers = {
        'X-Frame-Options' => 'DENY',
        'Content-Security-Policy-Report-Only' => "img-src a; " + "font-src b",
      }
      """
    #expect(
      Rails.lines(text, name: "docs.rb") == [
        "3-3: <DocsController> img-src 'self' {{cdn}}",
        "8-8: [report-only] img-src a; font-src b",
      ])
    #expect(Rails.expectRoundTrips(text, name: "docs.rb") > 1)
  }

  @Test func whatOnlyDevelopersGetIsLeftOut() {
    let body = "  policy.img_src 'a'\n  policy.font_src 'b' if Rails.env.development?"
    #expect(
      Rails.lines(Self.initializer(body), name: Self.name) == ["2-2: img-src a"])
    let other = "  policy.img_src 'a'\n  policy.font_src 'b' unless Rails.env.development?"
    #expect(
      Rails.lines(Self.initializer(other), name: Self.name) == ["2-3: img-src a; font-src b"])
  }

  @Test func controllersHoldFragments() {
    let text = """
      class ShopController < ApplicationController
        content_security_policy only: %i[show index] do |p|
          p.script_src :self
        end
        content_security_policy false, only: :raw
        def show
          helper do |x|
            x.img_src :self
          end
        end
      end
      """
    #expect(
      Rails.lines(text, name: "shop_controller.rb") == [
        "3-3: <ShopController> (fragment) script-src 'self'"
      ])
  }

  @Test(arguments: ["puts 'a'", "class A\nend\n", "x = 'open"])
  func otherFilesAreNone(text: String) { #expect(Rails.lines(text, name: "a.rb") == nil) }

  @Test func aListMayBuildOnItself() {
    let text = """
      Rails.application.config.content_security_policy do |policy|
        policy.default_src :self
        policy.script_src :self, "https://a.test"
        policy.script_src *policy.script_src, "https://b.test"
        policy.img_src *%w[https://c.test https://d.test]
      end
      """
    #expect(
      Rails.lines(text, name: "csp.rb") == [
        "2-5: default-src 'self'; script-src 'self' https://a.test https://b.test; "
          + "img-src https://c.test https://d.test"
      ])
    // The list is copied by value: asking for it takes it out of the policy.
    #expect(
      Rails.added("https://n.test", to: "worker-src", in: text, name: "csp.rb").contains(
        "policy.worker_src \"'self'\", \"https://a.test\", \"https://b.test\", "
          + "\"https://n.test\""))
    Rails.expectRoundTrips(text, name: "csp.rb")
  }

  @Test func headersAreSetByMethodsToo() {
    let text = """
      class A < B
        def c
          response.set_header('Content-Security-Policy', "img-src a.test")
        end
      end
      """
    #expect(Rails.lines(text, name: "a_controller.rb") == ["3-3: <A> img-src a.test"])
    Rails.expectRoundTrips(text, name: "a_controller.rb")
  }
}
