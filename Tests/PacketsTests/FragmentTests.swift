import Packets
import Testing

/// Datagrams in fragments: every split, every order, overlaps, cuts and bounds.
struct FragmentTests {
  /// A segment of 40 bytes: five units of eight.
  static let datagram = Build.tcp(Array(1...20))

  /// One fragment of a datagram, as a frame.
  static func frame(
    _ range: Range<Int>, of datagram: [UInt8] = datagram, isIPv6: Bool = false, identification: Int = 7,
    source: [UInt8]? = nil, next: UInt8 = 6
  ) -> [UInt8] {
    let more = range.upperBound < datagram.count
    let bytes = Array(datagram[range])
    if isIPv6 {
      let body = Build.fragmentHeader(
        next: next, offset: range.lowerBound, more: more, identification: UInt32(identification), bytes)
      return Build.ethernet(0x86dd, Build.ipv6(body, next: 44, source: source ?? Build.client6))
    }
    return Build.ethernet(
      0x0800,
      Build.ipv4(
        bytes, next: next, identification: identification, offset: range.lowerBound, more: more,
        source: source ?? Build.client4))
  }

  /// All ways to cut `units` units into pieces, as ranges of bytes.
  static func splits(units: Int) -> [[Range<Int>]] {
    (0..<1 << (units - 1)).map { mask in
      let cuts = [0] + (1..<units).filter { mask & 1 << ($0 - 1) != 0 } + [units]
      return zip(cuts, cuts.dropFirst()).map { $0 * 8..<$1 * 8 }
    }
  }

  static func orders<Element>(_ list: [Element]) -> [[Element]] {
    guard !list.isEmpty else { return [[]] }
    return list.indices.flatMap { index in
      var rest = list
      let first = rest.remove(at: index)
      return orders(rest).map { [first] + $0 }
    }
  }

  static func expectWhole(
    _ packet: DecodedPacket, _ decoder: PacketDecoder, _ comment: Comment, isIPv6: Bool = false
  ) {
    #expect(decoder.isReassembled, comment)
    #expect(decoder.reassembledBytes == datagram, comment)
    #expect(packet.segment?.payload == 20..<40, comment)
    #expect(packet.segment?.payloadLength == 20, comment)
    #expect(packet.segment?.source.address.isIPv4 == !isIPv6, comment)
  }

  @Test func everySplitAndOrderGivesOneAnswer() {
    for isIPv6 in [false, true] {
      for split in Self.splits(units: 5) where split.count > 1 {
        for order in Self.orders(split) {
          var decoder = PacketDecoder()
          for range in order.dropLast() {
            #expect(decoder.decode(Self.frame(range, isIPv6: isIPv6)).kind == "fragment", "\(order)")
            #expect(!decoder.isReassembled, "\(order)")
          }
          let last = decoder.decode(Self.frame(order[order.count - 1], isIPv6: isIPv6))
          Self.expectWhole(last, decoder, "\(order) IPv6 \(isIPv6)", isIPv6: isIPv6)
          #expect(decoder.decode(Build.ethernet(0x0806, [])).kind == "other")
          #expect(!decoder.isReassembled)
        }
      }
    }
  }

  @Test func everySplitWithEveryFragmentTwice() {
    for isIPv6 in [false, true] {
      for split in Self.splits(units: 4) where split.count > 1 {
        var decoder = PacketDecoder()
        let datagram = Array(Self.datagram[..<32])
        for range in split.dropLast() {
          for _ in 0..<2 { _ = decoder.decode(Self.frame(range, of: datagram, isIPv6: isIPv6)) }
        }
        let last = decoder.decode(Self.frame(split[split.count - 1], of: datagram, isIPv6: isIPv6))
        #expect(last.segment?.payloadLength == 12, "\(split)")
        #expect(decoder.reassembledBytes == datagram, "\(split)")
      }
    }
  }

  @Test func datagramsDoNotMix() {
    let last = 16..<40
    let others: [[UInt8]] = [
      Self.frame(last, identification: 8), Self.frame(last, source: [192, 0, 2, 9]),
      Self.frame(last, next: 17),
      Self.frame(last, isIPv6: true),
    ]
    for other in others {
      var decoder = PacketDecoder()
      _ = decoder.decode(Self.frame(0..<16))
      #expect(decoder.decode(other).kind == "fragment")
      Self.expectWhole(decoder.decode(Self.frame(last)), decoder, "after another")
    }
  }

