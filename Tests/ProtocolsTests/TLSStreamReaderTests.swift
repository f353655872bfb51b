import Bytes
import Testing

@testable import Protocols

/// One event as a test compares it: its kind, its text and its places.
struct Seen: Equatable {
  var kind: TLSEvent.Kind
  var text: [UInt8]
  var first: UInt32 = 0
  var completed: UInt32 = 0
  var isTooLong = false

  static func == (one: Seen, other: Seen) -> Bool { one.kind == other.kind && one.text == other.text }
}

/// A reader with what it said.
struct Listener {
  var reader = TLSStreamReader()
  var seen: [Seen] = []
  var frame: UInt32 = 0

  mutating func take(_ event: TLSEvent, _ text: Span<UInt8>) {
    seen.append(
      Seen(
        kind: event.kind, text: (0..<text.count).map { text[$0] }, first: event.first.number,
        completed: event.completed.number, isTooLong: event.isTooLong))
  }

  /// Reads each chunk as a frame of its own.
  mutating func read(_ chunk: some Collection<UInt8>) {
    frame += 1
    let stamp = FrameStamp(number: frame, time: Int64(frame))
    let bytes = Array(chunk)
    var said: [Seen] = []
    var copy = Listener()
    reader.read(bytes.span, origin: stamp, stamp: stamp) { copy.take($0, $1) }
    said = copy.seen
    seen += said
  }

  mutating func gap(_ count: Int) {
    var copy = Listener()
    reader.gap(count) { copy.take($0, $1) }
    seen += copy.seen
  }

  mutating func finish() {
    var copy = Listener()
    reader.finish { copy.take($0, $1) }
    seen += copy.seen
  }

  static func reading(_ chunks: [[UInt8]]) -> [Seen] {
    var listener = Listener()
    for chunk in chunks { listener.read(chunk) }
    listener.finish()
    return listener.seen
  }

  var kinds: [TLSEvent.Kind] { seen.map(\.kind) }
}

func handshake(_ type: HandshakeType, isComplete: Bool = true) -> TLSEvent.Kind {
  .handshake(type, recordVersion: .tls12, isComplete: isComplete)
}

@Suite struct TLSStreamReaderTests {
  static let hello = Build.serverHello()
  static let certificate = Build.handshake(
    11, Build.vector24(Build.vector24([UInt8](repeating: 0x30, count: 40))))
  static let done = Build.handshake(14, [])

  /// A server's whole side: three messages over two records cut inside one, warnings, and what is encrypted.
  static let flight: [UInt8] = {
    let messages = hello + certificate + done
    return Build.record(22, Array(messages[..<60])) + Build.record(22, []) + Build.record(21, [1, 112])
      + Build.record(22, Array(messages[60...])) + Build.record(20, [1])
      + Build.record(22, [UInt8](repeating: 0xe5, count: 40))
      + Build.record(23, [UInt8](repeating: 0xd4, count: 30))
      + Build.record(23, []) + Build.record(21, [UInt8](repeating: 0xc3, count: 26))
      + Build.record(21, [1, 0])
  }()

