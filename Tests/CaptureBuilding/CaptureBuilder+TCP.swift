/// Writing the segments of TCP connections.
extension CaptureBuilder {
  /// A connection between two end points. Nothing is written yet.
  package mutating func tcp(
    client: EndPoint, server: EndPoint, options: TCPOptions = TCPOptions()
  ) -> TCPFlow {
    let first: [Side: UInt32] = [
      .client: options.clientSequence ?? UInt32(truncatingIfNeeded: randomness.next()),
      .server: options.serverSequence ?? UInt32(truncatingIfNeeded: randomness.next()),
    ]
    conversations.append(Conversation(options: options, next: first))
    return TCPFlow(index: conversations.count - 1, client: client, server: server)
  }

  /// Writes SYN, SYN+ACK and ACK.
  @discardableResult
  package mutating func handshake(_ flow: TCPFlow) -> ClosedRange<Int> {
    let first = syn(flow)
    synAck(flow)
    return first...ack(flow, .client)
  }

  /// Writes the client's SYN.
  @discardableResult
  package mutating func syn(_ flow: TCPFlow) -> Int {
    write(flow, .client, [.syn], options: synOptions(flow, .client), window: 64_240)
  }

  /// Writes the server's SYN+ACK.
  @discardableResult
  package mutating func synAck(_ flow: TCPFlow) -> Int {
    write(flow, .server, [.syn, .ack], options: synOptions(flow, .server), window: 65_535)
  }

  /// Writes an ACK without data, for all that the other side has sent.
  @discardableResult
  package mutating func ack(_ flow: TCPFlow, _ side: Side) -> Int {
    write(flow, side, [.ack])
  }

  /// Writes data, in as many segments as the other side's largest segment asks for. The last carries PSH.
  ///
  /// `segmentSize` makes smaller ones; `large` leaves the cutting to the network card, as an offloading host
  /// shows: one frame whose IPv4 header states a length of 0.
  @discardableResult
  package mutating func send(
    _ flow: TCPFlow, _ side: Side, _ bytes: [UInt8], segmentSize: Int? = nil, large: Bool = false
  ) -> ClosedRange<Int> {
    precondition(!bytes.isEmpty, "a segment without data is an ack")
    let first = frames.count + 1
    let size = large ? bytes.count : segmentSize ?? conversations[flow.index].largestSegment(from: side)
    for start in stride(from: 0, to: bytes.count, by: size) {
      let end = min(start + size, bytes.count)
      let flags: TCPFlags = end == bytes.count ? [.ack, .psh] : [.ack]
      write(flow, side, flags, payload: Array(bytes[start..<end]), statesNoLength: large)
    }
    return first...frames.count
  }

  /// Writes a segment anywhere in the stream without moving it: `offset` counts from the next byte that the side
  /// would send (negative: already sent), so overlaps and conflicting copies can be built.
  @discardableResult
  package mutating func segment(
    _ flow: TCPFlow, _ side: Side, _ flags: TCPFlags = [.ack, .psh], payload: [UInt8] = [], offset: Int = 0
  ) -> Int {
    let kept = conversations[flow.index].next
    conversations[flow.index].next[side] = kept[side, default: 0] &+ UInt32(truncatingIfNeeded: offset)
    defer { conversations[flow.index].next = kept }
    return write(flow, side, flags, payload: payload)
  }

  /// Writes FIN+ACK.
  @discardableResult
  package mutating func fin(_ flow: TCPFlow, _ side: Side) -> Int {
    write(flow, side, [.fin, .ack])
  }

  /// Closes from `side`: its FIN, the other's FIN, the last ACK.
  @discardableResult
  package mutating func close(_ flow: TCPFlow, from side: Side) -> ClosedRange<Int> {
    let first = fin(flow, side)
    fin(flow, side.other)
    return first...ack(flow, side)
  }

  /// Writes RST, with ACK unless told otherwise. `offset` moves its sequence number away from the right one.
  @discardableResult
  package mutating func rst(_ flow: TCPFlow, _ side: Side, ack: Bool = true, offset: Int = 0) -> Int {
    let kept = conversations[flow.index].next
    conversations[flow.index].next[side] = kept[side, default: 0] &+ UInt32(truncatingIfNeeded: offset)
    defer { conversations[flow.index].next = kept }
    return write(flow, side, ack ? [.rst, .ack] : [.rst], window: 0)
  }