  /// In IPv6 only the first fragment's next header counts, and extension headers may be cut in two.
  @Test func theFirstFragmentNamesTheProtocol() {
    var decoder = PacketDecoder()
    _ = decoder.decode(Self.frame(16..<40, isIPv6: true, next: 99))
    Self.expectWhole(decoder.decode(Self.frame(0..<16, isIPv6: true)), decoder, "last first", isIPv6: true)
    let options = Build.extensionHeader(next: 6, words: 3, Self.datagram)
    _ = decoder.decode(Self.frame(0..<16, of: options, isIPv6: true, next: 60))
    let packet = decoder.decode(Self.frame(16..<64, of: options, isIPv6: true, next: 60))
    #expect(packet.segment?.payload == 44..<64)
    let signed = Build.authentication(next: 6, Self.datagram)
    _ = decoder.decode(Self.frame(0..<8, of: signed, next: 51))
    #expect(decoder.decode(Self.frame(8..<64, of: signed, next: 51)).segment?.payload == 44..<64)
  }

  @Test func theFirstCopyOfEveryByteIsKept() {
    let forged = Self.datagram[..<16] + [UInt8](repeating: 0xee, count: 24)
    var decoder = PacketDecoder()
    _ = decoder.decode(Self.frame(16..<32))
    _ = decoder.decode(Self.frame(8..<40, of: Array(forged)))
    let packet = decoder.decode(Self.frame(0..<24, of: Array(forged)))
    #expect(packet.segment?.payloadLength == 20)
    #expect(decoder.reassembledBytes == Self.datagram[..<32] + [UInt8](repeating: 0xee, count: 8))
  }

  /// The last fragment lies inside the first: the datagram ends where the last one says.
  @Test func teardrop() {
    var decoder = PacketDecoder()
    let datagram = Build.udp(Array(1...28))
    _ = decoder.decode(Self.frame(0..<32, of: datagram, next: 17))
    let inside = Build.ipv4(Array(datagram[24..<28]), next: 17, offset: 24)
    let packet = decoder.decode(Build.ethernet(0x0800, inside))
    #expect(packet.datagram?.payload == 8..<28)
    #expect(decoder.reassembledBytes.count == 28)
  }

  @Test func overlapsEndAnIPv6Datagram() {
    for overlap in [0..<16, 0..<32, 8..<16, 16..<32, 8..<24] {
      var decoder = PacketDecoder()
      _ = decoder.decode(Self.frame(0..<24, isIPv6: true))
      _ = decoder.decode(Self.frame(overlap, isIPv6: true))
      #expect(decoder.decode(Self.frame(24..<40, isIPv6: true)).kind == "fragment", "\(overlap)")
      // It stays ended, whatever else comes.
      _ = decoder.decode(Self.frame(0..<24, isIPv6: true))
      #expect(decoder.decode(Self.frame(24..<40, isIPv6: true)).kind == "fragment", "\(overlap)")
    }
  }

  @Test func aCutFragmentNeverCompletes() {
    for isIPv6 in [false, true] {
      for cut in 1...24 {
        var decoder = PacketDecoder()
        let last = Self.frame(16..<40, isIPv6: isIPv6)
        _ = decoder.decode(Self.frame(0..<16, isIPv6: isIPv6))
        #expect(decoder.decode(Array(last.dropLast(cut)), sent: last.count).kind == "fragment", "\(cut)")
        Self.expectWhole(decoder.decode(last), decoder, "whole after \(cut)", isIPv6: isIPv6)
      }
    }
  }

  /// A first fragment that is truncated shows its header, as in Wireshark; in IPv6 Wireshark does not look.
  @Test func aCutFirstFragmentShowsItsHeader() {
    var decoder = PacketDecoder()
    let first = Self.frame(0..<32)
    let segment = decoder.decode(Array(first.dropLast(4)), sent: first.count).segment
    #expect(segment?.payload.count == 8)
    #expect(segment?.payloadLength == 12)
    #expect(!decoder.isReassembled)
    let first6 = Self.frame(0..<32, isIPv6: true)
    #expect(decoder.decode(Array(first6.dropLast(4)), sent: first6.count).kind == "fragment")
  }

  @Test func oldDatagramsAreGivenUp() {
    let second: Int64 = 1_000_000_000
    for (age, kind) in [(60 * second, "segment"), (60 * second + 1, "fragment")] {
      var decoder = PacketDecoder()
      _ = decoder.decode(Self.frame(0..<16), time: 5)
      #expect(decoder.decode(Self.frame(16..<40), time: 5 + age).kind == kind)
    }
    // A clock that runs backwards, or over, stops nothing.
    var decoder = PacketDecoder()
    _ = decoder.decode(Self.frame(0..<16), time: .max)
    #expect(decoder.decode(Self.frame(16..<40), time: .max - 9).kind == "segment")
    for time in [Int64.min, .max, 0, .min] { _ = decoder.decode(Self.frame(0..<16), time: time) }
  }

