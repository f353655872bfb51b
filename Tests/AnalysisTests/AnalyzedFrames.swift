import CaptureFiles
import Diagnosis
import Foundation
import Packets
import PolicyFiles

@testable import Analysis

/// The frames of a capture, kept so that they can be analysed again and again in other shapes.
struct AnalyzedFrames {
  struct Frame {
    var header: FrameHeader
    var bytes: [UInt8]
    var packet: DecodedPacket
  }

  var frames: [Frame] = []

  /// Reads a capture and puts its fragments together; the packets of fragments that remain are dropped.
  init(path: String) throws {
    var reader = try CaptureReader(path: path)
    var decoder = PacketDecoder()
    var frames: [Frame] = []
    try reader.forEachFrame { header, bytes in
      let packet = decoder.decode(
        bytes, linkType: LinkType(rawValue: header.linkType), originalLength: header.originalLength,
        time: header.time)
      let kept = decoder.isReassembled ? decoder.reassembledBytes : (0..<bytes.count).map { bytes[$0] }
      frames.append(Frame(header: header, bytes: kept, packet: packet))
      return true
    }
    self.frames = frames
  }

  /// What is concluded of the frames.
  func analyze() -> CaptureResult {
    var walk = CapturePipeline()
    for frame in frames { walk.process(frame.packet, frame.bytes.span, frame.header) }
    return walk.finish(CaptureDescription(path: "-", format: "pcap"), policy: .builtIn)
  }

  /// The same frames with every segment of more than `count` payload bytes in two: a cut behind that byte.
  func split(behind count: Int) -> AnalyzedFrames {
    var copy = self
    copy.frames = frames.flatMap { $0.split(at: [count]) }
    return copy
  }

  /// The same frames with every payload byte in a segment of its own.
  func splitIntoBytes() -> AnalyzedFrames {
    var copy = self
    copy.frames = frames.flatMap { frame in
      guard case .segment(let segment) = frame.packet, segment.payload.count > 1 else { return [frame] }
      return frame.split(at: Array(1..<segment.payload.count))
    }
    return copy
  }

  var hasSegments: Bool {
    frames.contains { frame in
      if case .segment = frame.packet { true } else { false }
    }
  }

  /// The longest payload of a segment.
  var longestPayload: Int {
    frames.map { frame -> Int in
      guard case .segment(let segment) = frame.packet else { return 0 }
      return segment.payload.count
    }.max() ?? 0
  }
}

extension AnalyzedFrames.Frame {
  /// The same bytes in several segments; only the last keeps FIN, and what the snap length cut.
  func split(at offsets: [Int]) -> [AnalyzedFrames.Frame] {
    guard case .segment(let segment) = packet else { return [self] }
    let cuts = offsets.filter { $0 > 0 && $0 < segment.payload.count }
    guard !cuts.isEmpty, !segment.flags.contains(.syn) else { return [self] }
    let bounds = [0] + cuts + [segment.payload.count]
    return zip(bounds, bounds.dropFirst()).map { start, end in
      var part = segment
      part.sequence = segment.sequence &+ UInt32(start)
      part.payload = (segment.payload.lowerBound + start)..<(segment.payload.lowerBound + end)
      part.payloadLength = end == segment.payload.count ? segment.payloadLength - start : end - start
      if end < segment.payload.count { part.flags.subtract([.fin, .rst]) }
      return AnalyzedFrames.Frame(header: header, bytes: bytes, packet: .segment(part))
    }
  }
}

extension CaptureResult {
  /// Verdicts and evidence of every flow, without what a cut may change: how many bytes of another
  /// protocol came first.
  var conclusions: [[String]] {
    (0..<flowCount).map { id in
      let flow = flow(id)
      let events = flow.evidence.events.map { event in
        "\(event.kind) \(event.from) \(event.frame) \(event.reassembledIn) "
          + (event.kind == .otherData ? "" : "\(event.payload)")
      }
      return ["\(flow.judgement)", "\(flow.evidence.client)", flow.serverName?.name ?? "-"] + events
    }
  }
}
