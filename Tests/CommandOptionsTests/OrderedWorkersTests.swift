import CommandOptions
import Testing

@Suite struct OrderedWorkersTests {
  @Test(arguments: [1, 2, 5])
  func resultsComeInOrder(_ threads: Int) {
    let workers = OrderedWorkers<Int, String>(threads) { number in
      var sum = 0
      // Early values take longest.
      for value in 0..<((100 - number % 100) * 1000) { sum &+= value }
      return "\(number) \(sum >= 0)"
    }
    var found: [String] = []
    for number in 0..<300 {
      found += workers.submit(number)
      #expect(number + 1 - found.count <= 2 * threads)
    }
    found += workers.finish()
    #expect(found == (0..<300).map { "\($0) true" })
  }

  @Test func nothingInNothingOut() {
    #expect(OrderedWorkers<Int, Int>(3) { $0 }.finish().isEmpty)
  }
}
