import ContentSecurityPolicy
import Deployments
import Testing

/// What a configuration is read to say is what its program sends, before and after it is patched.
@Suite struct ServedPolicyTests {
  @Test(
    .enabled(if: Serving.nginx.isInstalled, "nginx is not installed"),
    arguments: ServedCase.all(of: "nginx"))
  func nginx(_ served: ServedCase) throws { try compare(served, Serving.nginx) }

  @Test(
    .enabled(if: Serving.apache.isInstalled, "apache2 is not installed"),
    arguments: ServedCase.all(of: "apache"))
  func apache(_ served: ServedCase) throws { try compare(served, Serving.apache) }

  @Test(
    .enabled(if: Serving.htaccess.isInstalled, "apache2 is not installed"),
    arguments: ServedCase.all(of: "htaccess"))
  func htaccess(_ served: ServedCase) throws { try compare(served, Serving.htaccess) }

  @Test(
    .enabled(if: Serving.caddy.isInstalled, "caddy is not installed"),
    arguments: ServedCase.all(of: "caddy"))
  func caddy(_ served: ServedCase) throws { try compare(served, Serving.caddy) }

  @Test(
    .enabled(if: Serving.haproxy.isInstalled, "haproxy is not installed"),
    arguments: ServedCase.all(of: "haproxy"))
  func haproxy(_ served: ServedCase) throws { try compare(served, Serving.haproxy) }

  @Test(
    .enabled(if: Evaluating.next.interpreter() != nil, "node is not installed"),
    arguments: ServedCase.all(of: "nextjs"))
  func next(_ served: ServedCase) throws { try compare(served, Evaluating.next) }

  @Test(
    .enabled(if: Evaluating.helmet.interpreter() != nil, "node is not installed"),
    arguments: ServedCase.all(of: "helmet"))
  func helmet(_ served: ServedCase) throws { try compare(served, Evaluating.helmet) }

  @Test(
    .enabled(if: Evaluating.django3.interpreter() != nil, "django-csp 3 is not installed"),
    arguments: ServedCase.all(of: "django-csp-3"))
  func django3(_ served: ServedCase) throws { try compare(served, Evaluating.django3) }

  @Test(
    .enabled(if: Evaluating.django4.interpreter() != nil, "django-csp 4 is not installed"),
    arguments: ServedCase.all(of: "django-csp-4"))
  func django4(_ served: ServedCase) throws { try compare(served, Evaluating.django4) }

  @Test(
    .enabled(if: Evaluating.rails.interpreter() != nil, "Ruby's actionpack is not installed"),
    arguments: ServedCase.all(of: "rails"))
  func rails(_ served: ServedCase) throws { try compare(served, Evaluating.rails) }

  @Test(
    .enabled(if: Evaluating.svelteKit.interpreter() != nil, "node is not installed"),
    arguments: ServedCase.all(of: "sveltekit"))
  func svelteKit(_ served: ServedCase) throws { try compare(served, Evaluating.svelteKit) }

  @Test(
    .enabled(if: Evaluating.php.interpreter() != nil, "PHP is not installed"),
    arguments: ServedCase.all(of: "php"))
  func php(_ served: ServedCase) throws { try compare(served, Evaluating.php) }

  @Test(
    .enabled(if: Evaluating.laravel.interpreter() != nil, "PHP 8.1 is not installed"),
    arguments: ServedCase.all(of: "laravel"))
  func laravel(_ served: ServedCase) throws { try compare(served, Evaluating.laravel) }

  @Test(
    .enabled(if: Evaluating.java.interpreter() != nil, "Java is not installed"),
    arguments: ServedCase.all(of: "java"))
  func java(_ served: ServedCase) throws { try compare(served, Evaluating.java) }

  private func compare(_ served: ServedCase, _ program: Serving) throws {
    let port = try LoopbackRequest.freePort()
    try compare(served, served.file(on: port)) {
      try program.answers(to: served.expectations, $0, port: port)
    }
  }

  private func compare(_ served: ServedCase, _ program: Evaluating) throws {
    try compare(served, served.file(on: 18080)) {
      try program.answers(to: served.expectations, $0)
    }
  }

  private func compare(
    _ served: ServedCase, _ file: SourceFile,
    _ answers: (SourceFile) throws -> [[(name: String, value: String)]]
  ) throws {
    let found = try #require(Platforms.read(file))
    let policies = found.policies
    #expect(!served.expectations.isEmpty)
    let sent = Set(served.expectations.flatMap(\.policies))
    #expect(
      sent == Set(1..<policies.count + 1),
      "every policy that was read is sent somewhere: \(policies.map { SentPolicy($0) })")
    let whole = found.source ?? file
    #expect(
      Set(whole.parts.dropFirst().map(\.path)) == Set(served.included.keys),
      "every file is included")
    compare(served, policies, try answers(whole), "as it is")

    var patched = whole
    var marks: [String] = []
    for index in policies.indices {
      for (name, isNew) in [("script-src", false), ("worker-src", true)] {
        let now = try #require(Platforms.read(patched)?.policies)
        guard now.count == policies.count else { break }
        let mark = "https://\(isNew ? "new" : "added")\(index).test"
        guard
          let edits = try? PolicyPatch(now[index], of: patched).edits(adding: [mark], to: name),
          let then = patched.applying(edits)
        else { continue }
        // `fix` refuses an edit that would not read as meant.
        let list = Platforms.read(then)?.policies[index].policies.policies.first?.directive(name)
        guard list?.tokens.contains(mark) == true else { continue }
        patched = then
        marks.append(mark)
      }
    }
    let after = try #require(Platforms.read(patched)?.policies)
    #expect(!marks.isEmpty && after.count == policies.count)
    let answers = try answers(patched)
    compare(served, after, answers, "patched")
    let text = answers.joined().map(\.value).joined(separator: "\n")
    for mark in marks { #expect(text.contains(mark), "\(mark) is not sent") }
  }

  private func compare(
    _ served: ServedCase, _ policies: [DeployedPolicy],
    _ answers: [[(name: String, value: String)]], _ state: String
  ) {
    for (expectation, answer) in zip(served.expectations, answers) {
      let read = expectation.policies.filter { $0 <= policies.count }.map {
        SentPolicy(policies[$0 - 1])
      }
      let differences = SentPolicy.differences(read: read, sent: SentPolicy.all(in: answer))
      #expect(
        differences == [], "\(state), \(expectation.host)\(expectation.path)")
    }
  }
}
