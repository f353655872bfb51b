import CaptureBuilding
import CaptureFiles
import Diagnosis
import Packets
import Testing

@testable import Analysis

/// What a capture's notes say of its frames.
@Suite struct CaptureNoteTests {
  private func notes(_ frames: [(linkType: UInt32, packet: DecodedPacket)]) -> [String: String] {
    var tally = FrameTally()
    for (number, frame) in frames.enumerated() {
      tally.count(
        FrameHeader(
          number: UInt32(number + 1), time: 0, capturedLength: 60, originalLength: 60,
          linkType: frame.linkType))
      tally.count(frame.packet)
    }
    return notes(tally.completed(CaptureDescription(path: "-", format: "pcap")))
  }

  private func notes(_ description: CaptureDescription) -> [String: String] {
    Dictionary(description.notes.map { ($0.code, $0.message) }) { first, _ in first }
  }

  @Test func tunnelsAreNamed() {
    let found = notes([(1, .tunnel(.vxlan)), (1, .tunnel(.gre)), (1, .tunnel(.vxlan)), (1, .other)])
    #expect(found.keys.sorted() == ["tunnelled_packets"])
    #expect(
      found["tunnelled_packets"]?.hasPrefix("3 packets are inside unsupported tunnels (VXLAN, GRE)") == true)
    for tunnel in Tunnel.allCases {
      #expect(notes([(1, .tunnel(tunnel))])["tunnelled_packets"]?.contains("(\(tunnel.name))") == true)
    }
  }

  @Test func unknownLinkTypesAreNamed() {
    let found = notes([(192, .unknownLink), (1, .other), (127, .unknownLink), (192, .unknownLink)])
    #expect(
      found["unknown_link_type"]
        == "3 packets have an unsupported link type: PPI, IEEE802_11_RADIO")
  }

  @Test func framesCapturedTwiceAreTold() throws {
    let line = "open >hello:1.2 flight keys done" + String(repeating: " >data:40 <data:900", count: 12)
    let once = BuiltConversation(line).capture
    #expect(notes(try BuiltConversation.analyze(once).description)["duplicate_packets"] == nil)
    var twice = once
    twice.keepOnly(once.frames.indices.flatMap { [$0, $0] })
    let result = try BuiltConversation.analyze(twice)
    let note = try #require(notes(result.description)["duplicate_packets"])
    let numbers = note.split(separator: " ").compactMap { Int($0) }
    #expect(numbers.count == 2 && numbers[0] * 2 == numbers[1] && numbers[0] >= 24, "\(note)")
    #expect(result.judgement(0).verdict == .success)
    // What is sent again after a timeout is no copy.
    let lossy = BuiltConversation(line + String(repeating: " >data:40 +300 again", count: 12)).capture
    #expect(notes(try BuiltConversation.analyze(lossy).description)["duplicate_packets"] == nil)
  }
}
