import CaptureBuilding
import Diagnosis
import Testing

@testable import Analysis

/// Which connections of two captures are the same.
@Suite struct ConnectionPairTests {
  private func pairs(_ comparison: CaptureComparison) -> [String] {
    guard case .ends(let ends) = comparison.content else { return [] }
    return ends.pairs.map { "\($0.a) \($0.b) \($0.basis.rawValue)" }
  }

  private static let success = "open >hello:1.2 flight keys done >fin <fin >ack"
  private static let reset = "open >hello:1.2 <rst"
  private static let injected = "open >hello:1.2 <rst@a63"

  @Test func severalConnections() async throws {
    let ends = BothEnds(Self.success, Self.injected, Self.reset, Self.success)
    let comparison = try await ends.compare()
    #expect(pairs(comparison) == (0..<4).map { "\($0) \($0) sequence_numbers" })
    #expect(comparison.short == "reset_injected/certain")
    #expect(comparison.decisivePair == "1 1")
    let renumbered = try await ends.with { $0.b.renumber() }.compare()
    #expect(pairs(renumbered) == (0..<4).map { "\($0) \($0) client_random" })
    #expect(renumbered.short == "reset_injected/certain")
  }

  /// A capture with a filter has one of them.
  @Test func capturesWithAFilter() async throws {
    let ends = BothEnds(Self.success, Self.injected, Self.reset, Self.success)
    for (kept, pair, conclusion) in [
      (UInt16(1), "1 0 sequence_numbers", "reset_injected/certain"),
      (2, "2 0 sequence_numbers", "same_at_both_ends/certain"),
    ] {
      let filtered = ends.with { ends in
        ends.b.lose { $0.segment.ports.isDisjoint(with: [50_231 + kept]) }
      }
      let comparison = try await filtered.compare()
      #expect(pairs(comparison) == [pair])
      #expect(comparison.short == conclusion)
    }
  }

  /// Each capture has connections that the other one has no part in.
  @Test func unmatchedConnections() async throws {
    let ends = BothEnds(Self.injected, Self.reset, Self.success, Self.reset).with { ends in
      ends.a.lose { !$0.segment.ports.isDisjoint(with: [50_232]) }
      ends.b.lose { !$0.segment.ports.isDisjoint(with: [50_234]) }
    }
    let comparison = try await ends.compare()
    #expect(pairs(comparison) == ["0 0 sequence_numbers", "1 2 sequence_numbers"])
    #expect(comparison.short == "reset_injected/certain")
    let swapped = try await ends.swapped.compare()
    #expect(pairs(swapped) == ["0 0 sequence_numbers", "2 1 sequence_numbers"])
    #expect(swapped.short == "reset_injected/certain")
  }

  /// Other connections between the same hosts, at the same ports.
  @Test func nothingInCommon() async throws {
    let (one, other) = (BothEnds(Self.reset), BothEnds(Self.success, Self.reset))
    var ends = one
    ends.b.segments = other.b.segments.filter { !$0.segment.ports.isDisjoint(with: [50_232]) }
    ends.b.change { segment, side in
      if side == .client { segment.source.port = 50_231 } else { segment.destination.port = 50_231 }
    }
    let comparison = try await ends.compare(.bothEnds)
    #expect(pairs(comparison) == [])
    #expect(comparison.short == "nothing_in_common")
    #expect(try await ends.compare().mode == .goodBad)
    #expect(try await one.compare().mode == .bothEnds)
  }

  /// Two connections, one after the other, with the same ports.
  @Test func portsUsedAgain() async throws {
    for (lines, decisive, conclusion) in [
      ([Self.success, Self.injected], "1 1", "reset_injected/certain"),
      ([Self.injected, Self.success], "0 0", "reset_injected/certain"),
      ([Self.success, Self.reset], "1 1", "same_at_both_ends/certain"),
    ] {
      let ends = BothEnds(lines).with { ends in
        for point in [\BothEnds.a, \BothEnds.b] {
          ends[keyPath: point].change { segment, side in
            if side == .client { segment.source.port = 50_231 } else { segment.destination.port = 50_231 }
          }
        }
      }
      let comparison = try await ends.compare()
      #expect(pairs(comparison) == ["0 0 sequence_numbers", "1 1 sequence_numbers"])
      #expect(comparison.short == conclusion)
      #expect(comparison.decisivePair == decisive)
    }
  }

  /// A device that writes a random of its own leaves the session id, which TLS 1.3 fills with 32 bytes.
  @Test func sessionIDs() async throws {
    let changed: (inout BothEnds) -> Void = { ends in
      ends.b.renumber()
      ends.b.change { segment, _ in
        guard segment.payload.count > 43, segment.payload[0] == 22, segment.payload[5] == 1 else { return }
        for place in 11..<43 { segment.payload[place] ^= 0x55 }
      }
    }
    let comparison = try await BothEnds("open >hello:1.3 <rst").with(changed).compare()
    #expect(pairs(comparison) == ["0 0 session_id"])
    #expect(comparison.short == "same_at_both_ends/certain")
    // The hello of TLS 1.2 has none.
    let other = try await BothEnds("open >hello:1.2 <rst").with(changed).compare(.bothEnds)
    #expect(pairs(other) == [])
  }

  // MARK: Connections that only one capture has

  /// A SYN that did not arrive has no other half; that the other capture shows the server proves that it would have passed.
  @Test func lostSYN() async throws {
    let lost = "+20000 >syn@a +1000 again@a +2000 again@a +4000 again@a +8000 again@a +16000"
    let ends = BothEnds(Self.success, lost)
    // The other packets of a capture come 30 s after the last one that it shows.
    #expect(try await ends.conclusion == "lost_between/probable other_route")
    #expect(try await ends.compare().subject == "a client syn")
    #expect(try await ends.swapped.conclusion == "lost_between/probable other_route")
    let short = ends.with { $0.b.hasPacketsAfter = false }
    #expect(try await short.conclusion == "same_at_both_ends/certain")
    let elsewhere = ends.with { ends in
      ends.b.lose { !$0.segment.ports.isDisjoint(with: [50_231]) }
    }
    #expect(try await elsewhere.compare().conclusionCode == .nothingInCommon)
    let answered = BothEnds(
      Self.success, "+20000 >syn +1000 again +2000 again +4000 again +8000 again +16000")
    #expect(try await answered.compare().conclusionCode == .sameAtBothEnds)
  }

  /// A refused SYN has one number only.
  @Test func unansweredSYN() async throws {
    let refused = BothEnds(">syn <rst:closed")
    #expect(try await refused.conclusion == "same_at_both_ends/certain")
    #expect(try await refused.with { $0.b.translate() }.conclusion == "same_at_both_ends/certain")
    let injected = BothEnds(">syn <rst:closed@a +1000")
    #expect(try await injected.compare().conclusionCode != .sameAtBothEnds)
  }
}

extension CaptureComparison {
  var decisivePair: String {
    guard case .ends(let ends) = content, let pair = ends.conclusion?.pair else { return "" }
    return "\(pair.a) \(pair.b)"
  }
}

extension TCPSegment {
  var ports: Set<UInt16> { [source.port, destination.port] }
}
