import Testing

@testable import Deployments

@Suite struct TemplateConditionsTests {
  @Test func statementsOpenTurnAndClose() {
    var template = TemplateConditions()
    func take(_ line: String) -> [String]? {
      template.take(Array(line.utf8)) ? template.conditions : nil
    }
    #expect(take("  {%- if a and b -%}\r") == ["if a and b"])
    #expect(take("<% unless c %>") == ["if a and b", "unless c"])
    #expect(take("{{- else }}") == ["if a and b", "not c"])
    #expect(take("{% endif %}") == ["if a and b"])
    #expect(take("%{ for x in y ~}") == ["if a and b", "for x in y"])
    #expect(take("{{ end }}") == ["if a and b"])
    #expect(take("{% set x = 1 %}") == ["if a and b"])
    #expect(take("{{ x }}") == nil)
    #expect(take("text {% if d %}") == nil)
    #expect(take("{% endif %}") == [])
    #expect(take("{% endif %}") == [])
    #expect(take("{%") == nil)
  }
}
