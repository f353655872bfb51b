import Bytes

/// Bytes that came before the ones in front of them: a copy that waits until the hole is filled.
struct OutOfOrderSegment {
  var sequence: SequenceNumber
  /// How many bytes were sent; more than `bytes.count` when the capture cut the frame, or when
  /// nobody reads the connection any more and only the place of the bytes is kept.
  var length: UInt32
  var bytes: [UInt8]
  /// The frame that carried them.
  var origin: FrameStamp

  var end: SequenceNumber { sequence + length }
  var cost: Int { bytes.count &+ AssemblyBudget.costPerSegment }
}

/// The payload of one segment: where it lies in the stream, and how much was sent.
///
/// The captured bytes travel beside it as a span, which may be shorter.
struct SegmentText {
  let sequence: SequenceNumber
  let length: UInt32

  var end: SequenceNumber { sequence + length }

  /// The captured bytes from one point to another, both inside this text.
  func part(
    of payload: Span<UInt8>, from start: SequenceNumber, to end: SequenceNumber
  ) -> Range<Int> {
    let upper = min(Int(end.distance(from: sequence)), payload.count)
    let lower = min(Int(start.distance(from: sequence)), upper)
    return lower..<upper
  }
}

extension [UInt8] {
  /// A copy of borrowed bytes.
  init(copying bytes: Span<UInt8>) {
    self.init(capacity: bytes.count) { (output: inout OutputSpan<UInt8>) in
      for index in bytes.indices { output.append(bytes[index]) }
    }
  }
}

extension OutOfOrderSegment {
  /// Whether both copies were captured somewhere and differ there.
  func conflicts(with text: SegmentText, _ payload: Span<UInt8>) -> Bool {
    let start = sequence.isBefore(text.sequence) ? text.sequence : sequence
    let last = end.isBefore(text.end) ? end : text.end
    guard start.isBefore(last) else { return false }
    let mine = Int(start.distance(from: sequence))
    let theirs = Int(start.distance(from: text.sequence))
    let length = min(
      Int(last.distance(from: start)), bytes.count &- mine, payload.count &- theirs)
    guard length > 0 else { return false }
    return (0..<length).contains { bytes[mine &+ $0] != payload[theirs &+ $0] }
  }
}
