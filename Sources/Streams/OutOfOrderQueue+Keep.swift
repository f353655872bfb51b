import Bytes

extension OutOfOrderQueue {
  /// What became of a segment that was kept.
  struct Kept {
    /// How many of its bytes were new.
    var new: UInt32 = 0
    /// Whether bytes that were there already differ.
    var conflicts = false
  }

  /// Keeps what is new of a text; of bytes that are there already the first copy stays.
  mutating func keep(
    _ text: SegmentText, _ payload: Span<UInt8>, origin: FrameStamp, withBytes: Bool
  ) -> Kept {
    if head > 0 { removeTaken() }
    var kept = Kept()
    var position = text.sequence
    var index = firstIndex(endingAfter: position)
    while position.isBefore(text.end) {
      guard index < segments.count, segments[index].sequence.isBefore(text.end) else {
        _ = insert(text, payload, from: position, to: text.end, at: index, origin, withBytes, &kept)
        break
      }
      if position.isBefore(segments[index].sequence) {
        let hole = segments[index].sequence
        index = insert(text, payload, from: position, to: hole, at: index, origin, withBytes, &kept)
      }
      kept.conflicts = kept.conflicts || segments[index].conflicts(with: text, payload)
      position = segments[index].end
      index &+= 1
    }
    return kept
  }

  /// Searched from the end, as early segments mostly come in order.
  private func firstIndex(endingAfter position: SequenceNumber) -> Int {
    var index = segments.count
    while index > 0, position.isBefore(segments[index &- 1].end) { index &-= 1 }
    return index
  }

  /// Puts a part of the text before the segment at `index`, and says where that is then.
  ///
  /// Places without bytes that touch become one.
  private mutating func insert(
    _ text: SegmentText, _ payload: Span<UInt8>, from start: SequenceNumber, to end: SequenceNumber,
    at index: Int, _ origin: FrameStamp, _ withBytes: Bool, _ kept: inout Kept
  ) -> Int {
    let length = end.distance(from: start)
    kept.new &+= length
    if !withBytes, index > 0, segments[index &- 1].bytes.isEmpty, segments[index &- 1].end == start {
      segments[index &- 1].length &+= length
      return index
    }
    let range = withBytes ? text.part(of: payload, from: start, to: end) : 0..<0
    let segment = OutOfOrderSegment(
      sequence: start, length: length, bytes: [UInt8](copying: payload.extracting(range)), origin: origin)
    segments.insert(segment, at: index)
    cost &+= segment.cost
    return index &+ 1
  }
}
