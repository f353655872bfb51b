import PolicyFiles
import Protocols
import Testing

@testable import Diagnosis

@Suite struct FlowNoteTests {
  private func notes(_ line: String, dns: String? = nil, change: (inout FlowEvidence) -> Void = { _ in })
    -> [FlowNote]
  {
    var script = FlowScript()
    var evidence = script.flow(line)
    change(&evidence)
    let flow = Judge(policy: .builtIn).judge(
      evidence, store: script.store, dnsName: dns.map { DNSName($0) }, captureEnd: evidence.end)
    return FlowSummary(flow, store: script.store).notes
  }

  @Test func ends() {
    let full = VerdictTests.full
    #expect(notes("\(full) >data <data >fin <fin") == [])
    #expect(notes("\(full) >data <rst") == [FlowNote(.resetAfterSuccess, frame: 15)])
    #expect(notes("\(full) >fin") == [FlowNote(.finishedWithoutData, frame: 14)])
    #expect(
      notes("open >hello:1.3 <sh:1.3 <data:900 >data:58 >goeson:19 >fin") == [
        FlowNote(.finishedWithoutData, frame: 9)
      ])
    #expect(notes("open >hello:1.3 <sh:1.3 <data:900 >data:58 >goeson:90 >fin") == [])
    #expect(notes("open >hello:1.0 <stray <stray") == [FlowNote(.outOfWindowReset, frame: 5, count: 2)])
  }

  @Test func handshakes() {
    #expect(notes("open >hello:1.2 <alert:warning:112 <sh") == [FlowNote(.warningAlert, frame: 5)])
    #expect(notes("open >hello:1.2 <alert:warning:0") == [])
    #expect(notes("open >hello:1.3 <hrr >hello:1.3 <sh:1.3") == [FlowNote(.helloRetried, frame: 5)])
    #expect(notes("open >hello:1.3 <sh") == [FlowNote(.olderVersionChosen, frame: 5)])
    #expect(notes("open >hello:1.2/cut <rst").map(\.code) == [.incompleteHello])
    #expect(notes("open >hello:1.0/v2 <rst").map(\.code) == [.sslv2Hello])
    #expect(notes("open >hello:1.2 <sh <certificate:inspector") == [FlowNote(.unexpectedIssuer, frame: 6)])
    #expect(notes("open >hello:1.2 <sh <certificate") == [])
    #expect(
      notes("open >hello:1.2 <sh <certificate:cut") == [FlowNote(.incompleteCertificate, frame: 6)])
  }

  @Test func transport() {
    #expect(
      notes(">syn +990 >again:syn +990 >again:syn <synack") == [
        FlowNote(.synRetransmitted, frame: 2, count: 2)
      ])
    #expect(notes("open >hello:1.2 +990 >again:hello") == [FlowNote(.helloRetransmitted, frame: 5)])
    #expect(notes("open >hello:1.2 <gap:100 <gap:50 <cut:7").map(\.count) == [150, 7])
    #expect(notes("@nostart >data <data").map(\.code) == [.missingStart, .clientGuessed])
    #expect(notes("open >hello:1.2 @only:client").map(\.code) == [.oneDirection])
    // Frames that were not decoded may hold the other one.
    #expect(notes("open >hello:1.2 @only:client", change: { $0.mayHaveUnreadPackets = true }) == [])
    #expect(notes(">syn").isEmpty)
    #expect(notes(">syn +990 >again:syn +1990 >stray").map(\.code) == [.outOfWindowReset, .synRetransmitted])
    #expect(
      notes(
        "open >fin",
        change: {
          $0.hasConflictingOverlap = true; $0.hasMoreEvents = true
        }
      ).map(\.code)
        == [.conflictingOverlap, .moreEvents])
  }

  @Test func aFlightOfTheServerIsNoClientHello() {
    #expect(notes("open >hello:1.2 <sh <again:hello") == [])
    #expect(notes("open >connect:a.example.com:443 >again:connect") == [])
  }

  @Test func aChoiceThatWasCutIsNotAnOlderVersion() {
    var script = FlowScript()
    var evidence = script.flow("open >hello:1.3 <sh")
    var hello = Hellos.choice("1.2")
    hello.isComplete = false
    evidence.events[4].payload = .serverHello(index: script.store.add(hello))
    let flow = Judge(policy: .builtIn).judge(
      evidence, store: script.store, dnsName: nil, captureEnd: evidence.end)
    #expect(FlowSummary(flow, store: script.store).notes == [])
  }

  @Test func proxies() {
    let twice = "open >connect:a.example.com:443 <status:407 >connect:a.example.com:443 <status:200 >fin"
    #expect(notes(twice) == [FlowNote(.proxyAuthenticated, frame: 5)])
    #expect(notes("open >connect:a.example.com:443 <status:407") == [])
  }

  @Test func codesAreUnique() {
    #expect(Set(FlowNote.Code.allCases.map(\.rawValue)).count == FlowNote.Code.allCases.count)
  }
}
