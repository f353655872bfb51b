import Bytes
import Testing

@testable import Protocols

@Suite struct ServerHelloTests {
  private func read(_ bytes: [UInt8], isComplete: Bool = true) -> ServerHello {
    ServerHello(reading: bytes.span, recordVersion: .tls12, isComplete: isComplete)
  }

  private let share = Build.extension(51, Build.number16(29) + Build.vector16([1, 2, 3]))
  private let versions = Build.extension(43, Build.number16(0x0304))

  @Test func everyFieldIsRead() {
    let alpn = Build.extension(16, Build.vector16(Build.vector8(Build.text("h2"))))
    let hello = read(Build.serverHello(session: [5, 6], suite: 0x1302, extensions: [share, versions, alpn]))
    #expect(hello.legacyVersion == .tls12)
    #expect(hello.selectedVersion == .tls13)
    #expect(hello.version == .tls13)
    #expect(hello.sessionID == [5, 6])
    #expect(hello.sessionIDLength == 2)
    #expect(hello.cipherSuite?.rawValue == 0x1302)
    #expect(hello.extensions.map(\.type.rawValue) == [51, 43, 16])
    #expect(hello.group == .x25519)
    #expect(hello.alpn == "h2")
    #expect(!hello.isHelloRetryRequest && !hello.resumesSession)
    #expect(hello.isComplete && hello.faults.isEmpty)
  }

  @Test func retryRequestIsToldByItsRandom() {
    let group = Build.extension(51, Build.number16(24))
    let hello = read(
      Build.serverHello(random: Build.retryRandom, suite: 0x1301, extensions: [versions, group]))
    #expect(hello.isHelloRetryRequest)
    #expect(hello.group == .secp384r1)
    #expect(hello.isComplete && hello.faults.isEmpty)
    var other = Build.retryRandom
    other[31] ^= 1
    #expect(!read(Build.serverHello(random: other, extensions: [versions])).isHelloRetryRequest)
  }

  @Test func draftsHaveALayoutOfTheirOwn() {
    let random = [UInt8](repeating: 3, count: 32)
    let body = Build.number16(0x7f12) + random + Build.number16(0x1301) + Build.vector16(share)
    let hello = read(Build.handshake(2, body))
    #expect(hello.version?.rawValue == 0x7f12)
    #expect(hello.version?.released == .tls13)
    #expect(hello.cipherSuite?.rawValue == 0x1301)
    #expect(hello.group == .x25519)
    #expect(hello.faults.isEmpty)
    let wanted = Build.extension(51, Build.number16(23))
    let retry = read(
      Build.handshake(6, Build.number16(0x7f13) + Build.number16(0x1301) + Build.vector16(wanted)))
    #expect(retry.isHelloRetryRequest && retry.group == .secp256r1 && retry.cipherSuite?.rawValue == 0x1301)
    let older = read(Build.handshake(6, Build.number16(0x7f12) + Build.vector16(wanted)))
    #expect(older.isHelloRetryRequest && older.group == .secp256r1 && older.faults.isEmpty)
    #expect(older.cipherSuite == nil && older.isComplete)
  }

  @Test func everyTruncationIsTold() {
    let message = Build.serverHello(session: [5, 6], extensions: [share, versions])
    for count in 0..<message.count {
      let outer = read(Array(message[..<count]), isComplete: false)
      #expect(!outer.isComplete && outer.faults.isEmpty, "\(count) bytes")
    }
    let body = message.dropFirst(4)
    for count in 0..<body.count {
      let inner = read(Build.handshake(2, Array(body.prefix(count))))
      #expect(inner.faults.isEmpty == (count == 2 + 32 + 3 + 3), "\(count) bytes")
    }
  }

  @Test func aCutHelloClaimsNothingThatWasNotCaptured() {
    let alpn = Build.extension(16, Build.vector16(Build.vector8(Build.text("h2"))))
    let message = Build.serverHello(session: [5, 6], extensions: [share, alpn, versions])
    for count in 0..<message.count {
      let hello = read(Array(message[..<count]), isComplete: false)
      #expect(hello.legacyVersion == (count < 6 ? nil : .tls12), "\(count) bytes")
      #expect(hello.cipherSuite == (count < 43 ? nil : CipherSuite(rawValue: 0xc030)), "\(count) bytes")
      #expect(hello.alpn == (count < message.count - 6 ? nil : "h2"), "\(count) bytes")
      // Both versions say TLS 1.2 in front.
      #expect(hello.version == nil && !hello.isResumptionKnown, "\(count) bytes")
      #expect(Fingerprints.ja3s(hello).isEmpty)
    }
    let older = read(Array(Build.serverHello(version: 0x0301).prefix(20)), isComplete: false)
    #expect(older.version == .tls10 && older.cipherSuite == nil)
  }

