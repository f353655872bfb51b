import Bytes
import Packets
import Streams

extension FuzzTarget {
  static let reassembly = FuzzTarget(
    name: "reassembly",
    about: "a known stream that is cut, reordered, dropped, doubled and overlapped, against the truth"
  ) { bytes in
    var stream = KnownStream(bytes)
    stream.run()
  }
}

/// One side of a connection says bytes that follow from their places. Four bytes of the input are a segment: where it
/// begins, how long it is, and what is odd about it.
private struct KnownStream {
  private let input: [UInt8]
  private let start: UInt32
  private var table: ConnectionTable
  private var sink = EventSink()
  private var decoder = PacketDecoder()
  private var frame: UInt32 = 0
  private var time: Int64 = 0
  /// How many bytes of the stream were delivered or reported lost.
  private var place = 0
  /// Which bytes some segment held whole.
  private var sent = [Bool](repeating: false, count: length)
  private var delivered = 0
  private var hasEnded = false

  /// Bytes of the stream.
  private static let length = 1 << 14

  init(_ input: [UInt8]) {
    self.input = input
    // Near the end of the sequence numbers, so that they wrap.
    start = 0 &- UInt32(input.first ?? 0) &* 16
    var budget = ReassemblyBudget()
    // Patient, so that only what no segment holds is lost.
    budget.segmentsPastHole = .max
    budget.nanosecondsPastHole = .max
    budget.segmentsPerSide = .max
    table = ConnectionTable(budget: budget)
  }

  mutating func run() {
    send(TCPPacket.syn, sequence: start, [])
    answer(TCPPacket.syn | TCPPacket.ack)
    send(TCPPacket.ack, sequence: start &+ 1, [])
    var index = 1
    while index + 4 <= input.count, !hasEnded {
      step(
        input[index], offset: Int(input[index + 1]) | Int(input[index + 2]) << 8, size: Int(input[index + 3]))
      index += 4
    }
    while table.finishNext(into: &sink) { take([]) }
    require(
      delivered == sent.count(where: \.self), "\(delivered) of \(sent.count(where: \.self)) bytes came out")
  }

  private mutating func step(_ kind: UInt8, offset: Int, size: Int) {
    // Most segments are near what was sent: the table decides what lies outside its window.
    let low = kind & 0x80 != 0 ? offset % Self.length : min(Self.length, place + offset % 64)
    let bytes = (low..<min(Self.length, low + size)).map(Self.byte)
    let sequence = start &+ 1 &+ UInt32(low)
    switch kind & 0x0f {
    case 0: answer(TCPPacket.ack)
    case 1: send(TCPPacket.ack, sequence: start &+ UInt32(place), [])
    default:
      for offset in bytes.indices { sent[low + offset] = true }
      send(TCPPacket.ack, sequence: sequence, bytes)
      if kind & 0x0f == 2 { send(TCPPacket.ack, sequence: sequence, bytes) }
    }
  }

  /// Never zero: a few zeros behind a packet may be padding of its link layer.
  private static func byte(_ place: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: place &* 131 &+ place >> 8) | 1
  }

  private mutating func send(_ flags: UInt8, sequence: UInt32, _ bytes: [UInt8]) {
    receive(TCPPacket(isFromClient: true, sequence: sequence, acknowledgement: 7001, flags: flags), bytes)
  }

  /// The server acknowledges what was delivered, and says nothing.
  private mutating func answer(_ flags: UInt8) {
    let sequence: UInt32 = flags & TCPPacket.syn != 0 ? 7000 : 7001
    receive(
      TCPPacket(
        isFromClient: false, sequence: sequence, acknowledgement: start &+ 1 &+ UInt32(place), flags: flags),
      [])
  }

  private mutating func receive(_ packet: TCPPacket, _ bytes: [UInt8]) {
    frame += 1
    time += 1_000_000
    var packet = packet
    packet.identification = UInt16(truncatingIfNeeded: frame)
    let whole = packet.bytes(with: bytes)
    let decoded = decoder.decode(whole.span, linkType: .raw, originalLength: whole.count, time: time)
    guard case .segment(let segment) = decoded else { fatalError("the packet was not decoded: \(decoded)") }
    table.receive(segment, in: whole.span, stamp: FrameStamp(number: frame, time: time), into: &sink)
    trace("\(packet) \(bytes.count) bytes, place \(place)")
    take(whole)
  }

  /// What came out is what was said at that place, each byte once.
  private mutating func take(_ frame: [UInt8]) {
    for event in sink.events {
      trace("  \(event.side) \(event.kind)")
      switch event.kind {
      case .data:
        let bytes = sink.bytes(of: event, in: frame.span)
        for byte in bytes {
          require(byte == Self.byte(place), "byte \(place) is wrong")
          place += 1
        }
        delivered += bytes.count
      case .gap(let count, isCut: let isCut):
        require(!isCut, "nothing was cut")
        for lost in place..<min(Self.length, place + Int(count)) {
          require(!sent[lost], "byte \(lost) was sent, and is lost")
        }
        place += Int(count)
      case .opened, .syn, .synAck, .handshakeAck, .retransmission, .fin, .reset, .outOfWindowReset,
        .unreachable,
        .packetTooBig:
        break
      }
    }
    sink.removeAll()
  }
}

/// A segment over IPv4 (RFC 791, section 3.1; RFC 9293, section 3.1) without options.
private struct TCPPacket {
  var isFromClient: Bool
  var sequence: UInt32
  var acknowledgement: UInt32
  var flags: UInt8
  var identification: UInt16 = 0

  static let syn: UInt8 = 0x02
  static let ack: UInt8 = 0x10
  private static let client: (address: [UInt8], port: [UInt8]) = ([192, 0, 2, 1], [0xc0, 0x00])
  private static let server: (address: [UInt8], port: [UInt8]) = ([198, 51, 100, 7], [0x01, 0xbb])

  /// The packet, its checksums zero.
  func bytes(with payload: [UInt8]) -> [UInt8] {
    let (source, destination) = isFromClient ? (Self.client, Self.server) : (Self.server, Self.client)
    let length = UInt16(40 + payload.count)
    let internet: [UInt8] =
      [0x45, 0] + Self.big(length) + Self.big(identification) + [0x40, 0, 64, 6, 0, 0] + source.address
      + destination.address
    let transport: [UInt8] =
      source.port + destination.port + Self.big(sequence) + Self.big(acknowledgement) + [0x50, flags]
      + [0xff, 0xff, 0, 0, 0, 0]
    return internet + transport + payload
  }

  private static func big(_ number: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: number.bigEndian) { Array($0) }
  }
}
