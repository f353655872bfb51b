import CaptureBuilding

/// One line of ``BothEnds``: the conversation, and which of its frames pass which point.
struct PointScript {
  private var conversation: BuiltConversation
  /// Frames that pass one point only.
  private var only: [Int: Character] = [:]
  private(set) var marks: [Int] = []

  init(start: Timestamp, isProxied: Bool = false) {
    conversation = BuiltConversation("", .init(isProxied: isProxied, isNamed: false), start: start)
  }

  mutating func play(_ line: String) {
    for word in Self.unrolled(line).split(separator: " ") { play(word) }
  }

  /// `*3(x y)` is `x y x y x y`.
  private static func unrolled(_ line: String) -> String {
    line.replacing(/\*(\d+)\(([^)]*)\)/) { match in
      Array(repeating: String(match.2), count: Int(match.1) ?? 1).joined(separator: " ")
    }
  }

  private mutating func play(_ word: Substring) {
    let parts = word.split(separator: "@", maxSplits: 1)
    guard parts[0] != "|" else { return marks.append(conversation.capture.frameCount) }
    let point = parts.count > 1 ? parts[1] : ""
    let before = conversation.capture.frameCount
    let hops = UInt8(point.dropFirst())
    conversation.change { capture, _ in capture.timeToLive = hops }
    if parts[0] == "<again" {
      conversation.change { $0.retransmit($0.lastFrame(of: $1, .server)) }
    } else {
      conversation.play(String(parts[0]))
    }
    conversation.change { capture, _ in capture.timeToLive = nil }
    guard let place = point.first, conversation.capture.frameCount > before else { return }
    for frame in before + 1...conversation.capture.frameCount { only[frame] = place }
  }

  /// What passes a point, each connection of a test with its own port, numbers and hello.
  func segments(at point: Character, connection: Int) -> [PassingSegment] {
    let passing = conversation.capture.passing(conversation.flow)
    return passing.filter { only[$0.frame].map { $0 == point } ?? true }.map {
      $0.belonging(to: UInt16(connection))
    }
  }
}

extension PassingSegment {
  /// Bytes of the random in the record of a ClientHello (RFC 8446, sections 4.1.2 and 5.1).
  private static let random = 11..<43

  fileprivate func belonging(to connection: UInt16) -> PassingSegment {
    var own = self
    if side == .client {
      own.segment.source.port += connection
    } else {
      own.segment.destination.port += connection
    }
    let shift = UInt32(connection) &* 2_654_435_761
    own.segment.sequence &+= shift
    if own.segment.flags.contains(.ack) { own.segment.acknowledgment &+= shift }
    let payload = own.segment.payload
    guard payload.count > Self.random.upperBound, payload[0] == 22, payload[5] == 1 else { return own }
    for place in Self.random { own.segment.payload[place] ^= UInt8(truncatingIfNeeded: connection) &* 7 }
    return own
  }
}