  /// Writes the RST of a closed port, whose sequence number is 0 (RFC 9293, section 3.5.2).
  @discardableResult
  package mutating func refuse(_ flow: TCPFlow) -> Int {
    let kept = conversations[flow.index].next
    conversations[flow.index].next[.server] = 0
    defer { conversations[flow.index].next = kept }
    return write(flow, .server, [.rst, .ack], window: 0)
  }

  /// Writes a keep-alive: one byte before the next one, already acknowledged (RFC 9293, section 3.8.4).
  @discardableResult
  package mutating func keepAlive(_ flow: TCPFlow, _ side: Side) -> Int {
    segment(flow, side, [.ack], payload: [0], offset: -1)
  }

  /// Writes one segment with the flow's numbers and moves them on.
  @discardableResult
  package mutating func write(
    _ flow: TCPFlow, _ side: Side, _ flags: TCPFlags, payload: [UInt8] = [], options: [UInt8] = [],
    window: UInt16 = 1026, statesNoLength: Bool = false
  ) -> Int {
    letTimePass(flow, side, answers: flags == [.ack] && payload.isEmpty)
    let next = conversations[flow.index].next
    let segment = TCPSegment(
      source: flow.endPoint(of: side), destination: flow.endPoint(of: side.other),
      sequence: next[side, default: 0],
      acknowledgment: flags.contains(.ack) ? next[side.other, default: 0] : 0, flags: flags, window: window,
      options: options + timestampOption(flow, side), payload: payload,
      omitsChecksum: offloadsChecksums && flow.endPoint(of: side).address == captureHost)
    let counted = payload.count + (flags.contains(.syn) ? 1 : 0) + (flags.contains(.fin) ? 1 : 0)
    conversations[flow.index].next[side, default: 0] &+= UInt32(truncatingIfNeeded: counted)
    let number = put(segment, statesNoLength: statesNoLength)
    segments[number] = SentSegment(flow: flow, side: side, segment: segment)
    return number
  }

  mutating func put(_ segment: TCPSegment, statesNoLength: Bool = false) -> Int {
    let source = segment.source.address
    let destination = segment.destination.address
    guard statesNoLength, !source.isVersion6 else {
      return datagram(segment.bytes, protocolNumber: 6, from: source, to: destination).upperBound
    }
    var header = IPv4Header(
      source: source, destination: destination, protocolNumber: 6,
      identification: nextIdentification(of: source))
    header.statedTotalLength = 0
    return packet(header.packet(segment.bytes), from: source, to: destination)
  }

  // The far side's frame reaches the capture one round trip after the near side's last one.
  // A bare ACK asks for nothing, but for the one that opens the connection.
  private mutating func letTimePass(_ flow: TCPFlow, _ side: Side, answers: Bool) {
    let conversation = conversations[flow.index]
    let near: Side = flow.server.address == captureHost ? .server : .client
    wait(microseconds: randomness.number(side == near ? 18...140 : 2...30))
    if side != near, let asked = conversation.lastTime[near] {
      wait(
        until: asked.advanced(microseconds: conversation.options.roundTrip + randomness.number(0...400)))
    }
    if answers, conversation.isOpen { return }
    conversations[flow.index].isOpen = conversation.isOpen || answers
    conversations[flow.index].lastTime[side] = now
  }

  // Maximum segment size 2, window scale 3, SACK permitted 4, no operation 1: Windows' order.
  private func synOptions(_ flow: TCPFlow, _ side: Side) -> [UInt8] {
    let options = conversations[flow.index].options
    let largest = side == .client ? options.clientMaximumSegment : options.serverMaximumSegment
    return [2, 4, UInt8(largest >> 8), UInt8(truncatingIfNeeded: largest), 1, 3, 3, 8, 1, 1, 4, 2]
  }

  // Kind 8, length 10, value and echo: milliseconds of this side's clock and of the other's last segment.
  private func timestampOption(_ flow: TCPFlow, _ side: Side) -> [UInt8] {
    let conversation = conversations[flow.index]
    guard conversation.options.timestamps else { return [] }
    var option: [UInt8] = [1, 1, 8, 10]
    option.append(now.nanoseconds / 1_000_000, width: 4)
    option.append((conversation.lastTime[side.other]?.nanoseconds ?? 0) / 1_000_000, width: 4)
    return option
  }
}
