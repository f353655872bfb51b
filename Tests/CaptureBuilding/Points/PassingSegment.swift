/// A segment of a connection as a point on its way sees it.
package struct PassingSegment: Sendable {
  package var time: Timestamp
  package var segment: TCPSegment
  package var side: Side
  package var timeToLive: UInt8
  /// The number of the frame that it was in the capture that it was taken from.
  package var frame: Int

  /// The numbers of the bytes that it carries, with SYN and FIN.
  package var length: UInt32 {
    UInt32(segment.payload.count + (segment.flags.isDisjoint(with: [.syn, .fin]) ? 0 : 1))
  }
}

extension CaptureBuilder {
  /// The segments of a connection, in the order of the frames. Only of IPv4.
  package func passing(_ flow: TCPFlow) -> [PassingSegment] {
    segments.filter { $0.value.flow == flow }.sorted { $0.key < $1.key }.compactMap { frame, sent in
      guard let packet = packets[frame] else { return nil }
      // Byte 8 of an IPv4 header is its time to live.
      return PassingSegment(
        time: frames[frame - 1].time, segment: sent.segment, side: sent.side, timeToLive: packet[8],
        frame: frame)
    }
  }

  /// A capture of segments in the order of their times, among other packets at some moments.
  package init(passing: [PassingSegment], otherPackets: [Timestamp] = [], link: LinkLayer = .ethernet) {
    let all = passing.sorted { $0.time < $1.time }
    let others = otherPackets.sorted()
    self.init(
      start: [all.first?.time, others.first].compactMap { $0 }.min() ?? Timestamp(2020, 7, 20), link: link)
    var rest = others[...]
    for passing in all {
      while let time = rest.first, time < passing.time { writeOther(at: rest.removeFirst()) }
      now = passing.time
      timeToLive = passing.timeToLive
      _ = put(passing.segment)
    }
    for time in rest { writeOther(at: time) }
  }

  private mutating func writeOther(at time: Timestamp) {
    now = time
    arp(from: "10.0.0.5", asking: "10.0.0.1")
  }
}
