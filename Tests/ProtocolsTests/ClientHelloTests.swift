import Bytes
import Testing

@testable import Protocols

@Suite struct ClientHelloTests {
  private func read(_ bytes: [UInt8], isComplete: Bool = true) -> ClientHello {
    ClientHello(reading: bytes.span, recordVersion: .tls10, isComplete: isComplete)
  }

  @Test func everyFieldIsRead() {
    let hello = read(Build.clientHello(session: [1, 2, 3]))
    #expect(hello.recordVersion == .tls10)
    #expect(hello.clientVersion == .tls12)
    #expect(hello.sessionID == [1, 2, 3])
    #expect(hello.sessionIDLength == 3)
    #expect(hello.cipherSuites.map(\.rawValue) == [0xc030, 0x009c])
    #expect(hello.compressionMethods == [0])
    #expect(hello.extensions.map(\.type.rawValue) == [0x0a0a, 0, 10, 11, 13, 16, 35, 43])
    #expect(hello.extensions.map(\.length) == [0, 29, 8, 2, 6, 14, 0, 7])
    #expect(hello.serverName == "sws.update.microsoft.com")
    #expect(hello.supportedGroups.map(\.rawValue) == [0x1a1a, 29, 23])
    #expect(hello.ecPointFormats == [0])
    #expect(hello.signatureAlgorithms.map(\.rawValue) == [0x0804, 0x0401])
    #expect(hello.alpn == ["h2", "http/1.1"])
    #expect(hello.supportedVersions.map(\.rawValue) == [0x2a2a, 0x0304, 0x0303])
    #expect(hello.highestVersion == .tls13)
    #expect(!hello.offersResumption)
    #expect(hello.isComplete && hello.hasAllCipherSuites && hello.faults.isEmpty)
  }

  @Test func extensionsMayBeAbsent() {
    let hello = read(Build.clientHello(version: 0x0300, extensions: nil))
    #expect(hello.extensions.isEmpty)
    #expect(hello.highestVersion == .ssl30)
    #expect(hello.isComplete && hello.faults.isEmpty)
  }

  @Test func resumptionIsOfferedBySessionTicketOrKey() {
    #expect(read(Build.clientHello(session: [1], extensions: nil)).offersResumption)
    #expect(read(Build.clientHello(extensions: [Build.extension(35, [1, 2])])).offersResumption)
    #expect(read(Build.clientHello(extensions: [Build.extension(41, [0, 0])])).offersResumption)
    #expect(!read(Build.clientHello(extensions: [Build.extension(35, [])])).offersResumption)
  }

  /// Bytes missing at the end: what precedes them is the same, and the hello says it is incomplete.
  @Test func everyPrefixKeepsWhatItHas() {
    let message = Build.clientHello(session: [1, 2, 3])
    let whole = read(message)
    for count in 0..<message.count {
      let hello = read(Array(message[..<count]), isComplete: false)
      #expect(!hello.isComplete && hello.faults.isEmpty, "\(count) bytes")
      #expect(whole.cipherSuites.starts(with: hello.cipherSuites), "\(count) bytes")
      #expect(whole.extensions.starts(with: hello.extensions), "\(count) bytes")
      #expect(hello.hasAllCipherSuites == (hello.cipherSuites == whole.cipherSuites), "\(count) bytes")
      #expect(hello.serverName.map { "sws.update.microsoft.com".hasPrefix($0) } ?? true, "\(count) bytes")
      #expect(read(Array(message[..<count])).isComplete == false)
    }
  }

  /// The message is whole, but its content is truncated and the outer length agrees: the fault is noted.
  @Test func everyInnerTruncationIsNoted() {
    let body = Build.clientHello(session: [1, 2, 3]).dropFirst(4)
    // Where the compression methods end and no extensions follow the hello is sound.
    let sound = [body.count, 2 + 32 + 4 + 6 + 2]
    for count in 0..<body.count {
      let hello = read(Build.handshake(1, Array(body.prefix(count))))
      #expect(hello.faults.isEmpty == sound.contains(count), "\(count) bytes")
      #expect(hello.isComplete == sound.contains(count), "\(count) bytes")
    }
  }

  /// Each length field, raised so that it points beyond its region.
  @Test func everyLyingLengthIsNoted() {
    let message = Build.clientHello(session: [1, 2, 3])
    // Message, session, suites, compression, extension block.
    var places = [3, 38, 43, 48, 51]
    var offset = 52
    for data in Build.standardExtensions {
      places.append(offset + 3)
      // The lists inside: a two-byte length, or a one-byte one in point formats and versions.
      if [10, 13, 16, 0].contains(data[1]) && data[0] == 0 { places.append(offset + 5) }
      if [11, 43].contains(data[1]) && data[0] == 0 { places.append(offset + 4) }
      offset += data.count
    }
    #expect(offset == message.count)
    for place in places {
      var lying = message
      lying[place] = 0xff
      let hello = read(lying)
      #expect(!hello.isComplete && !hello.faults.isEmpty, "length at \(place)")
    }
    var suites = message
    suites[43] = 0xff
    #expect(!read(suites).hasAllCipherSuites)
    #expect(read(suites).cipherSuites.starts(with: [CipherSuite(rawValue: 0xc030)]))
  }

  @Test func oddCipherSuiteListKeepsItsPairs() {
    let body =
      Build.number16(0x0303) + [UInt8](repeating: 0, count: 32) + [0] + Build.vector16([0xc0, 0x30, 0xc0]) + [
        1, 0,
      ]
    let hello = read(Build.handshake(1, body))
    #expect(hello.cipherSuites.map(\.rawValue) == [0xc030])
    #expect(!hello.hasAllCipherSuites)
    #expect(hello.compressionMethods == [0])
  }

  @Test func hostileNamesStayVisible() {
    let name = Build.extension(0, Build.vector16([0] + Build.vector16([0x61, 0xff, 0x00])))
    let alpn = Build.extension(16, Build.vector16(Build.vector8([0xab, 0xcd])))
    let hello = read(Build.clientHello(extensions: [name, alpn]))
    #expect(hello.serverName == "a\u{ff}\u{0}")
    #expect(hello.alpn == ["\u{ab}\u{cd}"])
  }

  @Test func onlyTheFirstHostNameCounts() {
    let list = [1] + Build.vector16(Build.text("x")) + [0] + Build.vector16(Build.text("one.example.com"))
    let more = [0] + Build.vector16(Build.text("two.example.com"))
    let hello = read(Build.clientHello(extensions: [Build.extension(0, Build.vector16(list + more))]))
    #expect(hello.serverName == "one.example.com")
  }

  @Test func faultsAreBounded() {
    let bad = Build.extension(10, [0xff, 0xff])
    let hello = read(Build.clientHello(extensions: [[UInt8]](repeating: bad, count: 50)))
    #expect(hello.faults.count == maximumFaults)
    #expect(hello.extensions.count == 50)
  }
}
