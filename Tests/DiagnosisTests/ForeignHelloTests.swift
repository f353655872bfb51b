import CaptureBuilding
import Protocols
import Testing

@testable import Diagnosis

@Suite struct ForeignHelloTests {
  private func sign(_ hello: Protocols.ClientHello) -> ForeignSign? {
    guard case .foreign(let sign) = hello.clientSystem?.stack else { return nil }
    #expect(hello.clientSystem?.systems == [])
    return sign
  }

  private static let openSSLSuites =
    "c02c c030 009f cca9 cca8 ccaa c02b c02f 009e c024 c028 006b c023 c027 0067 c00a c014 0039 c009 c013 0033 009d 009c 003d 003c 0035 002f 00ff"
  private static let chromeSuites =
    "1301 1302 1303 c02b c02f c02c c030 cca9 cca8 c013 c014 009c 009d 002f 0035"

  /// Lists as the programs send them by default.
  @Test func otherProgramsAreNotTakenForSchannel() {
    let all: [WrittenHello] = [
      // OpenSSL 1.0.2, 1.1.1 and 3.x, curl with OpenSSL.
      WrittenHello(suites: Self.openSSLSuites, extensions: "0 11 10 35 13 15", points: [0, 1, 2]),
      WrittenHello(suites: Self.openSSLSuites, extensions: "0 11 10 35 22 23 13", points: [0, 1, 2]),
      WrittenHello(
        suites: "1302 1303 1301 \(Self.openSSLSuites)", extensions: "0 11 10 35 22 23 13 43 45 51",
        groups: "29 23 30 25 24 256 257 258 259 260", points: [0, 1, 2]),
      WrittenHello(
        suites: "1302 1303 1301 \(Self.openSSLSuites)", extensions: "65281 0 11 10 35 22 23 13 43 45 51"),
      WrittenHello(
        suites: "1302 1303 1301 \(Self.openSSLSuites)",
        extensions: "0 11 10 13172 16 22 23 49 13 43 45 51 21"),
      // Firefox, Chrome without and with GREASE, Safari of old.
      WrittenHello(
        suites: "1301 1303 1302 c02b c02f cca9 cca8 c02c c030 c00a c009 c013 c014 009c 009d 002f 0035",
        extensions: "0 23 65281 10 11 35 16 5 34 51 43 13 45 28 21", groups: "29 23 24 25 256 257"),
      WrittenHello(
        suites: "c02b c02f c00a c009 c013 c014 0033 0039 002f 0035 000a",
        extensions: "0 65281 10 11 35 13172 16 5 13", groups: "23 24 25"),
      WrittenHello(suites: Self.chromeSuites, extensions: "65281 0 23 35 13 5 18 16 11 10"),
      WrittenHello(
        suites: "6a6a \(Self.chromeSuites)",
        extensions: "2570 0 23 65281 10 11 35 16 5 13 18 51 45 43 27 6682 21", groups: "2570 29 23 24"),
      WrittenHello(suites: "00ff c024 c023 c00a c009 c008", extensions: "0 10 11 13 13172 16 5 18 23"),
      // Go, Java 8 and 11, GnuTLS, mbed TLS, rustls.
      WrittenHello(
        suites:
          "c02b c02f c02c c030 cca9 cca8 c009 c013 c00a c014 009c 009d 002f 0035 c012 000a 1301 1302 1303",
        extensions: "0 5 10 11 13 65281 18 43 51", groups: "29 23 24 25"),
      WrittenHello(
        suites: "c024 c028 003d c026 c02a 006b 006a c00a c014 0035", extensions: "10 11 13 23 0",
        groups: "23 24 25"),
      WrittenHello(
        suites: "1302 1301 c02c c02b c030 009d c02e c032 009f 00a3",
        extensions: "0 5 10 11 13 50 17 23 43 45 51"
      ),
      WrittenHello(
        suites: "c02c cca9 c0ad c00a c02b c0ac c009", extensions: "23 22 5 0 65281 35 10 11 13 16"),
      WrittenHello(suites: "c02c c030 009f c0ad c09f", extensions: "0 13 10 11 22 23 35"),
      WrittenHello(suites: "1302 1301 1303 c02c c02b cca9", extensions: "51 10 0 13 23 43 11 35 5 45"),
    ]
    for hello in all { #expect(sign(hello.hello) != nil, "\(hello.suites) \(hello.extensions)") }
  }

  @Test func onlyTheSuitesAreSchannels() {
    let suites = WrittenHello.suites2019
    // OpenSSL, NSS, BoringSSL and mbed TLS set to offer what Windows Server 2019 does.
    for extensions in [
      "0 11 10 35 22 23 13", "0 11 10 35 23 13", "0 23 65281 10 11 35 16 5 13", "65281 0 23 35 13 5 16 11 10",
      "0 13 10 11 23 35",
    ] {
      #expect(
        sign(WrittenHello(suites: suites, extensions: extensions).hello) == .extensionOrder
          || sign(WrittenHello(suites: suites, extensions: extensions).hello)
            == .unknownExtension(.encryptThenMAC)
      )
    }
  }

