import CaptureBuilding
import Diagnosis
import Testing

@testable import Analysis

/// Packets that one capture shows and the other does not, although nobody forged them.
@Suite struct LossComparisonTests {
  static let cases: [EndsCase] = [
    EndsCase(
      "every hello is lost", BothEnds("open >hello:1.2@a +3000 again@a +6000 again@a +12000 >fin@a"),
      "lost_between/certain", "a client clientHello"),
    EndsCase(
      "no hello is lost, and nobody answers",
      BothEnds("open >hello:1.2 <ack +3000 +12000 >fin <ack"), "same_at_both_ends/certain",
      "client fin, nearest a"),
    EndsCase(
      "the first hello is lost", BothEnds("open >hello:1.2@a +1000 again <alert:40 <fin"),
      "same_at_both_ends/certain", "server alert, nearest b"),
    EndsCase(
      "the alert is lost, again and again",
      BothEnds("open >hello:1.2 <alert:40@b +1000 <again@b +2000 <again@b +12000 >rst:stale@a"),
      "lost_between/certain",
      "b server alert"),
    EndsCase(
      "the alert arrives the second time",
      BothEnds("open >hello:1.2 <alert:40@b +1000 <again >ack <fin >fin"), "same_at_both_ends/certain",
      "server alert, nearest b"),
    EndsCase(
      "the server's flight is lost",
      BothEnds("open >hello:1.3 <hello13+ccs+data:1000@b +1000 <again@b +2000 <again@b +12000 >fin:stale@a"),
      "lost_between/certain", "b server serverHello"),
    EndsCase(
      "the FIN is lost", BothEnds("open >hello:1.2 <fin@b +1000 <again@b +12000 >fin:stale@a"),
      "lost_between/certain",
      "b server fin"),
    EndsCase(
      "a SYN/ACK is lost", BothEnds(">syn <synack@b +1000 <again@b +2000 <again@b +30000"),
      "lost_between/certain", "b server synAck"),
  ]

  @Test(arguments: cases)
  func conclusion(_ conversation: EndsCase) async throws { try await conversation.check() }

  /// A loss that did no harm is not what a success is about.
  @Test(arguments: [
    "open >hello:1.2 flight keys done >data:100@a +1000 again <data:2000 >ack >fin <fin",
    "open >hello:1.2 flight keys done >data:100 <data:2000 >ack >fin@a <fin@b",
    "open >hello:1.2 flight keys done >data:100 <data:2000 >ack >rst@a",
  ])
  func successStaysOne(_ line: String) async throws {
    let ends = BothEnds(line)
    #expect(try await ends.conclusion == "same_at_both_ends/certain")
    #expect(try await ends.compare().subject == "success")
    #expect(try await ends.swapped.conclusion == "same_at_both_ends/certain")
  }

  /// Where packets of the connection are missing anyway, one more proves little; all of several repetitions prove more.
  @Test func lossesOfTheCaptureItself() async throws {
    let other = "open >hello:1.2 flight keys done >data:100@a <ack >fin <fin"
    let once = BothEnds("open >hello:1.2@a +20000 >fin", other)
    #expect(try await once.conclusion == "no_difference_explains/possible lossy_capture")
    let repeated = BothEnds("open >hello:1.2@a +3000 again@a +6000 again@a +12000 >fin@a", other)
    #expect(try await repeated.conclusion == "lost_between/probable lossy_capture")
    let acknowledged = BothEnds("open >hello:1.2@a <ack +20000 >rst <ack")
    #expect(try await acknowledged.conclusion != "lost_between/certain")
  }

  // MARK: The same bytes in other segments

  /// Network cards join and split segments before they are captured.
  @Test func joinedSegmentsAreNotMissing() async throws {
    let line = "open >hello:1.3 <hello13+ccs+data:4200 >ack >alert:40 >fin <ack"
    for change: (inout BothEnds) -> Void in [
      { $0.b.join(.server) }, { $0.a.join(.server) }, { $0.b.separateFIN() },
    ] {
      let comparison = try await BothEnds(line).with(change).compare()
      #expect(comparison.missing == "")
      #expect(comparison.short == "same_at_both_ends/certain")
    }
    // One of three that are one at the other end is missing.
    let lost = try await BothEnds(line).with { ends in
      ends.b.join(.server)
      var count = 0
      ends.a.lose { segment in
        guard segment.side == .server, !segment.segment.payload.isEmpty else { return false }
        count += 1
        return count == 2
      }
    }.compare()
    #expect(lost.short != "reset_injected/certain")
  }

  /// A FIN with the last data is the same as one that comes alone.
  @Test func separateFINIsTheSame() async throws {
    let ends = BothEnds("open >hello:1.2 <alert:40+fin >ack >fin").with { $0.a.separateFIN() }
    let comparison = try await ends.compare()
    #expect(comparison.missing == "")
    #expect(comparison.short == "same_at_both_ends/certain")
    // The data arrive, the FIN does not.
    let lost = ends.with { ends in ends.a.lose { $0.segment.flags.contains(.fin) && $0.side == .server } }
    #expect(try await lost.compare().missing == "b fin")
  }

  /// What is sent once only may be missing from the capture as well as from the wire.
  @Test func singleLosses() async throws {
    for (line, conclusion) in [
      ("open >hello:1.2@a +20000 >rst@a", "lost_between/probable absence_only"),
      ("open >hello:1.2 <fin@b +20000 >fin:stale@a", "lost_between/probable absence_only"),
      ("open >hello:1.2@a +1000 again@a +20000 >rst@a", "lost_between/certain"),
    ] {
      #expect(try await BothEnds(line).conclusion == conclusion, "\(line)")
    }
  }

  /// The numbers behind a FIN count it: where they are shown, the capture lacks the FIN.
  @Test func finThatOnlyTheCaptureLacks() async throws {
    let whole = BothEnds("open >hello:1.2 <alert:40 <fin >ack >fin <ack")
    let lossy = whole.with { ends in
      ends.b.lose { $0.side == .server && $0.segment.flags.contains(.fin) }
    }
    #expect(try await lossy.compare().conclusionCode == .sameAtBothEnds)
    // Without those numbers it may be a device's.
    let alone = try await BothEnds("open >hello:1.2 <ack <fin@a").conclusion
    #expect(alone == "reset_injected/probable absence_only")
    let sendsOn = try await BothEnds("open >hello:1.2 <ack <fin@a +50 <ack@b").compare()
    #expect(sendsOn.short != "reset_injected/certain")
  }

  // MARK: Long connections

  /// Of a long connection the middle is not kept, so that nothing of it is said to be missing.
  @Test func middleOfALongConnection() async throws {
    let idle = "*400(<keepalive >ack)"
    let injected = BothEnds("open \(idle) >hello:1.2 <rst@a63")
    #expect(try await injected.conclusion == "reset_injected/certain")
    let same = BothEnds("open \(idle) >hello:1.2 <rst")
    #expect(try await same.conclusion == "same_at_both_ends/certain")
    let data = "*200(>data:100 <ack)"
    let whole = BothEnds("open >hello:1.3 \(data) \(data) <rst")
    let comparison = try await whole.with { ends in
      ends.b.lose { $0.frame > 300 && $0.frame < 400 }
    }.compare()
    #expect(comparison.missing == "")
    #expect(comparison.short == "same_at_both_ends/certain")
  }
}
