import MessageDigest
import Testing

@Suite struct SHA384Tests {
  /// The vectors of FIPS 180-2.
  @Test(arguments: [
    (
      "", 1,
      "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da"
        + "274edebfe76f65fbd51ad2f14898b95b"
    ),
    (
      "abc", 1,
      "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
        + "8086072ba1e7cc2358baeca134c825a7"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu", 1,
      "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712"
        + "fcc7c71a557e2db966c3e9fa91746039"
    ),
    (
      "a", 1000000,
      "9d0e1809716474cb086e834e310a4a1ced149e9c00f248527972cec5704c2a5b"
        + "07b8b3dc38ecc4ebae97ddd87f3d8985"
    ),
  ]) func digestsTheStandardsVectors(text: String, times: Int, hex: String) {
    let bytes = Array(String(repeating: text, count: times).utf8)
    let digest = SHA384.digest(of: bytes)
    #expect(digest.count == 48)
    let expected = stride(from: 0, to: hex.utf8.count, by: 2).map { start in
      UInt8(hex.dropFirst(start).prefix(2), radix: 16)
    }
    #expect(digest == expected)
  }
}
