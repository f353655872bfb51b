import Analysis
import CaptureBuilding
import Diagnosis
import Testing

/// What was captured twice was not sent again.
@Suite struct CopyNoteTests {
  private func notes(_ capture: CaptureBuilder) throws -> [String] {
    let result = try BuiltConversation.analyze(capture)
    return FlowSummary(result.flow(0), store: result.store).notes.map { "\($0.code.rawValue) \($0.count)" }
  }

  private func twice(_ capture: CaptureBuilder) -> CaptureBuilder {
    var twice = capture
    twice.keepOnly(capture.frames.indices.flatMap { [$0, $0] })
    return twice
  }

  @Test(arguments: [">syn", "open >hello:1.2", "open >hello:1.2 <ack >fin", ">syn <synack >ack >rst"])
  func framesThatWereCapturedTwice(_ line: String) throws {
    for shape in [BuiltConversation.Shape(), .init(isVersion6: true), .init(link: .raw)] {
      #expect(try notes(twice(BuiltConversation(line, shape).capture)) == [])
    }
    #expect(try notes(twice(BuiltConversation("open >hello:1.2", .init(isProxied: true)).capture)) == [])
  }

  /// With a new identification it is sent again, however soon.
  @Test func framesThatWereSentAgain() throws {
    #expect(try notes(BuiltConversation("open >hello:1.2 +20 again").capture) == ["hello_retransmitted 1"])
    #expect(try notes(BuiltConversation(">syn +990 again +2000 again").capture) == ["syn_retransmitted 2"])
    #expect(
      try notes(twice(BuiltConversation("open >hello:1.2 +300 again").capture)) == ["hello_retransmitted 1"])
    // IPv6 has no identification: there the time tells.
    let version6 = BuiltConversation("open >hello:1.2 +300 again", .init(isVersion6: true))
    #expect(try notes(version6.capture) == ["hello_retransmitted 1"])
    #expect(try notes(twice(version6.capture)) == ["hello_retransmitted 1"])
  }

  @Test func copiesAreNoRetransmissions() throws {
    let talk = BuiltConversation("open >hello:1.2 flight keys done >data:400 <data:900 >fin <fin >ack")
    let once = try BuiltConversation.analyze(talk.capture).flow(0).evidence
    let both = try BuiltConversation.analyze(twice(talk.capture)).flow(0).evidence
    #expect(both.retransmissions == PerRole(client: 0, server: 0))
    #expect(both.packets == PerRole(client: 2 * once.packets.client, server: 2 * once.packets.server))
    #expect(both.bytes == once.bytes && both.events.map(\.kind) == once.events.map(\.kind))
  }
}
