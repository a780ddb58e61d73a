import ContentSecurityPolicy
import Testing
import ThreadTime

@testable import Deployments

/// Marks that nothing ends take a time that grows with the file and not with its square.
@Suite struct UnendedMarksTests {
  @Test(arguments: [
    ("app.py", "{"), ("page.php", "{"), ("config.rb", "{"), ("site.toml", "{"),
    ("site.yaml", "{{ "), ("page.html.erb", "<% x "), ("page.html.j2", "{% if x %}"),
    ("haproxy.cfg", "{%"), ("nameless", "{{ x {% "),
  ])
  func areLookedAtOnce(path: String, mark: String) {
    let text = String(repeating: mark, count: 100_000 / mark.utf8.count)
    let time = threadSeconds {
      _ = Platforms.read(SourceFile(path: path, bytes: Array(text.utf8)))
    }
    #expect(time < 20, "\(time) s")
  }
}
