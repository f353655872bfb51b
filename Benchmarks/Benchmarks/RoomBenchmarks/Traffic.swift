import Benchmark
import ByteReading
import CaptureAnalysis
import CaptureBuilding
import Diagnosis
import Foundation
import PacketDecoding
import PolicyReading
import StreamAssembly

/// A capture of TLS connections to the update endpoint, and what each room makes of it: the input of the next
/// room's benchmark.
///
/// Every other flow is a TLS 1.2 handshake with one request and its answer; the others offer TLS 1.0 and
/// are reset. That makes 14,000 frames in 7.4 MB. The capture is the same in every run.
struct Traffic: Sendable {
  /// Made when it is first asked for: listing the benchmarks must not wait for it.
  static let shared = Traffic(flows: scale.rawValue)
  /// How many flows there are.
  static var scale: BenchmarkScalingFactor { .kilo }

  /// Where ``write()`` puts the capture file.
  let path: String
  /// All frames, one behind the other.
  let bytes: [UInt8]
  let frames: [PlacedFrame]
  let segments: [(frame: PlacedFrame, segment: PacketDecoding.TCPSegment)]
  /// Both sides of every flow.
  let streams: [SideBytes]
  /// The certificate of the server, in DER.
  let certificate = TestCertificates.synchronizationChain[0]
  let result: CaptureResult
  /// What was seen of each flow.
  let evidence: [FlowEvidence]
  private let file: [UInt8]

  init(flows: Int) {
    let capture = Self.capture(of: flows)
    path = FileManager.default.temporaryDirectory
      .appending(path: "wsuscap-benchmark-\(ProcessInfo.processInfo.processIdentifier).pcap").path()
    frames = Self.place(capture.frames)
    bytes = capture.frames.flatMap(\.bytes)
    segments = Self.segments(of: frames, in: bytes)
    streams = SideBytes.assemble(segments, bytes)
    file = capture.pcap()
    result = Self.analyze(file, path)
    evidence = (0..<result.flowCount).map { [result] in result.flow($0).evidence }
  }

  /// The time of the last frame.
  var captureEnd: Int64 { frames.last?.stamp.time ?? 0 }

  /// Writes the capture file.
  func write() throws {
    try Data(file).write(to: URL(filePath: path))
  }

  /// Removes what ``write()`` wrote.
  func remove() throws {
    try FileManager.default.removeItem(atPath: path)
  }

  /// Analyses the capture, and checks that it is what was meant.
  private static func analyze(_ file: [UInt8], _ path: String) -> CaptureResult {
    do {
      try Data(file).write(to: URL(filePath: path))
      let result = try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
      try FileManager.default.removeItem(atPath: path)
      let half = result.flowCount / 2
      precondition(result.verdictCounts == [.success: half, .versionReject: half])
      return result
    } catch {
      fatalError("the traffic cannot be analysed: \(error)")
    }
  }

  private static func capture(of flows: Int) -> CaptureBuilder {
    var capture = CaptureBuilder()
    let server = CaptureBuilding.EndPoint("203.0.113.10", 443)
    for number in 0..<flows {
      let client = CaptureBuilding.EndPoint("10.0.0.5", UInt16(20_000 + number))
      let flow = capture.tcp(client: client, server: server)
      let succeeds = number.isMultiple(of: 2)
      let hello = CaptureBuilding.ClientHello.schannel(
        .server2016, version: succeeds ? .tls12 : .tls10, name: "sws.update.microsoft.com",
        random: capture.random())
      capture.handshake(flow)
      if succeeds {
        capture.tls12(flow, hello: hello)
        capture.exchange(flow, request: 600, answer: 8_000)
        capture.closeTLS(flow, from: .client)
      } else {
        capture.send(flow, .client, hello.record)
        capture.rst(flow, .server)
      }
    }
    return capture
  }

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
  ) -> [(frame: PlacedFrame, segment: PacketDecoding.TCPSegment)] {
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

/// Where a frame stands in ``Traffic/bytes``.
struct PlacedFrame: Sendable {
  let range: Range<Int>
  let stamp: FrameStamp
}

/// What one side of a flow sent, in order.
struct SideBytes: Sendable {
  var bytes: [UInt8] = []
  /// The pieces in which it came, and the frame of each.
  var pieces: [(range: Range<Int>, stamp: FrameStamp)] = []

  /// The sides that sent anything, in the order of their flows.
  static func assemble(
    _ segments: [(frame: PlacedFrame, segment: PacketDecoding.TCPSegment)], _ bytes: [UInt8]
  ) -> [SideBytes] {
    var table = ConnectionTable()
    var sides: [Int: SideBytes] = [:]
    for (frame, segment) in segments {
      table.receive(segment, bytes: bytes.span.extracting(frame.range), stamp: frame.stamp) { event, data in
        guard case .data = event.kind else { return .goOn }
        let key = event.connection * 2 + Int(event.side.rawValue)
        sides[key, default: SideBytes()].add(data, stamp: event.origin)
        return .goOn
      }
    }
    return sides.sorted { $0.key < $1.key }.map(\.value)
  }

  private mutating func add(_ data: Span<UInt8>, stamp: FrameStamp) {
    let start = bytes.count
    for index in 0..<data.count { bytes.append(data[index]) }
    pieces.append((start..<bytes.count, stamp))
  }
}
