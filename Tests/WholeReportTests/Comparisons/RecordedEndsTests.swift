import Analysis
import Diagnosis
import SchemaChecking
import Testing

/// What the captures of `Captures/both-ends` say together is what was done to their packets.
@Suite struct RecordedEndsTests {
  struct Truth: Sendable, CustomTestStringConvertible {
    var name: String
    var code: CaptureComparison.ConclusionCode
    var confidence = Confidence.certain
    /// The capture nearer the client; nil of a proxy's connections, which are not compared segment by segment.
    var nearer: String? = "a"
    /// Seconds that the server's clock is ahead.
    var offset: Double? = 0

    var testDescription: String { name }

    init(_ name: String, _ code: CaptureComparison.ConclusionCode) {
      (self.name, self.code) = (name, code)
    }

    func with(_ change: (inout Self) -> Void) -> Self {
      var copy = self
      change(&copy)
      return copy
    }

    static func proxy(_ name: String, _ code: CaptureComparison.ConclusionCode, _ confidence: Confidence)
      -> Self
    {
      Truth(name, code).with { ($0.confidence, $0.nearer, $0.offset) = (confidence, nil, nil) }
    }
  }

  static let truths: [Truth] = [
    Truth("reset-injected", .resetInjected), Truth("reset-injected-both-ends", .resetInjected),
    Truth("reset-injected-nat", .resetInjected), Truth("reset-injected-numbers-changed", .resetInjected),
    Truth("clocks-differ", .resetInjected).with { $0.offset = 180.25 },
    Truth("lossy", .resetInjected), Truth("server-starts-late", .resetInjected),
    Truth("hello-dropped", .lostBetween), Truth("large-segments-dropped", .lostBetween),
    Truth("server-fin-dropped", .lostBetween), Truth("success", .sameAtBothEnds),
    Truth("success-nat", .sameAtBothEnds), Truth("server-reset", .sameAtBothEnds),
    Truth("server-reset-nat", .sameAtBothEnds), Truth("server-alert", .sameAtBothEnds),
    Truth("sequence-numbers-changed", .sameAtBothEnds), Truth("lossy-server-reset", .sameAtBothEnds),
    // The RST came after the end of server.pcap.
    Truth("server-ends-early", .noDifferenceExplains).with { $0.confidence = .possible },
    .proxy("relay", .sameAtBothEnds, .certain), .proxy("relay-closes", .closedByProxy, .certain),
    .proxy("squid", .sameAtBothEnds, .certain), .proxy("squid-server-reset", .sameAtBothEnds, .certain),
    .proxy("squid-closes", .closedByProxy, .certain), .proxy("squid-403", .closedByProxy, .probable),
    .proxy("squid-503", .sameAtBothEnds, .probable),
    .proxy("endpoint-old-and-new", .differenceExplains, .certain),
  ]

  @Test func everyFolderIsInTheTable() {
    let folders = ComparedCaptures.bothEnds.map { $0.folder.replacing("both-ends/", with: "") }
    #expect(Set(Self.truths.map(\.name)) == Set(folders))
  }

  @Test(arguments: truths)
  func conclusionIsTheTruth(_ truth: Truth) async throws {
    let report = try await ComparedCaptures(bothEnds: truth.name).json()
    expect(report, truth, isSwapped: false)
  }

  /// In the other order they say the same, the other way round.
  @Test(arguments: truths)
  func orderOfTheCapturesChangesNothing(_ truth: Truth) async throws {
    let captures = ComparedCaptures(bothEnds: truth.name)
    let (report, swapped) = (try await captures.json(), try await captures.swapped.json())
    expect(swapped, truth, isSwapped: true)
    let conclusions = [report, swapped].map { $0["conclusion"] }
    #expect(conclusions[0]?["doubts"] == conclusions[1]?["doubts"])
    // What both captures show is named in their order.
    if truth.code != .sameAtBothEnds {
      #expect(conclusions[0]?["message"] == conclusions[1]?["message"])
    }
    let missing = [report, swapped].map { $0["frames_missing"]?.elements?.count }
    #expect(missing[0] == missing[1])
  }

  private func expect(_ report: JSONValue, _ truth: Truth, isSwapped: Bool) {
    #expect(report["conclusion"]?["code"]?.text == truth.code.rawValue)
    #expect(report["conclusion"]?["confidence"]?.text == truth.confidence.rawValue)
    let nearer = truth.nearer.map { isSwapped ? ($0 == "a" ? "b" : "a") : $0 }
    #expect(report["nearer_client"]?.text == nearer)
    guard let offset = truth.offset else {
      #expect(report["clock_offset_s"] == nil)
      return
    }
    let found = (report["clock_offset_s"]?.number ?? .infinity) * (isSwapped ? -1 : 1)
    #expect(abs(found - offset) < 0.005)
  }

  /// Frames that the README of the captures names.
  @Test(arguments: [
    ("reset-injected", "a 5 rst"), ("reset-injected-both-ends", "a 4 client_hello, a 5 rst, b 6 rst"),
    ("reset-injected-nat", "a 4 client_hello, a 5 rst"), ("reset-injected-numbers-changed", "a 5 rst"),
    ("clocks-differ", "a 4 client_hello, a 5 rst, b 6 rst"), ("server-starts-late", "a 5 rst"),
    ("server-ends-early", "a 6 rst"), ("success", ""), ("success-nat", ""), ("server-reset", ""),
    ("server-reset-nat", ""), ("server-alert", ""), ("sequence-numbers-changed", ""),
  ])
  func missingFramesAreThoseThatWereTakenOrForged(_ name: String, _ frames: String) async throws {
    let report = try await ComparedCaptures(bothEnds: name).json()
    let missing = report["frames_missing"]?.elements ?? []
    let found = missing.map {
      "\($0["capture"]?.text ?? "") \(Int($0["frame"]?.number ?? 0)) \($0["event"]?.text ?? "")"
    }
    #expect(found.joined(separator: ", ") == frames)
  }

  /// Both connections of a proxy in the one capture that was taken on it.
  @Test(arguments: [
    ("squid", "same_at_both_ends", "certain"), ("squid-server-reset", "same_at_both_ends", "certain"),
    ("squid-closes", "closed_by_proxy", "certain"), ("squid-403", "closed_by_proxy", "probable"),
    ("squid-503", "same_at_both_ends", "probable"),
  ])
  func oneCaptureOfAProxyHasBoth(_ name: String, _ code: String, _ confidence: String) async throws {
    let report = try await ComparedCaptures(proxy: name).json()
    #expect(report["captures"]?.elements?.count == 1)
    #expect(report["conclusion"]?["code"]?.text == code)
    #expect(report["conclusion"]?["confidence"]?.text == confidence)
  }

  /// With the capture on the proxy, either side of it is two ends of one connection.
  @Test(arguments: ComparedCaptures.proxies)
  func eitherSideOfAProxyIsOneConnection(_ captures: ComparedCaptures) async throws {
    for side in ["client", "server"] {
      var captures = captures
      captures.b = "\(captures.folder)/\(side).pcap"
      for captures in [captures, captures.swapped] {
        let report = try await captures.json()
        #expect(report["conclusion"]?["code"]?.text == "same_at_both_ends", "\(side)")
        #expect(report["conclusion"]?["confidence"]?.text == "certain", "\(side)")
        #expect(report["frames_missing"]?.elements?.isEmpty == true, "\(side)")
        #expect(
          report["pairs"]?.elements?.allSatisfy { $0["matched_by"]?.text == "sequence_numbers" } == true)
      }
    }
  }
}
