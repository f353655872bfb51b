import Diagnosis
import Packets
import PolicyFiles
import Testing

@testable import Anonymization

@Suite struct PacketPseudonymTests {
  private static func pseudonyms(_ key: String? = "key") -> PacketPseudonyms {
    var pseudonyms = PacketPseudonyms(policy: .builtIn, key: key)
    pseudonyms.isCollecting = false
    return pseudonyms
  }

  private static func address(_ text: String) -> IPAddress { IPAddress(text) ?? IPAddress(v4: 0) }

  @Test func addressesKeepTheirClass() {
    var pseudonyms = Self.pseudonyms()
    for (text, prefix) in [
      ("192.168.7.5", "10."), ("172.16.0.9", "10."), ("10.0.0.1", "10."), ("100.64.1.1", "100."),
      ("169.254.7.7", "169.254."), ("127.0.0.9", "127."), ("239.1.2.3", "233.252.0."),
      ("2003:7::1", "2001:db8::"), ("fe80::215:5dff:fe0a:1", "fe80::"), ("fd12:3456::1", "fd00::"),
      ("ff05::1:3", "ff02::1:"), ("::ffff:192.168.7.5", "::ffff:10."), ("64:ff9b::808:808", "64:ff9b::"),
    ] {
      let (old, new) = (Self.address(text), pseudonyms.address(Self.address(text)))
      #expect(new != old && "\(new)".hasPrefix(prefix) && new.isPrivate == old.isPrivate, "\(text) \(new)")
      #expect(pseudonyms.address(old) == new)
    }
    for text in ["0.0.0.0", "127.0.0.1", "255.255.255.255", "224.0.0.251", "::", "::1", "ff02::fb"] {
      #expect("\(pseudonyms.address(Self.address(text)))" == text)
    }
    let mapped = pseudonyms.address(Self.address("::ffff:192.168.7.5"))
    #expect(mapped.low & 0xffff_ffff == pseudonyms.address(Self.address("192.168.7.5")).low)
  }

  /// There are fewer addresses for documentation than a capture may have.
  @Test func manyAddresses() {
    var pseudonyms = Self.pseudonyms()
    let all = (1...2000).map { pseudonyms.address(IPAddress(v4: 0x0808_0000 + $0)) }
    #expect(Set(all).count == 2000 && all.allSatisfy { !$0.isPrivate })
  }

  /// An address of the capture is nobody's pseudonym.
  @Test func addressesOfTheCapture() {
    var pseudonyms = PacketPseudonyms(policy: .builtIn, key: "key")
    let originals = Set((1...254).map { IPAddress(v4: 0xc000_0200 + $0) })
    for address in originals { #expect(pseudonyms.address(address) == address) }
    pseudonyms.isCollecting = false
    #expect(originals.allSatisfy { !originals.contains(pseudonyms.address($0)) })
  }

  @Test func names() {
    var pseudonyms = Self.pseudonyms()
    func name(_ text: String) -> String { String(decoding: pseudonyms.name(Array(text.utf8)), as: UTF8.self) }
    let one = name("WSUS-01.contoso.com")
    #expect(one.hasSuffix(".com") && one.utf8.count == 19 && Array(one.utf8)[4] == UInt8(ascii: "-"))
    #expect(one.first?.isUppercase == true && one.lowercased() == name("wsus-01.Contoso.com").lowercased())
    #expect(name("contoso") == one.split(separator: ".")[1])
    #expect(name("fe2.update.microsoft.com") == "fe2.update.microsoft.com")
    #expect(
      name("pc.microsoft.com").hasSuffix(".microsoft.com") && name("pc.microsoft.com") != "pc.microsoft.com")
    #expect(name("microsoft.com.evil.example").hasSuffix(".evil.example") == false)
    #expect(name("müller") == name("müller") && name("müller").contains("??"))
    #expect(Set((0...9).map { name("\($0)") }).count == 10)
    let address = name("192.0.2.7")
    #expect(address.utf8.count == 9 && Self.address(address).isIPv4 && address != "192.0.2.7")
  }

  @Test func keys() {
    var (one, same, other, random) = (
      Self.pseudonyms(), Self.pseudonyms(), Self.pseudonyms("other"), Self.pseudonyms(nil)
    )
    let name = Array("wsus01.contoso.com".utf8)
    let first = one.name(name)
    #expect(same.name(name) == first && other.name(name) != first && random.name(name) != first)
    #expect(one.opaque(name) == same.opaque(name) && one.opaque(name) != other.opaque(name))
  }

  @Test func cards() {
    let pseudonyms = Self.pseudonyms()
    #expect(pseudonyms.card([0x00, 0x15, 0x5d, 1, 2, 3])[0] == 0x02)
    #expect(pseudonyms.card([0x01, 0x00, 0x5e, 0, 0, 0xfb]).starts(with: [0x01, 0x00, 0x5e]))
    #expect(pseudonyms.card([0x33, 0x33, 0xff, 1, 2, 3]).starts(with: [0x33, 0x33]))
    let broadcast = [UInt8](repeating: 0xff, count: 6)
    #expect(pseudonyms.card(broadcast) == broadcast)
  }
}
