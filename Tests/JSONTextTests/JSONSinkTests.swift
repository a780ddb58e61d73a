import JSONText
import Testing

@Suite struct JSONSinkTests {
  static func describe(_ sink: inout some JSONSink) {
    sink.object {
      $0.member("a", 1)
      $0.member("none", nil as String?)
      $0.member("no", nil as Int?)
      $0.member("b", "x\n \"q\"")
      $0.key("list")
      $0.array([[], [1, -2]]) { sink, numbers in sink.array(numbers) { $0.int($1) } }
      $0.member("yes", true)
      $0.member("value", ["k": ["v", nil]])
      $0.key("empty")
      $0.object { _ in }
    }
  }

  @Test func aWriterWritesWhatABuilderBuilds() {
    var builder = JSONBuilder()
    Self.describe(&builder)
    let text =
      #"{"a":1,"none":null,"no":null,"b":"x\n \"q\"","list":[[],[1,-2]],"yes":true,"#
      + #""value":{"k":["v",null]},"empty":{}}"#
    #expect(builder.result.compact() == text)
    var writer = JSONWriter()
    Self.describe(&writer)
    writer.endLine()
    Self.describe(&writer)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "\(text)\n\(text)")
  }

  @Test func aScalarStandsAlone() {
    var builder = JSONBuilder()
    builder.string("x")
    #expect(builder.result == "x")
  }

  @Test(arguments: [0, 7, -7, 10, 99, 100, -1200, .max, .min]) func numbersHaveTheirDigits(
    number: Int
  ) {
    var writer = JSONWriter()
    writer.int(number)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == String(number))
  }

  @Test func textIsTakenAsItIs() {
    var writer = JSONWriter()
    writer.array(["7", "\"s\""]) { $0.text(Array($1.utf8).span) }
    #expect(String(decoding: writer.bytes, as: UTF8.self) == #"[7,"s"]"#)
  }
}