  @Test func aFlightIsTakenApart() {
    let seen = Listener.reading([Self.flight])
    #expect(
      seen.map(\.kind) == [
        handshake(.serverHello), .alert(.warning, .unrecognizedName), handshake(.certificate),
        handshake(.serverHelloDone), .changeCipherSpec, .encryptedHandshake(length: 40),
        .applicationData(length: 30), .applicationData(length: 0), .encryptedAlert(length: 26),
        .alert(.warning, .closeNotify),
      ])
    #expect(seen[0].text == Self.hello)
    #expect(seen[2].text == Self.certificate)
    #expect(seen[3].text == Self.done)
  }

  @Test func everyCutGivesTheSameEvents() {
    let flight = Self.flight
    let whole = Listener.reading([flight])
    #expect(Listener.reading(flight.map { [$0] }) == whole)
    for first in 1..<flight.count {
      let head = Array(flight[..<first])
      #expect(Listener.reading([head, Array(flight[first...])]) == whole, "cut at \(first)")
      for second in stride(from: first + 1, to: flight.count, by: 3) {
        let chunks = [head, Array(flight[first..<second]), Array(flight[second...])]
        guard Listener.reading(chunks) != whole else { continue }
        Issue.record("cuts at \(first) and \(second)")
      }
    }
  }

  @Test func placesAreThoseOfTheFirstByteAndOfTheRecord() {
    let record = Build.record(22, Self.hello + Self.done)
    var listener = Listener()
    // The header and the first byte of the hello; up to the first byte of the next message; the rest.
    listener.read(record[..<5])
    listener.read(record[5..<(5 + Self.hello.count)])
    listener.read(record[(5 + Self.hello.count)..<(7 + Self.hello.count)])
    listener.read(record[(7 + Self.hello.count)...])
    #expect(listener.kinds == [handshake(.serverHello), handshake(.serverHelloDone)])
    #expect(listener.seen.map(\.first) == [2, 3])
    #expect(listener.seen.map(\.completed) == [4, 4])
  }

  @Test func otherRecordsBeginWithTheirHeader() {
    let record = Build.record(23, [1, 2, 3])
    var listener = Listener()
    listener.read(record[..<2])
    listener.read(record[2..<6])
    listener.read(record[6...])
    #expect(listener.seen.map(\.first) == [1])
    #expect(listener.seen.map(\.completed) == [3])
  }

  @Test func aMessageMayBeCutIntoTinyRecords() {
    let records = Self.hello.flatMap { Build.record(22, [$0]) }
    #expect(Listener.reading([records]) == [Seen(kind: handshake(.serverHello), text: Self.hello)])
  }

  @Test func hellosAreReadAfterChangeCipherSpec() {
    let second = Build.record(22, Build.clientHello())
    let seen = Listener.reading([
      Build.record(20, [1]) + second + Build.record(20, [1]) + Build.record(23, [1])
    ])
    #expect(
      seen.map(\.kind) == [
        .changeCipherSpec, handshake(.clientHello), .changeCipherSpec, .applicationData(length: 1),
      ])
    // The same type and a length that does not fill the record: a Finished that happens to begin so.
    let finished =
      Build.record(20, [1]) + Build.record(22, [1, 0, 0, 9, 3, 3] + [UInt8](repeating: 1, count: 34))
    #expect(Listener.reading([finished]).map(\.kind) == [.changeCipherSpec, .encryptedHandshake(length: 40)])
  }

  @Test func ciphertextIsNoMessageWithoutChangeCipherSpec() {
    for start: [UInt8] in [[0, 0, 0, 0, 0, 0, 0, 0], [2, 0, 0, 0], [99, 0, 0, 9], [11, 0xff, 0xff, 0xff]] {
      let body = start + [UInt8](repeating: 0x77, count: 40 - start.count)
      #expect(Listener.reading([Build.record(22, body)]).map(\.kind) == [.encryptedHandshake(length: 40)])
    }
    #expect(
      Listener.reading([Build.record(22, Build.handshake(0, []))]).map(\.kind) == [handshake(.helloRequest)])
  }

  @Test func alertsByTheirLength() {
    let two = Build.record(21, [1, 112, 2, 40])
    #expect(
      Listener.reading([two]).map(\.kind)
        == [.alert(.warning, .unrecognizedName), .alert(.fatal, .handshakeFailure)])
    #expect(
      Listener.reading([Build.record(20, [1]) + two]).map(\.kind)
        == [.changeCipherSpec, .encryptedAlert(length: 4)])
    #expect(Listener.reading([Build.record(21, [7, 40])]).map(\.kind) == [.encryptedAlert(length: 2)])
    #expect(Listener.reading([Build.record(21, [7])]).map(\.kind) == [.encryptedAlert(length: 1)])
    let half = Build.record(21, [2])
    #expect(Listener.reading([half]).isEmpty)
    #expect(
      Listener.reading([half + Build.record(21, [70])]).map(\.kind) == [.alert(.fatal, .protocolVersion)])
    #expect(
      Listener.reading([half + Build.record(21, [2, 40])]).map(\.kind) == [.alert(.fatal, .handshakeFailure)])
    #expect(
      Listener.reading([Build.record(20, [1]) + half + half]).map(\.kind)
        == [.changeCipherSpec, .encryptedAlert(length: 1), .encryptedAlert(length: 1)])
  }

  @Test func whatIsNoRecordStopsTheReader() {
    var listener = Listener()
    listener.read(Build.text("GET / HTTP/1.1\r\n"))
    listener.read(Build.record(22, Self.hello))
    listener.finish()
    #expect(listener.kinds == [.notTLS])
    #expect(Listener.reading([Build.record(23, [1]) + [23, 3, 3, 0x48, 1]]).map(\.kind).last == .notTLS)
    #expect(Listener.reading([[22, 3, 5]]).map(\.kind) == [.notTLS])
    #expect(Listener.reading([[22, 3]]).isEmpty)
  }

  @Test func anEndInsideAMessageGivesItsBeginning() {
    let record = Build.record(22, Self.hello)
    for count in 6..<record.count {
      let seen = Listener.reading([Array(record[..<count])])
      #expect(
        seen == [Seen(kind: handshake(.serverHello, isComplete: false), text: Array(record[5..<count]))])
    }
    // The message goes on in a record that never came.
    let half = Build.record(22, Array(Self.hello[..<20]))
    #expect(Listener.reading([half]).map(\.kind) == [handshake(.serverHello, isComplete: false)])
    // The whole first message of a record that ends early is whole.
    let both = Build.record(22, Self.hello + Self.certificate)
    #expect(
      Listener.reading([Array(both.dropLast())]).map(\.kind)
        == [handshake(.serverHello), handshake(.certificate, isComplete: false)])
  }

  /// A Certificate message whose list has that many bytes, in records of 16 KiB, and ServerHelloDone behind it.
  private func listener(
    readingList count: Int, statedAs stated: Int? = nil, keepsLong: Bool = false, records: Int = .max
  ) -> Listener {
    func length(_ value: Int) -> [UInt8] { [16, 8, 0].map { UInt8(value >> $0 & 255) } }
    var listener = Listener()
    listener.reader.mayKeepLongMessage = keepsLong
    let message = [11] + length(count + 3) + length(stated ?? count) + [UInt8](repeating: 0x11, count: count)
    for start in stride(from: 0, to: message.count, by: 16_384).prefix(records) {
      listener.read(Build.record(22, Array(message[start..<min(start + 16_384, message.count)])))
    }
    if records == .max { listener.read(Build.record(22, Self.done)) }
    return listener
  }

  @Test func aHugeMessageIsKeptInPart() {
    let listener = listener(readingList: 600_000)
    #expect(listener.kinds == [handshake(.certificate, isComplete: false), handshake(.serverHelloDone)])
    #expect(listener.seen[0].isTooLong)
    let kept = listener.seen[0].text.count
    #expect(kept >= TLSStreamReader.usualMessage && kept < TLSStreamReader.usualMessage + 16_384)
  }

  /// The longest of all, and one of more than a MiB, are read where the owner allows it.
  @Test(arguments: [600_000, 1_200_000, 1 << 24 - 4])
  func aLongMessageIsKeptWhole(_ count: Int) {
    let listener = listener(readingList: count, keepsLong: true)
    #expect(listener.kinds == [handshake(.certificate), handshake(.serverHelloDone)])
    #expect(listener.seen[0].text.count == count + 7 && !listener.seen[0].isTooLong)
    #expect(listener.reader.keptBytes == 0)
  }

  /// Beyond a MiB the list's own length must agree: else the record is encrypted.
  @Test func aLongMessageHasTheRightList() {
    #expect(
      listener(readingList: 1_200_000, statedAs: 3000, keepsLong: true, records: 1).kinds
        == [.encryptedHandshake(length: 16_384)])
    #expect(listener(readingList: 600_000, statedAs: 3000, records: 1).kinds == [])
  }

  /// What was cut is not too long.
  @Test func aCutMessageIsNotTooLong() {
    for keepsLong in [false, true] {
      var listener = listener(readingList: 600_000, keepsLong: keepsLong, records: 5)
      #expect(listener.reader.keptBytes == 5 * 16_384)
      listener.gap(40_000)
      listener.finish()
      #expect(listener.kinds == [handshake(.certificate, isComplete: false)])
      #expect(!listener.seen[0].isTooLong)
    }
  }

  /// Neither data nor an alert, however long, in any pieces; other types are no TLS over TCP.
  @Test(arguments: [19, 24, 26, 40, 16_384]) func heartbeats(_ length: Int) {
    let record = Build.record(24, [1] + [UInt8](repeating: 0, count: length - 1))
    for cut in [0, 1, 5, 12] {
      #expect(
        Listener.reading([Array(record[..<cut]), Array(record[cut...]) + Build.record(21, [1, 0])]).map(
          \.kind)
          == [.heartbeat(length: length), .alert(.warning, .closeNotify)])
    }
    for type: UInt8 in [25, 26, 27, 19] {
      #expect(Listener.reading([Self.hello(type)]).map(\.kind).last == .notTLS)
    }
  }

  /// A server's side with one record of another type behind its hello.
  private static func hello(_ type: UInt8) -> [UInt8] {
    Build.record(22, hello) + Build.record(type, [UInt8](repeating: 0, count: 19))
  }

  @Test func heartbeatsBehindAGap() {
    for (length, kinds) in [(19, [TLSEvent.Kind.heartbeat(length: 19)]), (18, [])] {
      var listener = Listener()
      listener.read(Build.record(23, [1, 2, 3]))
      listener.gap(1000)
      listener.read(Build.record(24, [UInt8](repeating: 0, count: length)))
      #expect(listener.kinds == [.applicationData(length: 3)] + kinds)
    }
  }

  @Test func theReaderIsSmall() {
    #expect(MemoryLayout<TLSStreamReader>.size <= 120)
  }
}

