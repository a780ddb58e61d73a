import MessageDigest
import Testing

@Suite struct SHA256Tests {
  /// The vectors of FIPS 180-2, and texts around the block size from `sha256sum`.
  @Test(arguments: [
    ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ]) func digestsTheStandardsVectors(text: String, times: Int, hex: String) {
    let bytes = Array(String(repeating: text, count: times).utf8)
    #expect(SHA256.hex(of: bytes) == hex)
  }

  @Test func everyLengthAndByteCounts() {
    var seen: Set<String> = []
    for count in 0..<200 { seen.insert(SHA256.hex(of: [UInt8](repeating: 0, count: count))) }
    #expect(seen.count == 200)
    #expect(seen.allSatisfy { $0.utf8.count == 64 })
    #expect(SHA256.hex(of: [0xFF, 0x00]) != SHA256.hex(of: [0x00, 0xFF]))
  }

  @Test func hexIsTheDigest() {
    let digest = SHA256.digest(of: Array("abc".utf8))
    #expect(digest.count == 32)
    #expect(digest.prefix(4) == [0xBA, 0x78, 0x16, 0xBF])
    #expect(digest.last == 0xAD)
  }
}
