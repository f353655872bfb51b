@testable import Packets

/// One of the two programs of a test conversation; the client opens it.
enum Speaker: Int, CaseIterable {
  case client
  case server

  var opposite: Speaker { self == .client ? .server : .client }
}

/// A segment as a test captures it, with the bytes of its payload and the time since the first.
struct Captured {
  var speaker: Speaker
  var segment: TCPSegment
  var bytes: [UInt8]
  /// Nanoseconds; nil is one millisecond after the segment before.
  var time: Int64?
}

/// Writes what two TCP programs would send, one segment after the other.
struct Conversation {
  static let client = EndPoint(address: IPAddress(v4: 0xc000_0201), port: 49_152)
  static let server = EndPoint(address: IPAddress(v4: 0xc633_6407), port: 443)

  var segments: [Captured] = []
  /// The next sequence number of each speaker.
  var next: [UInt32]
  var window: UInt16 = 8192
  var clientEnd = Conversation.client
  /// What a speaker acknowledges, where that is not all that the other has sent.
  var acknowledged: [UInt32?] = [nil, nil]

  init(clientStart: UInt32 = 1000, serverStart: UInt32 = 70_000) {
    next = [clientStart, serverStart]
  }

  /// SYN, SYN/ACK, ACK.
  mutating func open() {
    send(.client, .syn)
    send(.server, [.syn, .ack])
    send(.client, .ack)
  }

  mutating func say(_ speaker: Speaker, _ bytes: [UInt8]) {
    send(speaker, [.ack, .psh], bytes)
  }

  mutating func say(_ speaker: Speaker, _ text: String) {
    say(speaker, Array(text.utf8))
  }

  mutating func close() {
    send(.client, [.fin, .ack])
    send(.server, [.fin, .ack])
    send(.client, .ack)
  }

  /// Adds a segment at the speaker's next sequence number, which moves on by what it holds.
  mutating func send(_ speaker: Speaker, _ flags: TCPFlags, _ bytes: [UInt8] = []) {
    let segment = make(speaker, flags, bytes, sequence: next[speaker.rawValue])
    segments.append(segment)
    let steps = UInt32(bytes.count) &+ (flags.contains(.syn) ? 1 : 0) &+ (flags.contains(.fin) ? 1 : 0)
    next[speaker.rawValue] &+= steps
  }

  /// Adds a segment at any sequence number; nothing moves.
  mutating func insert(
    _ speaker: Speaker, _ flags: TCPFlags, _ bytes: [UInt8] = [], sequence: UInt32,
    acknowledgement: UInt32? = nil
  ) {
    var segment = make(speaker, flags, bytes, sequence: sequence)
    if let acknowledgement { segment.segment.acknowledgement = acknowledgement }
    segments.append(segment)
  }

  func make(_ speaker: Speaker, _ flags: TCPFlags, _ bytes: [UInt8], sequence: UInt32) -> Captured {
    let isClient = speaker == .client
    let acknowledgement = acknowledged[speaker.rawValue] ?? next[speaker.opposite.rawValue]
    let segment = TCPSegment(
      source: isClient ? clientEnd : Self.server, destination: isClient ? Self.server : clientEnd,
      sequence: sequence, acknowledgement: flags.contains(.ack) ? acknowledgement : 0, flags: flags,
      window: window, windowScale: flags.contains(.syn) ? 2 : nil, hopLimit: 64, payload: 0..<bytes.count,
      payloadLength: bytes.count)
    return Captured(speaker: speaker, segment: segment, bytes: bytes)
  }

  /// The bytes that a speaker sent, put together from its segments in their order.
  func said(_ speaker: Speaker) -> [UInt8] {
    segments.filter { $0.speaker == speaker }.flatMap(\.bytes)
  }

  /// A request of two segments, an answer of three, both ends.
  static func ordinary(clientStart: UInt32 = 1000, serverStart: UInt32 = 70_000) -> Conversation {
    var talk = Conversation(clientStart: clientStart, serverStart: serverStart)
    talk.open()
    talk.say(.client, "hello from ")
    talk.say(.client, "the client")
    talk.say(.server, "and here is ")
    talk.say(.server, "an answer of ")
    talk.say(.server, "three segments")
    talk.close()
    return talk
  }
}