@Suite struct TLSStreamGapTests {
  typealias Flight = TLSStreamReaderTests

  @Test func aGapInsideApplicationDataIsSteppedOver() {
    let record = Build.record(23, [UInt8](repeating: 5, count: 100))
    for cut in 5..<record.count {
      for missing in [1, record.count - cut] where missing <= record.count - cut {
        var listener = Listener()
        listener.read(record[..<cut])
        listener.gap(missing)
        listener.read(Array(record[(cut + missing)...]) + Build.record(21, [1, 0]))
        #expect(
          listener.kinds == [.applicationData(length: 100), .alert(.warning, .closeNotify)], "at \(cut)")
      }
    }
  }

  @Test func aGapInsideAMessageGivesItsBeginningAndTheNext() {
    let record = Build.record(22, Flight.hello + Flight.certificate + Flight.done)
    let start = 5 + Flight.hello.count
    var listener = Listener()
    listener.read(record[..<(start + 10)])
    listener.gap(8)
    listener.read(record[(start + 18)...])
    #expect(
      listener.kinds
        == [handshake(.serverHello), handshake(.certificate, isComplete: false), handshake(.serverHelloDone)])
    #expect(listener.seen[1].text == Array(record[start..<(start + 10)]))
  }

  @Test func aGapOverAMessageBoundaryLosesTheRestOfTheRecord() {
    let record = Build.record(22, Flight.hello + Flight.certificate + Flight.done)
    var listener = Listener()
    listener.read(record[..<30])
    listener.gap(60)
    listener.read(record[90...])
    listener.read(Build.record(22, Flight.done) + Build.record(20, [1]))
    #expect(
      listener.kinds
        == [handshake(.serverHello, isComplete: false), handshake(.serverHelloDone), .changeCipherSpec])
  }

  @Test func theMiddleOfALostMessageIsNoEncryptedHandshake() {
    var listener = Listener()
    listener.read(Build.record(22, Flight.hello))
    listener.gap(1000)
    listener.read(Build.record(22, [UInt8](repeating: 0x99, count: 50)) + Build.record(22, Flight.done))
    #expect(listener.kinds == [handshake(.serverHello), handshake(.serverHelloDone)])
  }

  @Test func behindAGapAChunkMustBeginWithARecord() {
    var listener = Listener()
    listener.read(Build.record(22, Flight.hello) + Build.record(20, [1]))
    listener.gap(700)
    listener.read([UInt8](repeating: 0xaa, count: 50))
    listener.read([23, 3, 3, 0, 2, 1, 1, 0xbb])
    listener.read([0xcc])
    listener.read(Build.record(22, [UInt8](repeating: 0xe5, count: 40)))
    #expect(
      listener.kinds == [
        handshake(.serverHello), .changeCipherSpec, .applicationData(length: 2),
        .encryptedHandshake(length: 40),
      ])
  }

  @Test func aGapBeforeAnythingWaitsForARecord() {
    var listener = Listener()
    listener.gap(10)
    listener.read(Build.text("no record"))
    listener.read(Build.record(22, Flight.hello))
    #expect(listener.kinds == [handshake(.serverHello)])
  }

  @Test func aCutHelloIsHandedOnIncomplete() {
    let record = Build.record(22, Build.clientHello())
    for cut in 6..<record.count {
      var listener = Listener()
      listener.read(record[..<cut])
      listener.gap(record.count - cut)
      listener.read(Build.record(20, [1]))
      #expect(listener.kinds == [handshake(.clientHello, isComplete: false), .changeCipherSpec], "at \(cut)")
      #expect(listener.seen[0].text == Array(record[5..<cut]))
    }
  }
}

