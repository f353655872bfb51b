import CaptureFiles
import Packets

/// The frames of one flow, and which of them show what is said of it.
struct FlowFrames: Sendable {
  /// Where DNS named the receiver of the first segment, as far as it had by then.
  let nameAtStart: NameOrigin?
  /// The flow's first frame as the connection counts it.
  let first: UInt32
  /// The latest time of a frame up to the decision, in nanoseconds since 1970 (UTC).
  private(set) var openingEnd = Int64.min
  /// Up to the frame that decided the verdict.
  private var opening = FrameRuns()
  private var rest = FrameRuns()
  /// Frames with fragments, which come before the frame that they count in.
  private var openingParts: [UInt32] = []
  private var restParts: [UInt32] = []
  /// Frames of the rest that show how the flow ended.
  private var proofs: [UInt32] = []
  /// The last frame of each side since the decision, until it is one of the proofs.
  private var lastOfOpener = Latest()
  private var lastOfOther = Latest()
  private var opener: EndPoint?
  private var isDecided = false

  /// A frame with the parts of its datagram, and when it passed.
  private struct Latest: Sendable {
    var number: UInt32 = 0
    var parts: [UInt32] = []
  }

  init(first: UInt32, nameAtStart: NameOrigin?) {
    self.first = first
    self.nameAtStart = nameAtStart
  }

  /// Adds a frame. `isDecided`: nothing after it changes the verdict.
  mutating func add(_ header: FrameHeader, _ frame: FollowedFrame, isDecided decides: Bool) {
    if isDecided {
      rest.append(header.number)
      restParts += frame.earlier
      addAfterDecision(Latest(number: header.number, parts: frame.earlier), frame.packet)
    } else {
      opening.append(header.number)
      openingEnd = max(openingEnd, header.time)
      openingParts += frame.earlier
      if case .segment(let segment) = frame.packet, opener == nil { opener = segment.source }
    }
    isDecided = decides
  }

  /// Behind the decision the flow's end still shows: SYN, FIN, RST and ICMP, and before each of them the last that
  /// either side sent, which tells the window that an RST has to lie in.
  private mutating func addAfterDecision(_ latest: Latest, _ packet: DecodedPacket) {
    guard case .segment(let segment) = packet else { return prove(latest) }
    guard segment.flags.isDisjoint(with: [.syn, .fin, .rst]) else {
      prove(lastOfOpener)
      prove(lastOfOther)
      prove(latest)
      (lastOfOpener, lastOfOther) = (Latest(), Latest())
      return
    }
    if segment.source == opener { lastOfOpener = latest } else { lastOfOther = latest }
  }

  private mutating func prove(_ latest: Latest) {
    guard latest.number != 0 else { return }
    proofs += latest.parts
    proofs.append(latest.number)
  }

  /// All frames.
  var whole: FrameRuns {
    FrameRuns.union([opening, rest, FrameRuns(openingParts + restParts)])
  }

  /// Without those after the decision that show nothing more.
  var untilDecision: FrameRuns {
    FrameRuns.union([opening, FrameRuns(openingParts + proofs)])
  }
}
