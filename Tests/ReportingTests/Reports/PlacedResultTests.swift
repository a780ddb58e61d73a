import Reporting
import Testing

@Suite struct PlacedResultTests {
  @Test(
    arguments: [
      ("a/b.conf", 3, "a/b.conf:3"), ("a", nil, "a"), (nil, 7, "policy:7"), (nil, nil, "policy"),
      ("a\u{1B}[2J\nb", 1, "a[2Jb:1"),
    ] as [(String?, Int?, String)]) func namesThePlace(path: String?, line: Int?, place: String)
  {
    #expect(PlacedResult(path: path, line: line, result: Samples.safe).place == place)
  }
}
