import Packets
import Testing

/// Random numbers from a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}

/// No input stops the program, and no range it gives lies outside its bytes.
struct HostileInputTests {
  static let frames: [(linkType: UInt32, frame: [UInt8])] =
    LinkTests.frames.map { ($0.linkType, $0.frame) } + TunnelTests.packets.map { (101, $0) }
    + [
      (101, Build.ipv4(Build.tcp([1, 2], flags: 2, options: [2, 4, 5, 180, 1, 3, 3, 8, 1, 1, 4, 2]))),
      (101, Build.ipv4(Build.udp([1, 2, 3]), next: 17, options: [1, 1, 1, 1])),
      (101, Build.ipv4(Build.icmp(type: 3, code: 1, Build.ipv4(Build.tcp())), next: 1)),
      (101, Build.ipv6(Build.icmp(type: 1, code: 1, Build.ipv6(Build.tcp())), next: 58)),
      (101, Build.ipv6(Build.extensionHeader(next: 51, Build.authentication(next: 6, Build.tcp())), next: 0)),
      (1, FragmentTests.frame(0..<16)), (1, FragmentTests.frame(8..<32)), (1, FragmentTests.frame(16..<40)),
      (1, FragmentTests.frame(0..<16, isIPv6: true)), (1, FragmentTests.frame(16..<40, isIPv6: true)),
    ]

  /// Decodes and checks that what comes back can be used.
  static func check(
    _ frame: [UInt8], _ linkType: UInt32, _ decoder: inout PacketDecoder, sent: Int, time: Int64 = 0
  ) {
    let packet = decoder.decode(frame, LinkType(rawValue: linkType), sent: sent, time: time)
    let end = decoder.isReassembled ? decoder.reassembledBytes.count : frame.count
    switch packet {
    case .segment(let segment):
      #expect(segment.payload.upperBound <= end)
      #expect(segment.payloadLength >= segment.payload.count)
    case .datagram(let datagram): #expect(datagram.payload.upperBound <= end)
    default: break
    }
  }

  @Test func everyPrefixOfEveryFrame() {
    var decoder = PacketDecoder()
    for (linkType, frame) in Self.frames {
      for length in 0...frame.count {
        Self.check(Array(frame[..<length]), linkType, &decoder, sent: frame.count)
        Self.check(Array(frame[..<length]), linkType, &decoder, sent: length)
      }
    }
  }

  @Test func everyByteWithOtherValues() {
    var decoder = PacketDecoder()
    for (linkType, frame) in Self.frames {
      for index in frame.indices {
        var changed = frame
        for value in [0x00, 0x01, 0x04, 0x0f, 0x2c, 0x45, 0x60, 0x7f, 0x80, 0xf0, 0xff, frame[index] ^ 0x20]
          as [UInt8]
        {
          changed[index] = value
          Self.check(changed, linkType, &decoder, sent: frame.count)
        }
      }
    }
  }

  @Test func randomChanges() {
    var generator = SplitMix(state: 1)
    var decoder = PacketDecoder()
    for _ in 0..<60_000 {
      var (linkType, frame) = Self.frames[Int.random(in: 0..<Self.frames.count, using: &generator)]
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        frame[Int.random(in: 0..<frame.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      if Bool.random(using: &generator) {
        frame.removeLast(Int.random(in: 0...frame.count, using: &generator))
      }
      let sent = Int(truncatingIfNeeded: generator.next()) >> Int.random(in: 0...63, using: &generator)
      Self.check(frame, linkType, &decoder, sent: sent, time: Int64(truncatingIfNeeded: generator.next()))
    }
  }

  /// Fragments of two datagrams with random places, so that they overlap in every way.
  @Test func randomFragments() {
    var generator = SplitMix(state: 2)
    var decoder = PacketDecoder()
    for _ in 0..<60_000 {
      let bytes = [UInt8](repeating: 0x50, count: Int.random(in: 0...40, using: &generator))
      let offset = Int.random(in: 0...6, using: &generator) * 8
      let more = Int.random(in: 0...3, using: &generator) > 0
      let identification = Int.random(in: 0...1, using: &generator)
      let frame = Build.ipv4(bytes, identification: identification, offset: offset, more: more)
      Self.check(frame, 101, &decoder, sent: frame.count)
      let header = Build.fragmentHeader(
        offset: offset, more: more, identification: UInt32(identification), bytes)
      let frame6 = Build.ipv6(header, next: 44)
      Self.check(frame6, 101, &decoder, sent: frame6.count, time: Int64(generator.next() >> 20))
    }
  }
}
