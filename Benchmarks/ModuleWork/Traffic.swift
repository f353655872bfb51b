package import Analysis
package import Bytes
import CaptureBuilding
package import Diagnosis
import Foundation
package import Packets
import PolicyFiles
import ServerFileBuilding
import Streams

/// A capture of TLS connections to the update endpoint, and what each module makes of it: the input of the next
/// module's work.
///
/// Every other flow is a TLS 1.2 handshake with one request and its answer; the others offer TLS 1.0 and
/// are reset. A thousand flows make 14,000 frames in 7.4 MB. The capture is the same in every run.
package struct Traffic: Sendable {
  package let flowCount: Int
  /// Where ``write()`` puts the capture.
  package let path: String
  /// Where ``write()`` puts a log of the server.
  package let logPath: String
  /// All frames, one behind the other.
  package let bytes: [UInt8]
  package let frames: [PlacedFrame]
  package let segments: [(frame: PlacedFrame, segment: Packets.TCPSegment)]
  /// Both sides of every flow.
  package let streams: [SideBytes]
  /// The certificate of the server, in DER.
  package let certificate = TestCertificates.synchronizationChain[0]
  package let result: CaptureResult
  /// What was seen of each flow.
  package let evidence: [FlowEvidence]
  /// The built-in policy, as a file has it.
  package let policy: [UInt8]
  private let file: [UInt8]
  private let log: [UInt8]

  /// Makes the capture and analyses it.
  ///
  /// - Parameter flowCount: an even number.
  /// - Throws: when the folder for temporary files cannot be written.
  package init(flowCount: Int) throws {
    let capture = Self.capture(of: flowCount)
    self.flowCount = flowCount
    let name = FileManager.default.temporaryDirectory.appending(path: "wsuscap-traffic-\(UUID().uuidString)")
    path = name.path() + ".pcap"
    logPath = name.path() + ".log"
    frames = Self.place(capture.frames)
    bytes = capture.frames.flatMap(\.bytes)
    segments = Self.segments(of: frames, in: bytes)
    streams = SideBytes.assemble(segments, bytes)
    file = capture.pcap()
    log = Self.log(of: flowCount)
    policy = try Array(PolicyFile.text(of: .builtIn).utf8)
    result = try Self.analyze(file, path)
    evidence = (0..<result.flowCount).map { [result] in result.flow($0).evidence }
  }

  /// The time of the last frame.
  package var captureEnd: Int64 { frames.last?.stamp.time ?? 0 }

  /// Writes the files that work reads.
  package func write() throws {
    try Data(file).write(to: URL(filePath: path))
    try Data(log).write(to: URL(filePath: logPath))
  }

  /// Removes what ``write()`` wrote.
  package func remove() throws {
    try FileManager.default.removeItem(atPath: path)
    try FileManager.default.removeItem(atPath: logPath)
  }

  /// Analyses the capture, and checks that it is what was meant.
  private static func analyze(_ file: [UInt8], _ path: String) throws -> CaptureResult {
    try Data(file).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let result = try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
    let half = result.flowCount / 2
    precondition(result.verdictCounts == [.success: half, .versionReject: half])
    return result
  }
}

/// Where a frame is in ``Traffic/bytes``.
package struct PlacedFrame: Sendable {
  package let range: Range<Int>
  package let stamp: FrameStamp
}

extension Traffic {
  private static func place(_ frames: [CapturedFrame]) -> [PlacedFrame] {
    var end = 0
    return frames.enumerated().map { index, frame in
      let start = end
      end += frame.bytes.count
      let stamp = FrameStamp(number: UInt32(index + 1), time: Int64(frame.time.nanoseconds))
      return PlacedFrame(range: start..<end, stamp: stamp)
    }
  }

  private static func segments(
    of frames: [PlacedFrame], in bytes: [UInt8]
  ) -> [(frame: PlacedFrame, segment: Packets.TCPSegment)] {
    var decoder = PacketDecoder()
    return frames.compactMap { frame in
      let packet = decoder.decode(
        bytes.span.extracting(frame.range), linkType: .ethernet, originalLength: frame.range.count,
        time: frame.stamp.time)
      guard case .segment(let segment) = packet else { return nil }
      return (frame, segment)
    }
  }
}
