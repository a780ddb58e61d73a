import Testing

@testable import Fetching

@Suite struct NetworkAddressTests {
  @Test(arguments: [
    ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
    ("::", "0:0:0:0:0:0:0:0"), ("::1", "0:0:0:0:0:0:0:1"),
    ("2001:DB8::8:800:200c:417a", "2001:db8:0:0:8:800:200c:417a"),
    ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("::ffff:192.0.2.1", "0:0:0:0:0:ffff:c000:201"),
    ("1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:c000:201"), ("fe80::", "fe80:0:0:0:0:0:0:0"),
  ]) func reads(text: String, shown: String) {
    #expect(NetworkAddress(text)?.description == shown)
  }

  @Test(arguments: [
    "", "1", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1",
    "127.0.0.01", "127.0.0.1.", ".127.0.0.1", "127.0.0.256", "127.0.0.-1", "127.0.0.1 ",
    "+127.0.0.1", "1.2.3.4.5", ":::", ":1", "1:", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3",
    "12345::", "fe80::1%eth0", "fe80::1%25eth0", "::127.0.0.01", "::1.2.3", "g::", "::+1",
    "1:2:3:4:5:6:7::8", "[::1]", "1.2.3.4::",
  ]) func readsNothingLooser(text: String) {
    #expect(NetworkAddress(text) == nil)
  }

  /// Addresses that must never be fetched from, in every form in which a resolver may give them.
  @Test(arguments: [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254",
    "127.0.0.1", "127.255.255.254", "169.254.169.254", "169.254.170.2", "172.16.0.1",
    "172.31.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1",
    "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255",
    "240.0.0.1", "255.255.255.255",
    "::", "::1", "::2", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1", "64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b::10.0.0.1",
    "64:ff9b:1::1", "100::1", "2001::1", "2001:0:7f00:1::", "2001:10::1", "2001:20::1",
    "2001:db8::1", "2002:7f00:1::", "2002:a9fe:a9fe::1", "2002:808:808::1", "3fff::1", "5f00::1",
    "4000::1", "fc00::1", "fd00:ec2::254", "fdff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1",
    "ff0e::1",
  ]) func refuses(text: String) throws {
    let address = try #require(NetworkAddress(text))
    #expect(address.restriction != nil)
    #expect(throws: Refusal.self) { try Permission().check([address]) }
    #expect(throws: Never.self) { try Permission(privateAddresses: true).check([address]) }
  }

  @Test(arguments: [
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
    "126.255.255.255", "128.0.0.0", "169.253.255.255", "169.255.0.0", "172.15.255.255",
    "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
    "223.255.255.255", "2606:4700::1111", "2a00:1450::1", "2001:200::1", "2003::1",
    "64:ff9b::8.8.8.8",
  ]) func takes(text: String) throws {
    #expect(try #require(NetworkAddress(text)).restriction == nil)
  }

  /// One private address among public ones is enough: which one is connected to is not ours to say.
  @Test func oneOfSeveralIsEnough() throws {
    let addresses = try ["8.8.8.8", "127.0.0.1"].map { try #require(NetworkAddress($0)) }
    #expect(throws: Refusal.self) { try Permission().check(addresses) }
  }
}