  @Test func theOldestDatagramMakesRoom() {
    // One of 300 is the oldest of at most 256 that stay.
    for (index, kind) in [(0, "fragment"), (43, "fragment"), (44, "segment"), (299, "segment")] {
      var decoder = PacketDecoder()
      for number in 0..<300 { _ = decoder.decode(Self.frame(0..<16, identification: number)) }
      #expect(decoder.decode(Self.frame(16..<40, identification: index)).kind == kind, "\(index)")
    }
    // Four megabytes are kept: 100 datagrams of 60000 bytes are too many.
    let large = Self.datagram + [UInt8](repeating: 0, count: 60_000)
    for (index, kind) in [(0, "fragment"), (99, "segment")] {
      var decoder = PacketDecoder()
      for number in 0..<100 { _ = decoder.decode(Self.frame(0..<60_000, of: large, identification: number)) }
      #expect(decoder.decode(Self.frame(60_000..<large.count, of: large, identification: index)).kind == kind)
    }
  }

  @Test func fragmentsBeyondTheLongestDatagram() {
    var decoder = PacketDecoder()
    let beyond = Build.ipv4([UInt8](repeating: 1, count: 8), offset: 65_528)
    #expect(decoder.decode(Build.ethernet(0x0800, beyond)).kind == "fragment")
    let longest = [UInt8](repeating: 0, count: 65_535)
    _ = decoder.decode(Self.frame(0..<32_768, of: longest, identification: 9))
    let last = decoder.decode(Self.frame(32_768..<65_535, of: longest, identification: 9))
    #expect(decoder.reassembledBytes.count == 65_535)
    #expect(last.kind == "segment")
  }

  @Test func emptyFragmentsChangeNothing() {
    var decoder = PacketDecoder()
    #expect(decoder.decode(Build.ethernet(0x0800, Build.ipv4([], more: true))).kind == "fragment")
    #expect(decoder.decode(Build.ethernet(0x0800, Build.ipv4([], offset: 40))).kind == "fragment")
    _ = decoder.decode(Self.frame(0..<16))
    Self.expectWhole(decoder.decode(Self.frame(16..<40)), decoder, "after empty ones")
  }

  @Test func aFragmentInsideADatagramIsNotFollowed() {
    var decoder = PacketDecoder()
    let nested = Build.fragmentHeader(offset: 8, more: true, Self.datagram)
    _ = decoder.decode(Self.frame(0..<16, of: nested, isIPv6: true, next: 44))
    #expect(decoder.decode(Self.frame(16..<48, of: nested, isIPv6: true, next: 44)).kind == "other")
  }

  /// The frames of a datagram are those of its fragments, copies included, and of no other datagram.
  @Test func theFramesOfADatagram() {
    for isIPv6 in [false, true] {
      var decoder = PacketDecoder()
      func decode(_ number: UInt32, _ frame: [UInt8], time: Int64 = 0) -> String {
        decoder.frameNumber = number
        return decoder.decode(frame, time: time).kind
      }
      let parts = [0..<16, 16..<24, 24..<40].map { Self.frame($0, isIPv6: isIPv6) }
      let other = Self.frame(0..<16, isIPv6: isIPv6, identification: 8)
      _ = decode(3, parts[2])
      _ = decode(5, other)
      _ = decode(6, parts[2])
      _ = decode(8, parts[0])
      #expect(decode(9, parts[1]) == "segment")
      #expect(decoder.reassembledFrames == [3, 6, 8, 9])
      #expect(decoder.isReassembled)
      // The same number again begins again; what was given up for its age does not count.
      _ = decode(10, parts[0])
      let late: Int64 = 61_000_000_000
      for (number, part) in zip([11, 12, 13] as [UInt32], parts) { _ = decode(number, part, time: late) }
      #expect(decoder.reassembledFrames == [11, 12, 13])
      #expect(decode(14, Build.ethernet(0x0800, Build.ipv4(Build.tcp()))) == "segment")
      #expect(!decoder.isReassembled)
    }
    // Nobody asks.
    var decoder = PacketDecoder()
    _ = decoder.decode(Self.frame(0..<16))
    _ = decoder.decode(Self.frame(16..<40))
    #expect(decoder.isReassembled && decoder.reassembledFrames.isEmpty)
  }

  /// Copies of fragments keep no bytes, but their frames are counted against the bound.
  @Test func framesOfCopiesAreBounded() {
    var decoder = PacketDecoder()
    let oldest = Self.frame(0..<16, identification: 1)
    decoder.frameNumber = 1
    _ = decoder.decode(oldest)
    let copy = Self.frame(0..<16, identification: 2)
    for number in 2...1_100_000 as ClosedRange<UInt32> {
      decoder.frameNumber = number
      _ = decoder.decode(copy)
    }
    #expect(decoder.decode(Self.frame(16..<40, identification: 1)).kind == "fragment")
  }
}
