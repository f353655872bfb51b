import CaptureFiles
import Diagnosis
import Packets

/// The second reading of a capture that is compared: the segments of some flows.
///
/// A segment belongs to the flow between whose first and last frame it is: a pair of end points that is used again begins
/// another flow behind the last frame of the one before.
struct SegmentReading {
  private struct Direction: Hashable {
    let source: EndPoint
    let destination: EndPoint
  }

  private struct Place {
    let flow: Int
    let role: Role
    let frames: ClosedRange<UInt32>
    let sequence: UInt32
    let acknowledgement: UInt32
  }

  private var places: [Direction: [Place]] = [:]
  private var frames: ClosedRange<UInt32> = 0...0
  private var decoder = PacketDecoder()
  private(set) var segments: [Int: FlowSegments] = [:]

  /// Reads a capture again.
  /// - Returns: the segments of each flow; nil when it was interrupted.
  /// - Throws: ``CaptureFault`` when it cannot be read any more.
  static func read(
    _ capture: CaptureResult, flows: [Int], shouldStop: (@Sendable () -> Bool)?
  ) throws(CaptureFault) -> [Int: FlowSegments]? {
    var reading = SegmentReading(capture, flows)
    var reader = try CaptureReader(path: capture.description.path, filter: nil, shouldStop: shouldStop)
    var isInterrupted = false
    try reader.forEachFrame { header, bytes in
      reading.take(header, bytes)
      if header.number & (framesPerQuestion - 1) == 0, shouldStop?() == true { isInterrupted = true }
      return !isInterrupted && header.number < reading.frames.upperBound
    }
    return isInterrupted ? nil : reading.segments
  }

  /// Some milliseconds.
  private static let framesPerQuestion: UInt32 = 4096

  private init(_ capture: CaptureResult, _ flows: [Int]) {
    var last: UInt32 = 0
    for id in flows where segments[id] == nil {
      segments[id] = FlowSegments()
      let (client, server) = capture.ends(id)
      let frames = capture.frames(id)
      last = max(last, frames.upperBound)
      let (first, answer) = capture.identity(id).initialSequences
      places[Direction(source: client, destination: server), default: []].append(
        Place(flow: id, role: .client, frames: frames, sequence: first ?? 0, acknowledgement: answer ?? 0))
      places[Direction(source: server, destination: client), default: []].append(
        Place(flow: id, role: .server, frames: frames, sequence: answer ?? 0, acknowledgement: first ?? 0))
    }
    frames = 0...last
  }

  /// Frames before the flows are decoded, too: they may have the first fragment of a later datagram.
  private mutating func take(_ header: FrameHeader, _ bytes: Span<UInt8>) {
    let packet = decoder.decode(
      bytes, linkType: LinkType(rawValue: header.linkType), originalLength: header.originalLength,
      time: header.time)
    guard case .segment(let segment) = packet,
      let found = places[Direction(source: segment.source, destination: segment.destination)],
      let place = found.first(where: { $0.frames.contains(header.number) })
    else { return }
    segments[place.flow]?.append(
      FlowSegment(
        frame: header.number, time: header.time, from: place.role, flags: segment.flags,
        sequence: segment.sequence &- place.sequence,
        acknowledgement: segment.flags.contains(.ack)
          ? segment.acknowledgement &- place.acknowledgement : 0,
        payloadLength: UInt32(clamping: segment.payloadLength), hopLimit: segment.hopLimit))
  }
}

extension CaptureResult {
  fileprivate func frames(_ id: Int) -> ClosedRange<UInt32> {
    let last = lastFrame(id)
    return min(firstFrame(id), last)...last
  }
}
