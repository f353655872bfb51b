import CaptureBuilding
import CaptureFiles
import Diagnosis
import Packets
import Testing

@testable import Analysis

/// Losses, copies, other orders, cuts and other clocks weaken what is said of a flow and never turn it around: no success
/// becomes a certain failure, and no failure another certain failure.
@Suite struct MetamorphicTests {
  /// Variants of each shipped capture: some 300 in all.
  private static let variants: UInt64 = 4

  @Test(arguments: ShippedCaptures.names)
  func verdictsOnlyWeaken(_ name: String) throws {
    let whole = try AnalyzedFrames(path: ShippedCaptures.path(name))
    guard whole.hasSegments, whole.frames.count > 2 else { return }
    let expected = whole.analyze().verdicts
    for seed in 0..<Self.variants {
      var random = Randomness(seed: Self.seed(name) &+ seed)
      let change = FrameChange.all[random.number(0...FrameChange.all.count - 1)]
      var variant = whole
      variant.frames = change.apply(whole.frames, &random)
      for (flow, found) in variant.analyze().verdicts {
        guard let before = expected[flow] ?? nil, let found else { continue }
        #expect(!isTurned(before, found), "\(change.name) with seed \(seed): \(before) became \(found)")
      }
    }
  }

  /// The same in every run (FNV-1a).
  private static func seed(_ name: String) -> UInt64 {
    name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  private func isTurned(_ before: FlowVerdict, _ found: FlowVerdict) -> Bool {
    guard found.verdict.isFailure, found.confidence == .certain else { return false }
    return before.verdict == .success || before.verdict.isFailure && before.verdict != found.verdict
  }
}

struct FlowVerdict: Hashable {
  var verdict: Verdict
  var confidence: Confidence
}

extension CaptureResult {
  /// By both end points; nil where several flows have the same.
  fileprivate var verdicts: [Set<Packets.EndPoint>: FlowVerdict?] {
    let flows = (0..<flowCount).map { id in
      let flow = flow(id)
      let judgement = flow.judgement
      return (
        Set([flow.evidence.client, flow.evidence.server]),
        FlowVerdict?(FlowVerdict(verdict: judgement.verdict, confidence: judgement.confidence))
      )
    }
    return Dictionary(flows) { _, _ in nil }
  }
}

/// One kind of change that a capture may show of the same traffic.
private struct FrameChange: Sendable {
  typealias Frame = AnalyzedFrames.Frame

  var name: String
  var apply: @Sendable ([Frame], inout Randomness) -> [Frame]

  static let all = [
    FrameChange(name: "loss") { frames, random in
      let share = [2, 10, 30][random.number(0...2)]
      return frames.filter { _ in random.number(0...99) >= share }
    },
    FrameChange(name: "burst") { frames, random in
      let start = random.number(0...frames.count - 1)
      return Array(frames[..<start] + frames.dropFirst(start + random.number(1...5)))
    },
    FrameChange(name: "copies") { frames, random in
      frames.flatMap { random.number(0...9) < 3 ? [$0, $0] : [$0] }
    },
    FrameChange(name: "order") { frames, random in
      var frames = frames
      for _ in 0...frames.count / 10 {
        let place = random.number(0...frames.count - 2)
        frames.swapAt(place, place + 1)
      }
      return frames
    },
    FrameChange(name: "late start") { Array($0[$1.number(0...$0.count - 1)...]) },
    FrameChange(name: "early end") { Array($0[..<$1.number(1...$0.count)]) },
    FrameChange(name: "snap length") { frames, random in
      let length = [54, 68, 96, 128, 200, 400][random.number(0...5)]
      return frames.map { $0.cut(to: length) }
    },
    FrameChange(name: "late direction") { frames, random in
      let late = random.number(1...7)
      let places = frames.indices.map { (frames[$0].isUpward ? $0 + late : $0, $0) }
      return places.sorted { $0 < $1 }.map { frames[$0.1] }
    },
    FrameChange(name: "clock") { frames, random in
      let shift = Int64(random.number(-1_000_000...1_000_000)) * 1_000_000
      return frames.map { $0.later(by: shift) }
    },
  ]
}

extension AnalyzedFrames.Frame {
  /// One of the two directions of any connection.
  fileprivate var isUpward: Bool {
    guard case .segment(let segment) = packet else { return false }
    let (source, destination) = (segment.source.address, segment.destination.address)
    return (source.high, source.low) < (destination.high, destination.low)
  }

  /// The payload as far as a snap length leaves it.
  fileprivate func cut(to length: Int) -> Self {
    guard case .segment(var segment) = packet else { return self }
    segment.payload = segment.payload.clamped(to: 0..<max(length, segment.payload.lowerBound))
    var frame = self
    frame.packet = .segment(segment)
    return frame
  }

  fileprivate func later(by nanoseconds: Int64) -> Self {
    var frame = self
    frame.header.time &+= nanoseconds
    return frame
  }
}