@Suite struct SSLv2StreamTests {
  @Test func aHelloInOldFormatIsFollowedByTLS() {
    let hello = Build.sslv2Hello()
    let bytes = hello + Build.record(20, [1])
    let whole = [
      Seen(kind: .sslv2ClientHello(isComplete: true), text: hello), Seen(kind: .changeCipherSpec, text: []),
    ]
    for cut in 0...bytes.count {
      #expect(Listener.reading([Array(bytes[..<cut]), Array(bytes[cut...])]) == whole, "cut at \(cut)")
    }
    #expect(Listener.reading(bytes.map { [$0] }) == whole)
  }

  @Test func behindSSLv2NothingIsTLS() {
    let client = Listener.reading([
      Build.sslv2Hello(version: 2) + [0x80, 40, 2] + [UInt8](repeating: 1, count: 39)
    ])
    #expect(client.map(\.kind) == [.sslv2ClientHello(isComplete: true), .notTLS])
    let server = Listener.reading([Build.sslv2ServerHello() + [0x80, 17] + [UInt8](repeating: 1, count: 17)])
    #expect(server.map(\.kind) == [.sslv2ServerHello(isComplete: true)])
  }

  @Test func anEndInsideGivesTheBeginning() {
    let hello = Build.sslv2Hello()
    for count in 1..<hello.count {
      let seen = Listener.reading([Array(hello[..<count])])
      let isKnown = count >= SSLv2Hello.clientPrefix
      #expect(seen.map(\.kind) == (isKnown ? [.sslv2ClientHello(isComplete: false)] : []), "\(count) bytes")
    }
  }

