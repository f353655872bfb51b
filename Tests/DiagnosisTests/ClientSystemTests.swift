import CaptureBuilding
import Foundation
import Protocols
import Testing

@testable import Diagnosis

/// `default: Windows Server 2012, Windows Server 2012 R2`, `foreign`, `nothing`.
func look(_ hello: Protocols.ClientHello) -> String {
  guard let hint = hello.clientSystem else { return "nothing" }
  if case .foreign = hint.stack { return "foreign" }
  let stack = hint.stack == .schannel ? "" : "undecided, "
  let years = hint.systems.map { $0.rawValue.dropFirst("Windows Server ".count) }
  return "\(stack)\(hint.order?.rawValue ?? "none") \(years.joined(separator: ", "))"
}

private func read(_ hello: CaptureBuilding.ClientHello) -> Protocols.ClientHello {
  let bytes = hello.message
  let record = ProtocolVersion(rawValue: hello.recordVersion.rawValue)
  return Protocols.ClientHello(reading: bytes.span, recordVersion: record, isComplete: true)
}

@Suite struct ClientSystemTests {
  @Test(arguments: [
    (CaptureBuilding.WindowsServer.server2008R2, TLSVersion.tls10, "default 2008 R2"),
    (.server2008R2, .tls12, "default 2008 R2"), (.server2012, .tls10, "default 2012, 2012 R2"),
    (.server2012, .tls11, "default 2012, 2012 R2"), (.server2012, .tls12, "default 2012, 2012 R2"),
    (.server2012R2, .tls10, "default 2012 R2"), (.server2012R2, .tls12, "default 2012 R2"),
    (.server2016, .tls10, "default 2016"), (.server2016, .tls12, "default 2016"),
    (.server2019, .tls10, "default 2019, 2022"), (.server2019, .tls12, "default 2019, 2022"),
    (.server2022, .tls10, "default 2022, 2025"), (.server2022, .tls12, "default 2022"),
    (.server2022, .tls13, "default 2022"), (.server2025, .tls10, "default 2022, 2025"),
    (.server2025, .tls12, "default 2022, 2025"), (.server2025, .tls13, "default 2022, 2025"),
  ])
  func defaultHellosAreNamed(
    _ system: CaptureBuilding.WindowsServer, _ version: TLSVersion, _ expected: String
  ) {
    for name in ["sws.update.microsoft.com", nil] {
      #expect(look(read(.schannel(system, version: version, name: name))) == expected)
    }
  }

  @Test(arguments: [
    // Internet Explorer 8 and 9 on Windows 7, and 10 on Windows Phone 8.0: before any update.
    (
      WrittenHello(
        suites: "002f 0035 0005 000a c013 c014 c009 c00a 0032 0038 0013 0004",
        extensions: "65281 0 5 10 11", groups: "23 24", version: "0301"), "default 2008 R2"
    ),
    (
      WrittenHello(
        suites: "002f 0035 0005 000a c013 c014 c009 c00a 0032 0038 0013 0004",
        extensions: "65281 0 5 10 11 35", groups: "23 24", version: "0301"), "default 2012, 2012 R2"
    ),
    // Internet Explorer 8 to 10 on Windows 7 with the updates of 2015, 11 on Windows 7 and on 8.1.
    (
      WrittenHello(
        suites: "c014 c013 0035 002f c00a c009 0038 0032 000a 0013 0005 0004", extensions: "0 5 10 11 65281",
        groups: "23 24 25", version: "0301"), "default 2008 R2"
    ),
    (
      WrittenHello(
        suites: WrittenHello.suites2012, extensions: "0 5 10 11 13 23 65281", groups: "23 24",
        schemes: WrittenHello.windows7), "default 2008 R2"
    ),
    (
      WrittenHello(
        suites: WrittenHello.suites2012R2, extensions: "0 5 10 11 13 35 16 13172 23 65281", groups: "23 24",
        schemes: WrittenHello.windows81), "default 2012 R2"
    ),
    // Windows 10 by version and program, and Microsoft's own capture of Windows Server 2016.
    (
      WrittenHello(
        suites: WrittenHello.suites2016, extensions: "0 5 10 11 13 35 16 23 21760 65281", groups: "23 24",
        schemes: WrittenHello.windows10), "default 2016"
    ),
    (
      WrittenHello(
        suites: WrittenHello.suites2016, extensions: "0 5 10 11 13 35 65281", schemes: WrittenHello.windows10),
      "default 2016"
    ),
    (
      WrittenHello(
        suites: WrittenHello.suites2019, extensions: "0 10 11 13 35 23 24 65281",
        schemes: WrittenHello.windows10), "default 2019, 2022"
    ),
    (
      WrittenHello(
        suites: WrittenHello.suites2019, extensions: "5 10 11 13 35 23 65281",
        schemes: WrittenHello.windowsPSS), "default 2019, 2022"
    ),
    // curl on Windows 11, and the first builds, which sent no point formats.
    (
      WrittenHello(
        suites: WrittenHello.suites2025, extensions: "0 5 43 13 35 10 11 16 51 49 23 65281 45",
        schemes: WrittenHello.windowsPSS), "default 2022, 2025"
    ),
    (
      WrittenHello(
        suites: "1302 1301 \(WrittenHello.suites2019.dropLast(5))",
        extensions: "0 5 43 13 35 10 51 49 23 65281 45", schemes: WrittenHello.windowsPSS), "default 2022"
    ),
  ])
  func measuredHellosAreNamed(_ written: WrittenHello, _ expected: String) {
    #expect(look(written.hello) == expected)
  }

