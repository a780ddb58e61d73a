import Diagnostics

/// JUnit XML as build servers read it: a test case a finding or policy, a failure for what breaks.
///
/// Only what the schema of Jenkins' xUnit plug-in knows, which is the strictest: no place of a test case,
/// so that the text of a failure begins with it. See <https://github.com/testmoapp/junitxml>.
enum JUnitFormat: ReportFormat {
  static let name = "junit"

  static func write(_ report: any Report, _ surroundings: Surroundings) -> String {
    let cases = report.cases
    let failures = cases.count { $0.isReported && $0.level == .break }
    let skipped = cases.count { $0.ignored != nil || $0.isSkipped }
    let counts = "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\""
    let name = Markup.escaped(report.page.title)
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"cspreg\" \(counts)>\n"
    text += "  <testsuite name=\"\(name)\" \(counts) skipped=\"\(skipped)\">\n"
    for one in cases { text += element(one) }
    return text + "  </testsuite>\n</testsuites>\n"
  }

  private static func element(_ one: ReportCase) -> String {
    let head =
      "    <testcase name=\"\(Markup.escaped(one.name))\""
      + " classname=\"\(Markup.escaped(one.group))\""
    let message = Markup.escaped(one.message)
    let place = one.path.map { path in
      Markup.escaped(path) + (one.line.map { ":\($0)" } ?? "") + ": "
    }
    let text = (place ?? "") + message
    if let reason = one.ignored {
      return head + ">\n      <skipped message=\"\(Markup.escaped(reason))\"/>\n    </testcase>\n"
    }
    if one.isSkipped { return head + ">\n      <skipped/>\n    </testcase>\n" }
    guard let rule = one.rule else { return head + "/>\n" }
    let type = Markup.escaped(rule)
    if one.level == .break {
      return head
        + ">\n      <failure type=\"\(type)\" message=\"\(message)\">\(text)</failure>\n"
        + "    </testcase>\n"
    }
    return head + ">\n      <system-out>\(type): \(text)</system-out>\n    </testcase>\n"
  }
}
