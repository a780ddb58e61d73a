import ContentSecurityPolicy
import Testing
import ThreadTime

@testable import Deployments

/// Marks that nothing ends take a time that grows with the file and not with its square.
@Suite struct UnendedMarksTests {
  /// Eight times as much takes eight times as long, and 64 times where every mark looks for its end.
  @Test(arguments: [
    ("app.py", "{"), ("page.php", "{"), ("config.rb", "{"), ("site.toml", "{"),
    ("site.yaml", "{{ "), ("page.html.erb", "<% x "), ("page.html.j2", "{% if x %}"),
    ("haproxy.cfg", "{%"), ("nameless", "{{ x {% "),
  ])
  func areLookedAtOnce(path: String, mark: String) {
    let times = [4_000, 32_000].map { size in
      let text = String(repeating: mark, count: size / mark.utf8.count)
      let file = SourceFile(path: path, bytes: Array(text.utf8))
      return (0..<2).map { _ in threadSeconds { _ = Platforms.read(file) } }.min() ?? 0
    }
    // What takes no time to speak of may grow as it likes.
    let growth = times[1] / max(times[0], 0.002)
    #expect(growth < 24, "\(times)")
  }
}
