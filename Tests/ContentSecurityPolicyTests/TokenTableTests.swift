import Testing

@testable import ContentSecurityPolicy

@Suite struct TokenTableTests {
  @Test func equalTokensHaveEqualNumbers() {
    var generator = Generator(seed: 4)
    var table = TokenTable()
    var numbers: [[UInt8]: Int] = [:]
    for _ in 0..<20_000 {
      let token = (0..<Int(generator.next() % 20)).map { _ in generator.pick(Array("ab.".utf8)) }
      // It stands among other bytes.
      let text = [0x20] + token + [0x3B]
      let range = 1..<1 + token.count
      let place = table.place(of: text.span, range)
      #expect(place.number == numbers[token])
      if place.number == nil {
        let number = table.insert(text.span, range, at: place)
        #expect(number == numbers.count)
        numbers[token] = number
      }
    }
    #expect(numbers.count > 5_000)
    for (token, number) in numbers { #expect(Array(table[number]) == token) }
    #expect(table.size > numbers.count)
  }
}
