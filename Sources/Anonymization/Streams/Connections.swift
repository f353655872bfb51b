import Packets

/// The directions of all connections of a capture, and which frame belongs to which.
struct Connections {
  private struct Direction: Hashable {
    var source: EndPoint
    var destination: EndPoint
  }

  private var streams: [StreamBytes] = []
  private var isDNS: [Bool] = []
  private var newest: [Direction: Int] = [:]
  private var streamOfFrame: [UInt32: Int] = [:]

  /// Takes a segment of the frame with that number, in the order of the capture.
  mutating func add(_ segment: TCPSegment, _ payload: [UInt8], frame: UInt32) {
    let index = index(of: segment)
    streamOfFrame[frame] = index
    streams[index].add(payload, sequence: segment.sequence, isSYN: segment.flags.contains(.syn))
  }

  private mutating func index(of segment: TCPSegment) -> Int {
    let direction = Direction(source: segment.source, destination: segment.destination)
    let isSYN = segment.flags.contains(.syn)
    if let known = newest[direction], !isSYN || streams[known].mayBegin(atSYN: segment.sequence) {
      return known
    }
    streams.append(StreamBytes(sequence: segment.sequence, isSYN: isSYN))
    isDNS.append(segment.source.isDNSServer || segment.destination.isDNSServer)
    newest[direction] = streams.count - 1
    return streams.count - 1
  }

  mutating func rewrite(_ pseudonyms: inout PacketPseudonyms) {
    for index in streams.indices { streams[index].rewrite(isDNS: isDNS[index], &pseudonyms) }
  }

  /// The payload that takes a segment's place; zeros for one that was not added.
  func payload(_ payload: [UInt8], of segment: TCPSegment, frame: UInt32) -> [UInt8] {
    guard let index = streamOfFrame[frame] else { return payload.map { _ in 0 } }
    return streams[index].payload(
      payload, sequence: segment.sequence, isSYN: segment.flags.contains(.syn))
  }
}