  @Test func everyLyingLengthIsNoted() {
    let message = Build.serverHello(session: [5, 6], extensions: [share, versions])
    // Message, session, extension block, key_share, the key in it, supported_versions.
    for place in [3, 38, 45, 49, 53, 60] {
      var lying = message
      lying[place] = 0xff
      #expect(!read(lying).faults.isEmpty, "length at \(place)")
    }
  }
}

@Suite struct SSLv2MessageTests {
  @Test func clientHelloSeparatesSuitesFromKinds() {
    let hello = ClientHello(readingSSLv2: Build.sslv2Hello().span, isComplete: true)
    #expect(hello.isSSLv2Format && hello.isComplete && hello.hasAllCipherSuites)
    #expect(hello.recordVersion == .ssl20)
    #expect(hello.clientVersion == .tls10)
    #expect(hello.cipherSuites.map(\.rawValue) == [0x0035])
    #expect(hello.sslv2CipherKinds.map(\.rawValue) == [0x010080])
    #expect(hello.faults.isEmpty)
  }

  @Test func serverHelloKeepsItsKinds() {
    let hello = ServerHello(readingSSLv2: Build.sslv2ServerHello().span, isComplete: true)
    #expect(hello.version == .ssl20)
    #expect(hello.sslv2CipherKinds.map(\.rawValue) == [0x0700c0] && hello.cipherSuite == nil)
    #expect(!hello.resumesSession && hello.isComplete && hello.faults.isEmpty)
  }

  @Test func everyTruncationIsTold() {
    let client = Build.sslv2Hello()
    let server = Build.sslv2ServerHello()
    for count in 0..<client.count {
      let outer = ClientHello(readingSSLv2: Array(client[..<count]).span, isComplete: false)
      #expect(!outer.isComplete && outer.faults.isEmpty)
      #expect(outer.clientVersion == (count < 5 ? nil : .tls10), "\(count) bytes")
    }
    for count in 0..<server.count {
      let outer = ServerHello(readingSSLv2: Array(server[..<count]).span, isComplete: false)
      #expect(!outer.isComplete && outer.faults.isEmpty)
      #expect(outer.version == (count < 7 ? nil : ProtocolVersion(rawValue: 2)), "\(count) bytes")
    }
  }

  @Test func everyLyingLengthIsNoted() {
    for place in [1, 6, 8, 10] {
      var lying = Build.sslv2Hello()
      lying[place] = 0xf0
      #expect(!ClientHello(readingSSLv2: lying.span, isComplete: true).faults.isEmpty, "length at \(place)")
    }
    for place in [1, 8, 10, 12] {
      var lying = Build.sslv2ServerHello()
      lying[place] = 0xf0
      #expect(!ServerHello(readingSSLv2: lying.span, isComplete: true).faults.isEmpty, "length at \(place)")
    }
  }
}

@Suite struct CertificateListTests {
  private func list(_ certificates: [[UInt8]]) -> [UInt8] {
    Build.handshake(11, Build.vector24(certificates.flatMap(Build.vector24)))
  }

  @Test func certificatesStandWhereTheRangesSay() {
    let message = list([[1, 2, 3], [4, 5]])
    let read = CertificateList(reading: message.span, isTLS13: false, isComplete: true)
    #expect(read.certificates.map { Array(message[$0]) } == [[1, 2, 3], [4, 5]])
    #expect(read.isComplete && read.faults.isEmpty)
  }

  @Test func tls13HasAContextAndExtensions() {
    let entries = Build.vector24([1, 2, 3]) + Build.vector16([9]) + Build.vector24([4]) + Build.vector16([])
    let message = Build.handshake(11, Build.vector8([8]) + Build.vector24(entries))
    let read = CertificateList(reading: message.span, isTLS13: true, isComplete: true)
    #expect(read.certificates.map { Array(message[$0]) } == [[1, 2, 3], [4]])
    #expect(read.isComplete)
  }

  @Test func theChainIsBounded() {
    let message = list([[UInt8]](repeating: [1], count: 11))
    let read = CertificateList(reading: message.span, isTLS13: false, isComplete: true)
    #expect(read.certificates.count == CertificateList.maximumCount)
    #expect(!read.isComplete)
  }

  @Test func truncationAndLyingLengths() {
    let message = list([[1, 2, 3], [4, 5]])
    for count in 0..<message.count {
      let outer = CertificateList(reading: Array(message[..<count]).span, isTLS13: false, isComplete: false)
      #expect(!outer.isComplete && outer.faults.isEmpty)
      #expect(outer.certificates.count == (count >= 13 ? 1 : 0), "\(count) bytes")
    }
    for place in [3, 6, 9, 15] {
      var lying = message
      lying[place] = 0xff
      let read = CertificateList(reading: lying.span, isTLS13: false, isComplete: true)
      #expect(!read.isComplete && !read.faults.isEmpty, "length at \(place)")
    }
  }
}
