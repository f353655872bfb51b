import Packets
import Testing

struct IPAddressTests {
  @Test func canonicalTexts() throws {
    // RFC 5952, sections 4 and 5, and RFC 4291, section 2.2.
    let texts = [
      "0.0.0.0", "255.255.255.255", "192.0.2.1", "::", "::1", "1::", "2001:db8::1", "2001:db8:0:1:1:1:1:1",
      "2001:db8::1:0:0:1", "2001:0:0:1::1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:0", "fe80::a:b:c:d",
      "::ffff:192.0.2.1", "::192.0.2.1", "ff02::1:ff00:1", "64:ff9b::c000:201", "::ffff:0:1:2", "1:0:0:2::",
    ]
    for text in texts { #expect(try #require(IPAddress(text), "\(text)").description == text) }
  }

  @Test func otherTextsOfTheSameAddress() {
    let pairs = [
      ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"), ("0:0:0:0:0:0:0:0", "::"), ("::0002", "::2"),
      ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("1:2:3:4:5:6:192.0.2.1", "1:2:3:4:5:6:c000:201"),
      ("0:0:0:0:0:FFFF:192.0.2.1", "::ffff:192.0.2.1"), ("::ffff:c000:201", "::ffff:192.0.2.1"),
      ("2001:db8::0:0", "2001:db8::"), ("1:0:0:2:0:0:0:0", "1:0:0:2::"), ("1:0:0:2:0:0:3:4", "1::2:0:0:3:4"),
    ]
    for (text, canonical) in pairs { #expect(IPAddress(text)?.description == canonical, "\(text)") }
  }

  @Test func textsThatNameNone() {
    let texts = [
      "", ".", ":", ":::", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.-4", "1.2.3.+4", "01.2.3.4",
      "1..3.4",
      "1.2.3.4 ", " 1.2.3.4", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "1:2:3:4:5:6:7:8::",
      "::1:2:3:4:5:6:7:8",
      "12345::", "g::", "-1::", "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4::", "::1.2.3.4:5", "::1.2.3",
      "fe80::1%eth0",
      ":1::2", "1::2:", ":::1", "1:::", "[::1]", "ffff:ffff:ffff:ffff::1", "١.2.3.4", "localhost",
    ]
    for text in texts { #expect(IPAddress(text) == nil, "\(text)") }
  }

  @Test func bytesAreInNetworkOrder() {
    #expect(IPAddress(v4: 0xc000_0201).bytes == [192, 0, 2, 1])
    #expect(
      IPAddress("2001:db8::102:304")?.bytes == [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4])
    #expect(IPAddress("0102:0304:0506:0708:090a:0b0c:0d0e:0f10")?.bytes == Array(1...16))
  }

  @Test func endPoints() {
    #expect(EndPoint(address: IPAddress(v4: 0xc000_0201), port: 443).description == "192.0.2.1:443")
    #expect(IPAddress("2001:db8::1").map { EndPoint(address: $0, port: 0).description } == "[2001:db8::1]:0")
  }

  @Test func everyTextIsReadBack() {
    var generator = SplitMix(state: 5)
    for _ in 0..<5_000 {
      // Words of few bits make many zero groups.
      let mask = generator.next() & generator.next() & 0xffff_0000_ffff_ffff
      let address = IPAddress(high: generator.next() & mask, low: generator.next() & mask & generator.next())
      #expect(IPAddress(address.description) == address, "\(address)")
      let v4 = IPAddress(v4: UInt32(truncatingIfNeeded: generator.next()))
      #expect(IPAddress(v4.description) == v4)
    }
  }
}
