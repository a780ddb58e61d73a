import Diagnostics

/// JUnit XML as build servers read it: a test case a finding or policy, a failure for what breaks.
///
/// See <https://github.com/testmoapp/junitxml>.
enum JUnitFormat: ReportFormat {
  static let name = "junit"

  static func write(_ report: any Report, _ surroundings: Surroundings) -> String {
    let cases = report.cases
    let failures = cases.count { $0.isReported && $0.level == .break }
    let skipped = cases.count { $0.ignored != nil || $0.isSkipped }
    let counts =
      "tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\""
    let name = Markup.escaped(report.page.title)
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"cspreg\" \(counts)>\n"
    text += "  <testsuite name=\"\(name)\" \(counts)>\n"
    for one in cases { text += element(one) }
    return text + "  </testsuite>\n</testsuites>\n"
  }

  private static func element(_ one: ReportCase) -> String {
    var head = "    <testcase name=\"\(Markup.escaped(one.name))\""
    head += " classname=\"\(Markup.escaped(one.group))\""
    if let path = one.path { head += " file=\"\(Markup.escaped(path))\"" }
    if let line = one.line { head += " line=\"\(line)\"" }
    let message = Markup.escaped(one.message)
    if let reason = one.ignored {
      return head + ">\n      <skipped message=\"\(Markup.escaped(reason))\"/>\n    </testcase>\n"
    }
    if one.isSkipped { return head + ">\n      <skipped/>\n    </testcase>\n" }
    guard let rule = one.rule else { return head + "/>\n" }
    let type = Markup.escaped(rule)
    if one.level == .break {
      return head
        + ">\n      <failure type=\"\(type)\" message=\"\(message)\">\(message)</failure>\n"
        + "    </testcase>\n"
    }
    return head + ">\n      <system-out>\(type): \(message)</system-out>\n    </testcase>\n"
  }
}
