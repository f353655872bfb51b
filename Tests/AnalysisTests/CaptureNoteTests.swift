import CaptureBuilding
import CaptureFiles
import Diagnosis
import Packets
import Testing

@testable import Analysis

/// What a capture's notes say of its frames.
@Suite struct CaptureNoteTests {
  private func notes(_ frames: [(linkType: UInt32, packet: DecodedPacket)]) -> [CaptureDescription.Note] {
    var tally = FrameTally()
    for (number, frame) in frames.enumerated() {
      tally.count(
        FrameHeader(
          number: UInt32(number + 1), time: 0, capturedLength: 60, originalLength: 60,
          linkType: frame.linkType))
      tally.count(frame.packet)
    }
    return tally.completed(CaptureDescription(path: "-", format: "pcap")).notes
  }

  @Test func tunnelsAreNamed() {
    let found = notes([(1, .tunnel(.vxlan)), (1, .tunnel(.gre)), (1, .tunnel(.vxlan)), (1, .other)])
    #expect(found == [.tunnelledPackets(3, tunnels: ["VXLAN", "GRE"])])
    for tunnel in Tunnel.allCases {
      #expect(notes([(1, .tunnel(tunnel))]) == [.tunnelledPackets(1, tunnels: [tunnel.name])])
    }
  }

  @Test func unknownLinkTypesAreNamed() {
    let found = notes([(192, .unknownLink), (1, .other), (127, .unknownLink), (192, .unknownLink)])
    #expect(found == [.unknownLinkTypes(packets: 3, names: ["PPI", "IEEE802_11_RADIO"])])
  }

  @Test func framesCapturedTwiceAreTold() throws {
    let line = "open >hello:1.2 flight keys done" + String(repeating: " >data:40 <data:900", count: 12)
    let once = BuiltConversation(line).capture
    #expect(try BuiltConversation.analyze(once).description.notes == [])
    var twice = once
    twice.keepOnly(once.frames.indices.flatMap { [$0, $0] })
    let result = try BuiltConversation.analyze(twice)
    guard case .duplicatePackets(let copies, let all)? = result.description.notes.first else {
      Issue.record("\(result.description.notes)")
      return
    }
    #expect(copies * 2 == all && copies >= 24)
    #expect(result.judgement(0).verdict == .success)
    // What is sent again after a timeout is no copy.
    let lossy = BuiltConversation(line + String(repeating: " >data:40 +300 again", count: 12)).capture
    #expect(try BuiltConversation.analyze(lossy).description.notes == [])
  }
}