  /// Each is Schannel's but for one thing.
  @Test func oneForeignThingIsEnough() {
    let own = WrittenHello(
      suites: WrittenHello.suites2019, extensions: "0 5 10 11 13 35 16 23 65281",
      schemes: WrittenHello.windowsPSS)
    #expect(sign(own.hello) == nil && look(own.hello) == "default 2019, 2022")
    func but(_ change: (inout WrittenHello) -> Void) -> ForeignSign? {
      var other = own
      change(&other)
      return sign(other.hello)
    }
    #expect(but { $0.suites += " cca8" } == .cipherSuite(CipherSuite(rawValue: 0xcca8)))
    #expect(but { $0.suites = "4a4a " + $0.suites } == .grease)
    #expect(but { $0.groups = "29 30" } == .group(.x448))
    #expect(but { $0.groups += " 256" } == .group(NamedGroup(rawValue: 256)))
    #expect(but { $0.groups = "10794 29" } == .grease)
    #expect(but { $0.schemes += " 0807" } == .signatureScheme(.ed25519))
    #expect(but { $0.extensions += " 18" } == .unknownExtension(.signedCertificateTimestamp))
    #expect(but { $0.extensions = "22 " + $0.extensions } == .unknownExtension(.encryptThenMAC))
    #expect(but { $0.extensions = "0 5 11 10 13 35 16 23 65281" } == .extensionOrder)
    #expect(but { $0.extensions = "0 5 10 11 13 35 16 65281 23" } == .extensionOrder)
    #expect(but { $0.extensions = "0 0 5 10 11 13 35 23 65281" } == .extensionOrder)
    #expect(but { $0.points = [0, 1, 2] } == .pointFormat)
    #expect(but { $0.compression = [1, 0] } == .compression)
    // An order of TLS 1.3 with that of TLS 1.2 in it.
    #expect(but { $0.extensions = "0 5 10 11 13 35 23 43 45 51 65281" } == .extensionOrder)
  }

  @Test func tooLittleIsUndecided() {
    let suites = "c014 c013 0035 002f"
    for extensions in ["", "0", "0 10 11", "0 10 11 35", "65281 0", "65281 0 35"] {
      let hello = WrittenHello(suites: suites, extensions: extensions, version: "0301").hello
      #expect(hello.stack == .undecided, "\(extensions)")
      #expect(hello.clientSystem == nil, "\(extensions)")
    }
    // A whole default list tells by itself, and no more.
    let whole = WrittenHello(
      suites: "002f 0035 0005 000a c013 c014 c009 c00a 0032 0038 0013 0004", extensions: "0 10 11",
      groups: "23 24", version: "0301")
    #expect(look(whole.hello) == "undecided, default 2008 R2, 2012, 2012 R2")
  }

  @Test func endlessListsAreLeftAlone() {
    var hello = WrittenHello(suites: "", extensions: "0 10 11 23 65281").hello
    hello.cipherSuites = [CipherSuite](repeating: CipherSuite(rawValue: 0x002f), count: 32_000)
    #expect(hello.clientSystem == nil)
    hello.cipherSuites = []
    #expect(hello.clientSystem == nil)
  }

  /// Any bytes cut anywhere: nothing crashes, and what is left of Schannel's hello is never taken for another's.
  @Test func cutHellosAreNeverForeign() {
    for system in CaptureBuilding.WindowsServer.allCases {
      for version in [TLSVersion.tls10, .tls12, .tls13] {
        let bytes = CaptureBuilding.ClientHello.schannel(system, version: version, name: "example.com")
          .message
        for count in 0..<bytes.count {
          let hello = Protocols.ClientHello(
            reading: Array(bytes.prefix(count)).span, recordVersion: .tls12, isComplete: false)
          #expect(sign(hello) == nil, "\(system) \(version) \(count)")
        }
      }
    }
  }
}
