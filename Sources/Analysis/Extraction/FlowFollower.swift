import CaptureFiles
import Diagnosis
import Packets
import Streams

/// The first reading of an extraction: which frames belong to the chosen flows, in two bytes per run.
struct FlowFollower {
  private var pipeline = CapturePipeline.following
  private(set) var flows: [Int: FlowFrames] = [:]
  /// Frames of connections with DNS answers, up to a frame.
  private var support = FrameRuns()
  private var supportParts: [UInt32] = []
  /// The latest frame, and the latest of no chosen flow and no name.
  private(set) var latest = Witness()
  private(set) var latestBystander = Witness()
  private(set) var longestFrame = 0
  private let chosen: Set<Int>
  private let supporting: [Int: UInt32]

  struct Witness: Sendable {
    var number: UInt32 = 0
    var time = Int64.min

    mutating func see(_ header: FrameHeader) {
      if header.time >= time { (number, time) = (header.number, header.time) }
    }
  }

  /// - Parameter supporting: connections with DNS answers, each with its last relevant frame.
  init(_ chosen: Set<Int>, supporting: [Int: UInt32]) {
    self.chosen = chosen
    self.supporting = supporting
  }

  mutating func take(_ header: FrameHeader, _ bytes: Span<UInt8>) {
    let frame = pipeline.follow(header, bytes)
    latest.see(header)
    if frame.isBystander { latestBystander.see(header) }
    longestFrame = max(longestFrame, header.capturedLength)
    guard let connection = frame.connection else { return }
    if chosen.contains(connection) {
      add(header, frame, to: connection)
    } else if let last = supporting[connection], header.number <= last {
      support.append(header.number)
      supportParts += frame.earlier
    }
  }

  mutating func finish(_ description: CaptureDescription, policy: PolicyChoice) -> CaptureResult {
    pipeline.finish(description, policy: policy)
  }

  var supportFrames: FrameRuns { support.union(FrameRuns(supportParts)) }

  private mutating func add(_ header: FrameHeader, _ frame: FollowedFrame, to connection: Int) {
    let isDecided = pipeline.observer.states[connection].isDecided
    let names = flows[connection] == nil ? origins(ofReceiver: connection) : []
    flows[connection, default: FlowFrames(first: header.number, namesAtStart: names)]
      .add(header, frame, isDecided: isDecided)
  }

  /// Where DNS named the server of a flow: when the flow began, or else later.
  func origins(of flow: FlowEvidence) -> [NameOrigin] {
    let isReceiver = pipeline.table.endPoints(of: flow.id).other == flow.server
    let atStart = isReceiver ? flows[flow.id]?.namesAtStart ?? [] : []
    let (server, client) = (flow.server.address, flow.client.address)
    let names = pipeline.observer.names.origins
    let own = names?.ownOrigins(of: server, for: client) ?? []
    // A name that the client had learnt by then stays.
    if let first = atStart.first, own.isEmpty || own.contains(first) || atStart.count > 1 { return atStart }
    return atStart + (names?.origins(of: server, for: client) ?? [])
  }

  private func origins(ofReceiver connection: Int) -> [NameOrigin] {
    let ends = pipeline.table.endPoints(of: connection)
    return pipeline.observer.names.origins?.origins(of: ends.other.address, for: ends.one.address) ?? []
  }
}

extension FollowedFrame {
  fileprivate var isBystander: Bool {
    switch packet {
    case .other: true
    case .datagram(let datagram): earlier.isEmpty && !datagram.source.isDNSServer
    case .segment, .unreachable, .otherError, .tunnel, .fragment, .unknownLink, .undecodable: false
    }
  }
}

/// A chosen frame and its connection.
struct FollowedFrame {
  let packet: DecodedPacket
  /// The connection of its segment, or of the segment that it quotes.
  let connection: Int?
  /// Earlier frames of the same datagram; empty unless fragmented.
  let earlier: [UInt32]
}

extension CapturePipeline {
  static var following: CapturePipeline {
    var pipeline = CapturePipeline()
    pipeline.observer.names.origins = NameOrigins()
    return pipeline
  }

  mutating func follow(_ header: FrameHeader, _ bytes: Span<UInt8>) -> FollowedFrame {
    decoder.frameNumber = header.number
    let packet = decode(header, bytes)
    let parts = decoder.isReassembled ? decoder.reassembledFrames : []
    observer.names.origins?.current = .frames(parts.isEmpty ? [header.number] : parts)
    process(packet, bytes, header)
    return FollowedFrame(
      packet: packet, connection: connection(of: packet), earlier: parts.filter { $0 != header.number })
  }

  private func connection(of packet: DecodedPacket) -> Int? {
    switch packet {
    case .segment(let segment): table.newest(from: segment.source, to: segment.destination)
    case .unreachable(let quoted), .otherError(let quoted):
      table.newest(from: quoted.source, to: quoted.destination)
    case .datagram, .tunnel, .fragment, .other, .unknownLink, .undecodable: nil
    }
  }
}
