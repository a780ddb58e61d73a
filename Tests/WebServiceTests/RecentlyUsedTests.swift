import Testing

@testable import WebService

@Suite struct RecentlyUsedTests {
  @Test func whatIsAskedForStays() {
    let store = RecentlyUsed<Int, Int>(limit: 100)
    var made: [Int] = []
    func ask(_ key: Int) -> Int {
      store.value(of: key, weight: { _ in 10 }) {
        made.append(key)
        return key * 2
      }
    }
    for number in 0..<200 {
      #expect(ask(number) == number * 2)
      #expect(ask(-1) == -2)
    }
    #expect(made.count == 201)
    #expect(ask(0) == 0)
    #expect(made.count == 202)
  }

  @Test func whatIsLookedForStaysToo() {
    let store = RecentlyUsed<Int, Int>(limit: 100)
    #expect(store[-1] == nil)
    for number in -1..<200 {
      #expect(store.value(of: number, weight: { _ in 10 }) { number } == number)
      #expect(store[-1] == -1)
    }
    #expect(store[0] == nil)
  }

  @Test func failuresAreNotKept() throws {
    struct Failure: Error {}
    let store = RecentlyUsed<Int, Int>(limit: 100)
    #expect(throws: Failure.self) { try store.value(of: 1, weight: { _ in 1 }) { throw Failure() } }
    #expect(store.value(of: 1, weight: { _ in 1 }) { 5 } == 5)
  }
}
