import CaptureFiles
import Diagnosis
import Packets
import Streams

/// The first of the two times that a capture is read to extract flows from it: which frames are whose.
///
/// It keeps the frames of the chosen flows only, in two bytes a run.
struct FlowFollower {
  private var walk = CapturePipeline.following
  private(set) var flows: [Int: FlowFrames] = [:]
  /// The frames of connections that are no chosen flows, up to a frame: they bring DNS answers.
  private var support = FrameRuns()
  private var supportParts: [UInt32] = []
  /// The latest frame of the capture, and the latest that no flow and no name comes of.
  private(set) var latest = Witness()
  private(set) var latestBystander = Witness()
  private(set) var longestFrame = 0
  private let chosen: Set<Int>
  private let supporting: [Int: UInt32]

  /// A frame that shows how long the capture went on.
  struct Witness: Sendable {
    var number: UInt32 = 0
    var time = Int64.min

    mutating func see(_ header: FrameHeader) {
      if header.time >= time { (number, time) = (header.number, header.time) }
    }
  }

  /// - Parameter supporting: connections that bring DNS answers, each with the last frame that is needed of it.
  init(_ chosen: Set<Int>, supporting: [Int: UInt32]) {
    self.chosen = chosen
    self.supporting = supporting
  }

  mutating func take(_ header: FrameHeader, _ bytes: Span<UInt8>) {
    let frame = walk.follow(header, bytes)
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

  /// The capture is over: what is concluded of it.
  mutating func finish(_ description: CaptureDescription, policy: PolicyChoice) -> CaptureResult {
    walk.finish(description, policy: policy)
  }

  var supportFrames: FrameRuns { support.union(FrameRuns(supportParts)) }

  private mutating func add(_ header: FrameHeader, _ frame: FollowedFrame, to connection: Int) {
    let isDecided = walk.observer.traces[connection].isDecided
    let name = flows[connection] == nil ? origin(ofReceiver: connection) : nil
    flows[connection, default: FlowFrames(first: header.number, nameAtStart: name)]
      .add(header, frame, isDecided: isDecided)
  }

  /// Where DNS named the server of a flow, as its report has it: by what was known when the flow began, if it received
  /// the first segment.
  func origin(of flow: FlowEvidence) -> NameOrigin? {
    let isReceiver = walk.table.endPoints(of: flow.id).other == flow.server
    let atStart = isReceiver ? flows[flow.id]?.nameAtStart : nil
    return atStart ?? walk.observer.names.origins?[flow.server.address]
  }

  private func origin(ofReceiver connection: Int) -> NameOrigin? {
    walk.observer.names.origins?[walk.table.endPoints(of: connection).other.address]
  }
}

extension FollowedFrame {
  /// Whether the frame tells nothing of a flow, a name or a datagram that is put together.
  fileprivate var isBystander: Bool {
    switch packet {
    case .other: true
    case .datagram(let datagram): earlier.isEmpty && datagram.source.port != FlowState.dnsPort
    default: false
    }
  }
}
