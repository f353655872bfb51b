import CaptureBuilding
import CaptureFiles
import Diagnosis
import PolicyFiles
import Testing

@testable import Analysis

/// A capture says the same however its streams were cut into segments.
@Suite struct SplitTests {
  @Test(arguments: ShippedCaptures.names)
  func everyCutGivesOneAnswer(_ name: String) throws {
    let frames = try AnalyzedFrames(path: ShippedCaptures.path(name))
    let expected = frames.analyze().conclusions
    #expect(expected.isEmpty == !frames.hasSegments)
    for count in cuts(of: name, before: frames.longestPayload) {
      let found = frames.split(behind: count).analyze().conclusions
      guard found != expected else { continue }
      let difference = zip(found, expected).first { $0 != $1 }
      Issue.record("a cut behind byte \(count): \(difference?.0 ?? []) for \(difference?.1 ?? [])")
      return
    }
  }

  /// Every place in the headers that begin a segment; beyond them every thirteenth, in each capture another of these.
  private func cuts(of name: String, before end: Int) -> [Int] {
    let dense = 64
    let first = dense + (ShippedCaptures.names.firstIndex(of: name) ?? 0) % 13
    return Array(1..<max(2, min(dense, end))) + stride(from: first, to: end, by: 13)
  }

  /// Behind a hole only so many segments wait: the 592 of one byte in path-mtu-client are more.
  @Test(arguments: ShippedCaptures.names.filter { !$0.hasPrefix("recorded/path-mtu-client/") })
  func oneByteASegmentGivesTheSameAnswer(_ name: String) throws {
    let frames = try AnalyzedFrames(path: ShippedCaptures.path(name))
    #expect(frames.splitIntoBytes().analyze().conclusions == frames.analyze().conclusions)
  }

  @Test(arguments: ShippedCaptures.names)
  func everyEndOfTheCaptureIsSurvived(_ name: String) throws {
    let frames = try AnalyzedFrames(path: ShippedCaptures.path(name))
    var walk = CapturePipeline()
    for frame in frames.frames {
      walk.process(frame.packet, frame.bytes.span, frame.header)
      var ended = walk
      let result = ended.finish(CaptureDescription(path: "-", format: "pcap"), policy: .builtIn)
      #expect(result.verdictCounts.values.reduce(0, +) == result.flowCount)
    }
  }
}
