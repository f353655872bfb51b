/// Frames that a capture missed, saw twice, saw late or cut.
extension CaptureBuilder {
  /// Sends the segment of `frame` once more: same bytes of data, a new IP identification, a later time.
  @discardableResult
  package mutating func retransmit(_ frame: Int) -> Int {
    guard let sent = segments[frame] else { preconditionFailure("frame \(frame) holds no segment of a flow") }
    wait(microseconds: randomness.number(20...90))
    let number = put(sent.segment)
    segments[number] = sent
    conversations[sent.flow.index].lastTime[sent.side] = now
    return number
  }

  /// Writes the same frame again, byte for byte, as a capture at two places of one host does.
  @discardableResult
  package mutating func duplicate(_ frame: Int) -> Int {
    wait(microseconds: 3)
    var copy = frames[frame - 1]
    copy.time = now
    frames.append(copy)
    return frames.count
  }

  /// What `body` writes is sent and received, but the capture does not contain it.
  package mutating func lose(_ body: (inout CaptureBuilder) -> Void) {
    _ = hold(body)
  }

  /// What `body` writes was sent before its sender had received the segment of `frame`: it does not acknowledge it.
  package mutating func unaware(of frame: Int, _ body: (inout CaptureBuilder) -> Void) {
    guard let sent = segments[frame] else { preconditionFailure("frame \(frame) holds no segment of a flow") }
    let next = conversations[sent.flow.index].next[sent.side, default: 0]
    conversations[sent.flow.index].next[sent.side] = sent.segment.sequence
    body(&self)
    conversations[sent.flow.index].next[sent.side] = next
  }

  /// What `body` writes passes later, reordered or as the copy that a loss made necessary: give the answer to ``release(_:)``.
  package mutating func hold(_ body: (inout CaptureBuilder) -> Void) -> [CapturedFrame] {
    let count = frames.count
    body(&self)
    let held = Array(frames[count...])
    frames.removeLast(held.count)
    segments = segments.filter { $0.key <= count }
    packets = packets.filter { $0.key <= count }
    return held
  }

  /// Keeps the frames at these places (0-based), in this order and as often as they are named; the others were
  /// not captured. What was remembered of frames for later calls is forgotten.
  package mutating func keepOnly(_ places: [Int]) {
    frames = places.map { frames[$0] }
    segments = [:]
    packets = [:]
  }

  /// The side of `flow` that sent `frame`; `nil` when it is of no or of another flow.
  package func sender(of frame: Int, in flow: TCPFlow) -> Side? {
    segments[frame].flatMap { $0.flow == flow ? $0.side : nil }
  }

  /// The number of the last frame that `side` of `flow` sent.
  package func lastFrame(of flow: TCPFlow, _ side: Side) -> Int {
    segments.filter { $0.value.flow == flow && $0.value.side == side }.keys.max() ?? 0
  }

  /// Writes held frames at the present time, in the order of the array.
  @discardableResult
  package mutating func release(_ held: [CapturedFrame]) -> ClosedRange<Int> {
    precondition(!held.isEmpty)
    let first = frames.count + 1
    for frame in held {
      wait(microseconds: 5)
      var late = frame
      late.time = now
      frames.append(late)
    }
    return first...frames.count
  }

  /// Lets two frames change places; the times stay in order.
  package mutating func exchange(_ first: Int, _ second: Int) {
    frames.swapAt(first - 1, second - 1)
    let time = frames[first - 1].time
    frames[first - 1].time = frames[second - 1].time
    frames[second - 1].time = time
  }

  /// Moves a side's stream on by so many bytes that it sent and the capture does not contain.
  package mutating func skip(_ flow: TCPFlow, _ side: Side, bytes: UInt32) {
    conversations[flow.index].next[side, default: 0] &+= bytes
  }

  /// Keeps only the first `length` bytes of `frame`.
  package mutating func cut(_ frame: Int, to length: Int) {
    frames[frame - 1].keptLength = length
  }

  /// Puts a comment on `frame`; only pcapng holds it.
  package mutating func comment(_ frame: Int, _ text: String) {
    frames[frame - 1].comment = text
  }

  /// Answers `frame` with ICMP destination unreachable of `code` (RFC 792), quoting its IP header and 8 bytes.
  @discardableResult
  package mutating func unreachable(quoting frame: Int, from router: Address, code: UInt8 = 3) -> Int {
    guard let packet = packets[frame] else { preconditionFailure("frame \(frame) holds no IP packet") }
    var message: [UInt8] = [3, code, 0, 0, 0, 0, 0, 0] + packet.prefix(28)
    message.replace(at: 2, with: InternetChecksum.of(message))
    let asker = Address(bytes: Array(packet[12..<16]))
    wait(microseconds: randomness.number(300...900))
    return datagram(message, protocolNumber: 1, from: router, to: asker).upperBound
  }
}