  @Test func lengthsMustAgree() {
    for place in [1, 6, 8, 10] {
      var lying = Build.sslv2Hello()
      lying[place] ^= 1
      #expect(Listener.reading([lying]).map(\.kind) == [.notTLS], "length at \(place)")
      #expect(TLSStreamReader.looksLikeClientHello(lying.span) == .no)
    }
  }
}

@Suite struct RecognitionTests {
  @Test func clientHellosAreRecognisedByTheirFirstBytes() {
    let hellos = [
      (Build.record(22, Build.clientHello()), 9), (Build.record(22, [1]) + Build.record(22, [0]), 6),
      (Build.sslv2Hello(), 11),
    ]
    for (bytes, needed) in hellos {
      for count in 0..<bytes.count {
        let answer = TLSStreamReader.looksLikeClientHello(Array(bytes[..<count]).span)
        #expect(answer == (count < needed ? .needsMore : .yes), "\(count) bytes")
      }
    }
  }

  @Test func otherBytesAreNoClientHello() {
    var short = Build.record(22, Build.clientHello())
    short[8] = 1
    let others: [[UInt8]] = [
      Build.text("GET / HTTP/1.1"), Build.text("CONNECT "), Build.record(22, Build.serverHello()),
      Build.record(23, [1, 2, 3]), Build.sslv2ServerHello(), [22, 3, 1, 0xff, 0xff], [22, 2], short,
      [0xff, 0x53, 0x4d, 0x42],
    ]
    for bytes in others { #expect(TLSStreamReader.looksLikeClientHello(bytes.span) == .no) }
  }

  @Test func recordsAreRecognisedByTheirHeader() {
    for type: UInt8 in 20...23 {
      let record = Build.record(type, type == 20 ? [1] : [2, 40])
      for count in 0...record.count {
        let answer = TLSStreamReader.looksLikeRecord(Array(record[..<count]).span)
        #expect(answer == (count < 5 ? .needsMore : .yes))
      }
    }
    let others: [[UInt8]] = [
      [19, 3, 3, 0, 1], [23, 2], [23, 3, 5], [23, 3, 3, 0x48, 1], [20, 3, 3, 0, 2],
    ]
    for bytes in others { #expect(TLSStreamReader.looksLikeRecord(bytes.span) == .no) }
  }
}
