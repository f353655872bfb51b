import ByteReading
import CaptureAnalysis
import CaptureBuilding
import Diagnosis
import Foundation
import PacketDecoding
import StreamAssembly

/// A capture of many TLS 1.2 handshakes with the update endpoint, half of them refused, and what each
/// room makes of it: the input of the next room's benchmark.
struct Traffic: Sendable {
  let path: String
  let frames: [[UInt8]]
  let segments: [(frame: [UInt8], segment: PacketDecoding.TCPSegment, stamp: FrameStamp)]
  /// The bytes of each side of each flow, in order.
  let streams: [[UInt8]]
  let result: CaptureResult
  let flows: [JudgedFlow]
  let stamp = FrameStamp(number: 1, time: 0)

  init(handshakes: Int) {
    let capture = Self.build(handshakes)
    path = FileManager.default.temporaryDirectory.appending(path: "wsuscap-benchmark.pcap").path()
    try? Data(capture.pcap()).write(to: URL(filePath: path))
    frames = capture.frames.map(\.bytes)
    segments = Self.decode(frames)
    streams = Self.assemble(segments)
    guard let analysed = try? CaptureAnalyzer.analyze(path: path, options: AnalysisOptions()) else {
      fatalError("the benchmark's capture cannot be analysed")
    }
    result = analysed
    flows = (0..<analysed.flowCount).map { analysed.flow($0) }
  }

  private static func build(_ handshakes: Int) -> CaptureBuilder {
    var capture = CaptureBuilder()
    let server = CaptureBuilding.EndPoint("203.0.113.10", 443)
    for number in 0..<handshakes {
      let client = CaptureBuilding.EndPoint("10.0.0.5", UInt16(20_000 + number))
      let flow = capture.tcp(client: client, server: server)
      capture.handshake(flow)
      let name = "sws.update.microsoft.com"
      if number.isMultiple(of: 2) {
        capture.tls12(flow, hello: .schannel(.server2016, version: .tls12, name: name))
        capture.close(flow, from: .client)
      } else {
        capture.send(flow, .client, ClientHello.schannel(.server2016, version: .tls10, name: name).record)
        capture.rst(flow, .server)
      }
    }
    return capture
  }

  private static func decode(
    _ frames: [[UInt8]]
  ) -> [(frame: [UInt8], segment: PacketDecoding.TCPSegment, stamp: FrameStamp)] {
    var decoder = PacketDecoder()
    return frames.enumerated().compactMap { index, frame in
      let packet = decoder.decode(
        frame.span, linkType: LinkType(rawValue: 1), originalLength: frame.count, time: 0)
      guard case .segment(let segment) = packet else { return nil }
      return (frame, segment, FrameStamp(number: UInt32(index + 1), time: Int64(index)))
    }
  }

  private static func assemble(
    _ segments: [(frame: [UInt8], segment: PacketDecoding.TCPSegment, stamp: FrameStamp)]
  ) -> [[UInt8]] {
    var table = ConnectionTable()
    var streams: [Int: [UInt8]] = [:]
    for (frame, segment, stamp) in segments {
      table.receive(segment, bytes: frame.span, stamp: stamp) { event, bytes in
        guard case .data = event.kind else { return .goOn }
        let key = event.connection * 2 + Int(event.side.rawValue)
        for index in 0..<bytes.count { streams[key, default: []].append(bytes[index]) }
        return .goOn
      }
    }
    return streams.keys.sorted().compactMap { streams[$0] }
  }
}