  @Test func policiesShortenAndReorder() {
    func look(_ system: CaptureBuilding.WindowsServer, _ suites: [UInt16]) -> String {
      DiagnosisTests.look(
        read(.schannel(system, version: .tls12, name: "sws.update.microsoft.com", cipherSuites: suites)))
    }
    #expect(look(.server2016, [0xc02c, 0x009f, 0x0039, 0x009d]) == "shortened 2016")
    #expect(look(.server2016, [0xc02c, 0x009f, 0x009d]) == "shortened 2016, 2019, 2022")
    #expect(look(.server2012R2, [0x009d, 0x0035, 0x002f]) == "shortened 2012, 2012 R2")
    #expect(look(.server2016, [0x002f, 0x0035, 0x009d]) == "reordered 2016, 2019, 2022, 2025")
    #expect(look(.server2012R2, [0x002f, 0x0039]) == "reordered 2012 R2")
    // A withdrawn suite that a policy brought back.
    #expect(look(.server2019, [0xc030, 0x0005]) == "shortened 2016")
    #expect(look(.server2019, [0x0005, 0xc030]) == "reordered 2016, 2019, 2022, 2025")
    // The list of an older system, brought over by a policy: the curves still tell.
    #expect(
      look(.server2016, CaptureBuilding.WindowsServer.server2012.cipherSuites)
        == "reordered 2016, 2019, 2022, 2025")
    // Suites of which no system has both, as they come: Schannel's all the same.
    #expect(look(.server2012R2, [0xc030, 0x009d]) == "shortened 2016, 2019, 2022, 2025")
    var hello = read(.schannel(.server2016, version: .tls12, name: nil))
    hello.extensions.insert(
      HelloExtension(type: SchannelExtensions.nextProtocolNegotiation, length: 0), at: 5)
    #expect(DiagnosisTests.look(hello) == "default 2016")
    hello.extensions.removeAll { $0.type == .sessionTicket }
    #expect(DiagnosisTests.look(hello) == "none ")
    // A resumed session is asked for by its id, without a ticket.
    hello.sessionIDLength = 32
    #expect(DiagnosisTests.look(hello) == "default 2016")
  }

  @Test func aSignalIsNoSuite() {
    var hello = read(.schannel(.server2012R2, version: .tls10, name: nil))
    hello.cipherSuites += [.fallback, .emptyRenegotiationInfo]
    #expect(look(hello) == "default 2012 R2")
  }

  /// Digests that others published for these systems: the lists above are theirs.
  @Test func fingerprintsArePublishedOnes() {
    func hello(
      _ suites: String, _ extensions: String, _ schemes: String = WrittenHello.windows10
    ) -> Protocols.ClientHello {
      WrittenHello(suites: suites, extensions: extensions, schemes: schemes).hello
    }
    let windows10 = hello(WrittenHello.suites2019, "0 5 10 11 13 35 23 65281")
    #expect(Fingerprints.ja3(windows10) == "ce5f3254611a8c095a3d821d44539877")
    #expect(Fingerprints.ja4(windows10).hasSuffix("_76e208dd3e22_16bbda4055b2"))
    let winINet = hello(
      WrittenHello.suites2019.replacing("009f 009e ", with: ""), "0 5 10 11 13 35 23 65281")
    #expect(Fingerprints.ja3(winINet) == "a0e9f5d64349fb13191bc781f81f42e1")
    #expect(Fingerprints.ja4(winINet).hasSuffix("_d83cc789557e_16bbda4055b2"))
    #expect(look(winINet) == "default 2019, 2022")
    let built = read(.schannel(.server2025, version: .tls13, name: "example.com"))
    #expect(Fingerprints.ja4(built) == "t13d201200_2b729b4bf6f3_e24568c0d440")
    let old = read(.schannel(.server2019, version: .tls12, name: "example.com"))
    #expect(Fingerprints.ja3(old) == "ce5f3254611a8c095a3d821d44539877")
  }

  @Test func whatWasCutTellsWhatItCan() {
    var hello = read(.schannel(.server2012R2, version: .tls12, name: "sws.update.microsoft.com"))
    hello.isComplete = false
    hello.extensions = []
    hello.supportedGroups = []
    hello.signatureAlgorithms = []
    #expect(look(hello) == "undecided, default 2008 R2, 2012 R2")
    hello.cipherSuites.removeLast(3)
    #expect(look(hello) == "nothing")
    hello.hasAllCipherSuites = false
    #expect(look(hello) == "nothing")
    var modern = read(.schannel(.server2022, version: .tls13, name: nil))
    modern.isComplete = false
    modern.supportedVersions = []
    modern.extensions = Array(modern.extensions.prefix(1))
    #expect(look(modern) == "undecided, default 2022")
    var sslv2 = read(.schannel(.server2008R2, version: .tls10, name: nil))
    sslv2.isSSLv2Format = true
    #expect(look(sslv2) == "nothing")
  }

  @Test func whatOnlyNewerSystemsSend() {
    for system in CaptureBuilding.WindowsServer.allCases {
      let hello = read(.schannel(system, version: .tls10, name: nil))
      #expect(hello.comesFromNewerSystem == (system.groups.first == 29), "\(system)")
    }
    var old = read(.schannel(.server2012R2, version: .tls12, name: nil))
    #expect(!old.comesFromNewerSystem)
    old.cipherSuites.append(CipherSuite(rawValue: 0xc030))
    #expect(old.comesFromNewerSystem)
    // Another program's hello says nothing of the system.
    old.extensions.append(HelloExtension(type: .encryptThenMAC, length: 0))
    #expect(!old.comesFromNewerSystem)
  }

  @Test func everySystemHasAProfile() {
    #expect(SystemProfileRegistry.profiles.map(\.system) == Diagnosis.WindowsServer.allCases)
  }
}
