import Bytes
import CaptureBuilding
import Testing

@testable import Protocols

@Suite struct CertificateTests {
  private let names = ["sws.update.microsoft.com", "*.example.com", "192.0.2.1", "2001:db8::1"]

  @Test func anEllipticCertificateIsRead() {
    let der = FixtureCertificates.elliptic
    let summary = CertificateSummary(der: der.span)
    #expect(summary.fault == nil)
    #expect(summary.subject == "CN=Contoso Inspection CA,O=Contoso\\, Ltd.,C=US")
    #expect(summary.issuer == summary.subject)
    #expect(summary.serial == "0a1b2c3d4e5f")
    #expect(summary.notBefore == 1_795_389_006)
    #expect(summary.notAfter == 2_110_749_006)
    #expect(summary.subjectAlternativeNames == names)
    #expect(summary.sha256 == "56b2a365854c17ab7ca50691113c89329b244973a00e4e1a111862de4b291058")
    #expect(summary.key == "EC P-256")
    #expect(summary.signature == "ecdsaWithSHA256")
  }

  @Test func aShortRSAKeyIsNoFault() {
    let der = FixtureCertificates.shortRSA
    let summary = CertificateSummary(der: der.span)
    #expect(summary.fault == nil)
    #expect(summary.subject == "CN=proxy.contoso.com")
    #expect(summary.key == "RSA 1024")
    #expect(summary.signature == "sha1WithRSAEncryption")
    #expect(summary.subjectAlternativeNames == names)
  }

  /// The certificate's names with the type of the common name's string changed, and its bytes replaced.
  private func subject(type: UInt8, _ value: [UInt8]) -> String {
    let commonName: [UInt8] = [6, 3, 0x55, 4, 3]
    func wrapped(_ tag: UInt8, _ bytes: [UInt8]) -> [UInt8] { [tag, UInt8(bytes.count)] + bytes }
    let name = wrapped(0x30, wrapped(0x31, wrapped(0x30, commonName + wrapped(type, value))))
    let algorithm = wrapped(0x30, wrapped(6, [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5]))
    let time = wrapped(0x17, Array("200720091402Z".utf8))
    let fields = [wrapped(2, [1]), algorithm, name, wrapped(0x30, time + time), name]
    let summary = CertificateSummary(der: wrapped(0x30, wrapped(0x30, fields.flatMap { $0 })).span)
    #expect(summary.subject == summary.issuer)
    return summary.subject
  }

  @Test func everyTypeOfStringIsRead() {
    let ascii = Array("a, b".utf8)
    for type: UInt8 in [12, 18, 19, 20, 22, 26] {
      #expect(subject(type: type, ascii) == "CN=a\\, b", "type \(type)")
    }
    #expect(subject(type: 19, Array("*.example.com".utf8)) == "CN=*.example.com")
    #expect(subject(type: 20, [0x5a, 0xfc, 0x72]) == "CN=Zür")
    #expect(subject(type: 30, [0, 0x5a, 0, 0xfc, 0x20, 0xac]) == "CN=Zü€")
    #expect(subject(type: 28, [0, 0, 0, 0x5a, 0, 1, 0xf5, 0x12]) == "CN=Z🔒")
  }

  /// One name that is wrong takes nothing else of a certificate away.
  @Test func everyByteOfANameIsRead() {
    for (bytes, text) in [
      (Array("a.example.com".utf8), "a.example.com"), (Array("zü.example.com".utf8), "zü.example.com"),
      ([0x7a, 0xfc], "zü"), ([0x61, 0, 0x62], "a\u{0}b"), ([], ""),
    ] as [([UInt8], String)] {
      let der = NamedCertificate.der(subject: [0x73], issuer: [0x69], alternativeName: bytes)
      let summary = CertificateSummary(der: der.span)
      #expect(summary.fault == nil)
      #expect(summary.subject == "CN=s")
      #expect(summary.subjectAlternativeNames == [text])
    }
  }

  @Test func whatIsNoTextStandsInHexadecimal() {
    #expect(subject(type: 4, [1, 2]) == "CN=#04020102")
    // An odd byte, a lone surrogate, and more than Unicode has.
    #expect(subject(type: 30, [0, 0x41, 0]) == "CN=#1e03004100")
    #expect(subject(type: 30, [0xd8, 0]) == "CN=#1e02d800")
    #expect(subject(type: 28, [0x7f, 0, 0, 0]) == "CN=#1c047f000000")
  }

  @Test func everyPrefixHasAFaultAndADigest() {
    let der = FixtureCertificates.elliptic
    for count in 0..<der.count {
      let summary = CertificateSummary(der: Array(der[..<count]).span)
      #expect(summary.fault != nil && summary.sha256.count == 64, "\(count) bytes")
    }
  }

  @Test func changedBytesNeverTrap() {
    var numbers = SeededNumbers(state: 41)
    for _ in 0..<3000 {
      var der = Bool.random(using: &numbers) ? FixtureCertificates.elliptic : FixtureCertificates.shortRSA
      for _ in 0..<Int.random(in: 1...4, using: &numbers) {
        der[Int.random(in: 0..<der.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
      }
      #expect(CertificateSummary(der: der.span).sha256.count == 64)
    }
  }

  @Test func sizeIsBounded() {
    let summary = CertificateSummary(
      der: [UInt8](repeating: 0x30, count: CertificateSummary.maximumSize + 1).span)
    #expect(summary.fault == .tooLong(limit: 65536))
    #expect(summary.sha256.count == 64)
  }

  @Test func datesAreCountedInDays() {
    #expect(GregorianCalendar.days(1970, 1, 1) == 0)
    #expect(GregorianCalendar.days(2000, 3, 1) == 11_017)
    #expect(GregorianCalendar.days(1950, 1, 1) == -7305)
    #expect(GregorianCalendar.days(9999, 12, 31) == 2_932_896)
  }

  @Test func addressesAreWrittenShort() {
    let groups: [([UInt16], String)] = [
      ([0, 0, 0, 0, 0, 0, 0, 0], "::"), ([1, 0, 0, 2, 0, 0, 0, 3], "1:0:0:2::3"),
      ([1, 0, 2, 3, 4, 5, 6, 7], "1:0:2:3:4:5:6:7"),
      ([1, 0, 0, 2, 3, 0, 0, 4], "1::2:3:0:0:4"), ([1, 2, 3, 4, 5, 6, 0, 0], "1:2:3:4:5:6::"),
    ]
    for (value, text) in groups {
      let bytes = value.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
      #expect(CertificateName.address(bytes) == text)
    }
    #expect(CertificateName.address([1, 2]) == "0102")
  }
}
