import Testing

import Diagnostics

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("userpliot", "userpilot"), ("Userpilot", "userpilot"), ("userpilt", "userpilot"),
    ("vektiss", "vektis"), ("hotjra", "hotjar"), ("zzz", nil), ("", nil),
  ]) func finds(_ name: String, _ nearest: String?) {
    #expect(NearestName.of(name, in: ["hotjar", "userpilot", "vektis"]) == nearest)
  }

  @Test(arguments: [("", "abc", 3), ("abc", "abc", 0), ("ab", "ba", 1), ("kitten", "sitting", 3)])
  func countsEdits(_ left: String, _ right: String, _ distance: Int) {
    #expect(NearestName.distance(Array(left.utf8), Array(right.utf8)) == distance)
    #expect(NearestName.distance(Array(right.utf8), Array(left.utf8)) == distance)
  }
}
