public import VendorRequirements

extension Profile {
  /// A profile from text that reads like a policy.
  ///
  /// `connect-src https://a.acorn.test https://eu.acorn.test|eu; img-src b.acorn.test`: what stands
  /// behind a bar is the region, a brace makes a placeholder, lines are counted from 1.
  public init(
    sample lists: String, name: String = "default", mode: Mode = .required,
    environment: String? = nil, condition: String? = nil
  ) {
    self.init(name: name, mode: mode, environment: environment, condition: condition)
    var line = 0
    for list in lists.split(separator: ";") {
      let words = list.split(separator: " ").map(String.init)
      guard let directive = words.first else { continue }
      directives.append(Directive(name: directive, requirements: []))
      for word in words.dropFirst() {
        line += 1
        let parts = word.split(separator: "|", maxSplits: 1).map(String.init)
        add(
          Requirement(
            source: parts[0], line: line, evidence: .policyLine,
            region: parts.count > 1 ? parts[1] : nil, placeholder: word.contains("{")),
          to: directive)
      }
    }
  }
}
