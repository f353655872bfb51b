import Packets
import Testing

@testable import Diagnosis

/// What a finding knows beyond its verdict, and the steps that follow from it.
@Suite struct FindingCauseTests {
  private func finding(_ line: String, dns: String? = nil, server: IPAddress = FlowScript.server) -> Finding?
  {
    var scene = Scene()
    scene.add(line, dns: dns, server: server)
    return scene.finish().first
  }

  private func steps(_ line: String, dns: String? = nil) -> [ResolutionStep] {
    finding(line, dns: dns).map { resolution(for: $0).map(\.step) } ?? []
  }

  @Test func answersInClearText() {
    for line in [
      "open >hello:1.2 <other <fin", "open >hello:1.0 <other <rst", "open >hello:1.2 <other >fin",
      "tunnel >hello:1.2 <other <fin", "open >hello:1.3 <other <other <fin",
    ] {
      #expect(finding(line)?.traits?.cause == .clearText, "\(line)")
      #expect(steps(line).filter { $0 != .captureAgain } == [.allowInWebFilter], "\(line)")
    }
    // A server that nobody knows may have no TLS on that port.
    let other = "open >hello:1.2/name=a.example.com <other <fin"
    #expect(finding(other)?.traits?.cause == .clearText)
    #expect(!steps(other).contains(.allowInWebFilter))
    for line in ["open >hello:1.2 <fin", "open >hello:1.2 <rst", "open >hello:1.2 <alert:fatal:40"] {
      #expect(finding(line)?.traits?.cause == nil, "\(line)")
    }
  }

  private let asked = "open >hello:1.2 <sh <certificate <request <done"

  @Test func certificatesOfTheClient() {
    for alert in [40, 42, 43, 44, 45, 46, 48, 49, 116] {
      let none = "\(asked) >certificate:none >cke >ccs >finished <alert:fatal:\(alert)"
      #expect(finding(none)?.traits?.cause == .clientCertificate(isSent: false), "\(alert)")
      #expect(steps(none) == [.checkClientCertificate], "\(alert)")
      let sent = "\(asked) >certificate:contoso >cke >ccs >finished <alert:fatal:\(alert)"
      #expect(finding(sent)?.traits?.cause == .clientCertificate(isSent: true), "\(alert)")
    }
  }

  @Test(arguments: [
    // Not asked, not answered, not about a certificate.
    "open >hello:1.2 <sh <certificate <done >cke >ccs >finished <alert:fatal:40",
    "open >hello:1.2 <sh <certificate <request <done <alert:fatal:40",
    "open >hello:1.2 <sh <certificate <request <done >certificate:none >cke >ccs >finished <alert:fatal:80",
    "open >hello:1.2 <sh <certificate <request <done >certificate:none >cke >ccs >finished <alert:fatal:51",
  ])
  func otherAlerts(_ line: String) {
    #expect(finding(line)?.code == .verdict(.serverAlert))
    #expect(finding(line)?.traits?.cause == nil)
    #expect(!steps(line).contains(.checkClientCertificate))
  }

  /// TLS 1.3: a flight that is a Finished alone holds no certificate.
  @Test func encryptedFlights() {
    let flight = "open >hello:1.3 <sh:1.3 <data:2000"
    for first in [25, 900, 78] {
      #expect(finding("\(flight) >data:\(first) <sgoeson:19 <fin")?.traits?.cause == .lastFlight, "\(first)")
    }
    for alone in [53, 69] {
      let refused = finding("\(flight) >data:\(alone) <sgoeson:19 <fin")
      #expect(refused?.code == .verdict(.serverAlert) && refused?.traits?.cause == nil, "\(alone)")
    }
  }

  /// The server had time to repeat what the client never acknowledged.
  @Test func answersThatAreLost() {
    for line in [
      "open >hello:1.2 <gap:1000 <other +3000 >fin", "open >hello:1.2 <gap:1000 <other +3000 >rst",
      "open >hello:1.2 <gap:900 +5000 >fin", "tunnel >hello:1.2 <gap:1000 <other +9000 >fin",
    ] {
      let found = finding(line)
      #expect(found?.code == .verdict(.handshakeTimeout) && found?.confidence == .probable, "\(line)")
      #expect(found?.traits?.cause == .answerLost, "\(line)")
    }
    // Large segments alone: the finding is about the path, and there is no other of the same flow.
    #expect(finding("open >hello:1.2 <gap:1400 <other +5000 >fin")?.code == .pathMTU)
    for line in [
      "open @received >hello:1.2 <gap:1000 <other +3000 >fin", "open >hello:1.2 <gap:1000 <other +2000 >fin",
      "open >hello:1.2 >gap:9 <gap:1000 <other +3000 >fin", "open >hello:1.2 <cut:1000 <other +3000 >fin",
      "open >hello:1.2 <gap:1000 <other +3000 <fin", "open <gap:1000 >hello:1.2 +9000 >fin",
    ] {
      #expect(finding(line)?.traits?.cause != .answerLost, "\(line)")
    }
  }

  @Test func whatIsDoubtfulIsCheckedFirst() {
    let near = IPAddress(v4: 0x0a00_0009)
    let own = finding("open >hello:1.0 <rst", server: near).map { resolution(for: $0) } ?? []
    #expect(own.first?.step == .checkNameResolution && own.first?.reason == .privateAddress)
    #expect(own.first?.commands.last == "Resolve-DnsName \(sws)")
    #expect(own.contains { $0.step == .enableStrongCryptography })
    #expect(!steps("open >hello:1.0 <rst").contains(.checkNameResolution))
    #expect(!steps("open >hello:1.0 <rst").contains(.findResettingDevice))
  }

  /// Another port of a server is another service.
  @Test func laterSuccessesOfOtherPorts() {
    func found(_ ports: [UInt16], then later: [UInt16]) -> [Bool] {
      var scene = Scene()
      for port in ports { scene.add("open >hello:1.2 <sh <alert:fatal:40", port: port) }
      for port in later { scene.add(VerdictTests.full, port: port) }
      return scene.finish().map(\.laterSucceeded)
    }
    #expect(found([8531], then: [443]) == [false])
    #expect(found([8531], then: [443, 8531]) == [true])
    #expect(found([443, 8531], then: [8531]) == [false])
    #expect(found([443, 8531], then: [8531, 443]) == [true])
    #expect(found([443], then: []) == [false])
  }
}
