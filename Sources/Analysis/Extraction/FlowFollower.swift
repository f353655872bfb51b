import CaptureFiles
import Diagnosis
import Packets
import Streams

/// The first reading of an extraction: which frames belong to the chosen flows, in two bytes per run.
struct FlowFollower {
  private var pipeline: CapturePipeline
  private var watch: ClosingWatch
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
  init(_ chosen: Set<Int>, supporting: [Int: UInt32], policy: PolicyChoice, budget: ResourceBudget) {
    self.chosen = chosen
    self.supporting = supporting
    pipeline = CapturePipeline.following(budget)
    watch = ClosingWatch(CaptureDescription(path: "", format: ""), policy: policy)
  }

  mutating func take(_ header: FrameHeader, _ bytes: Span<UInt8>) {
    let frame = pipeline.follow(header, bytes)
    latest.see(header)
    if frame.isBystander { latestBystander.see(header) }
    longestFrame = max(longestFrame, header.capturedLength)
    if let place = frame.place { add(header, frame, at: place) }
    // The same flows as a report leaves out, so that ids mean the same.
    if pipeline.isFull { watch.leaveOut(&pipeline) }
  }

  private mutating func add(_ header: FrameHeader, _ frame: FollowedFrame, at place: Int) {
    let id = pipeline.numbers.id(at: place)
    if chosen.contains(id) {
      add(header, frame, to: id, at: place)
    } else if let last = supporting[id], header.number <= last {
      support.append(header.number)
      supportParts += frame.earlier
    }
  }

  mutating func finish(_ description: CaptureDescription, policy: PolicyChoice) -> CaptureResult {
    pipeline.finish(description, policy: policy)
  }

  /// Forgets the chosen flows of which nothing is concluded, because they were left out.
  mutating func forgetLeftOut(_ result: CaptureResult) {
    for id in flows.keys where !result.hasFlow(id) { flows[id] = nil }
  }

  var supportFrames: FrameRuns { support.union(FrameRuns(supportParts)) }

  private mutating func add(_ header: FrameHeader, _ frame: FollowedFrame, to id: Int, at place: Int) {
    let isDecided = pipeline.observer.states[place].isDecided
    let names = flows[id] == nil ? origins(ofReceiverAt: place) : []
    flows[id, default: FlowFrames(first: header.number, namesAtStart: names)]
      .add(header, frame, isDecided: isDecided)
  }

  /// Where DNS named the server of a flow: when the flow began, or else later.
  func origins(of flow: FlowEvidence) -> [NameOrigin] {
    let place = pipeline.numbers.place(of: flow.id)
    let isReceiver = place.map { pipeline.table.endPoints(of: $0).other == flow.server } ?? false
    let atStart = isReceiver ? flows[flow.id]?.namesAtStart ?? [] : []
    let (server, client) = (flow.server.address, flow.client.address)
    let names = pipeline.observer.names.origins
    let own = names?.ownOrigins(of: server, for: client) ?? []
    // A name that the client had learnt by then stays.
    if let first = atStart.first, own.isEmpty || own.contains(first) || atStart.count > 1 { return atStart }
    return atStart + (names?.origins(of: server, for: client) ?? [])
  }

  private func origins(ofReceiverAt place: Int) -> [NameOrigin] {
    let ends = pipeline.table.endPoints(of: place)
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
  /// The place of the connection of its segment, or of the segment that it quotes.
  let place: Int?
  /// Earlier frames of the same datagram; empty unless fragmented.
  let earlier: [UInt32]
}

extension CapturePipeline {
  static func following(_ budget: ResourceBudget) -> CapturePipeline {
    var pipeline = CapturePipeline(budget: budget)
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
      packet: packet, place: place(of: packet), earlier: parts.filter { $0 != header.number })
  }

  private func place(of packet: DecodedPacket) -> Int? {
    switch packet {
    case .segment(let segment): table.newest(from: segment.source, to: segment.destination)
    case .unreachable(let quoted), .otherError(let quoted):
      table.newest(from: quoted.source, to: quoted.destination)
    case .datagram, .tunnel, .fragment, .other, .unknownLink, .undecodable: nil
    }
  }
}
