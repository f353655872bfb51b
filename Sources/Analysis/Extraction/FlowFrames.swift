import CaptureFiles
import Packets

struct FlowFrames: Sendable {
  let namesAtStart: [NameOrigin]
  let first: UInt32
  private(set) var openingEnd = Int64.min
  private var opening = FrameRuns()
  private var rest = FrameRuns()
  private var openingParts: [UInt32] = []
  private var restParts: [UInt32] = []
  private var proofs: [UInt32] = []
  private var lastOfOpener = Latest()
  private var lastOfOther = Latest()
  private var opener: EndPoint?
  private var isDecided = false

  private struct Latest: Sendable {
    var number: UInt32 = 0
    var parts: [UInt32] = []
  }

  init(first: UInt32, namesAtStart: [NameOrigin]) {
    self.first = first
    self.namesAtStart = namesAtStart
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

  /// After the decision: SYN, FIN, RST and ICMP, and the last frame of each side before them, which shows the
  /// window of an RST.
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

  var whole: FrameRuns {
    FrameRuns.union([opening, rest, FrameRuns(openingParts + restParts)])
  }

  /// Without those after the decision that show nothing more.
  var untilDecision: FrameRuns {
    FrameRuns.union([opening, FrameRuns(openingParts + proofs)])
  }
}
