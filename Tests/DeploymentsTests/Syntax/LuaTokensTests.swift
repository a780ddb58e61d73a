import Testing

@testable import Deployments

@Suite struct LuaTokensTests {
  static func texts(_ text: String) -> [String]? {
    LuaTokens.all(of: SourceFile(path: "", bytes: Array(text.utf8)))?.compactMap { token in
      guard case .text(let parts) = token.kind, case .text(let text)? = parts.first else {
        return nil
      }
      return ASCIIText.string(text.bytes)
    }
  }

  @Test func textsAreDecoded() {
    #expect(
      Self.texts(#"'a\'b' "c\"d\065\x42\z   e" [[f"g]] [==[h]]]==] -- "i""#)
        == ["a'b", "c\"dABe", "f\"g", "h]]"])
    #expect(Self.texts("--[[ 'a'\n ]] 'b' --[==[ ]] ]==] 'c'") == ["b", "c"])
    #expect(Self.texts("[[\na\n]]") == ["a\n"])
    #expect(Self.texts("t[1][2]") == [])
  }

  @Test(arguments: ["'a", "\"a\n\"", "[[a", "--[[ a", "[=[a]]"]) func textsMustEnd(text: String) {
    #expect(Self.texts(text) == nil)
  }
}
