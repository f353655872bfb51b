import Packets
import PolicyFiles
import Protocols
import Testing

@testable import Diagnosis

@Suite struct ServerNameTests {
  private func name(_ line: String, dns: String? = nil, policy: EndpointPolicy = .builtIn) -> String {
    guard let name = judged(line, dns: dns, policy: policy).serverName else { return "none" }
    return "\(name.name) \(name.source.rawValue)"
  }

  @Test func theOrderOfTrust() {
    let hello = ">hello:1.2/name=b.example.com <sh <certificate:c.example.com"
    #expect(name("tunnel:a.example.com:443 \(hello)", dns: "d.example.com") == "a.example.com connect")
    #expect(name("open \(hello)", dns: "d.example.com") == "b.example.com sni")
    #expect(
      name("open >hello:1.2/nosni <sh <certificate:c.example.com", dns: "d.example.com")
        == "d.example.com dns")
    #expect(name("open >hello:1.2/nosni <sh <certificate:c.example.com") == "c.example.com certificate")
    #expect(name("open >fin") == "none")
    var policy = EndpointPolicy.builtIn
    policy.endpoints[0].addresses = [FlowScript.server]
    #expect(name("open >hello:1.2/nosni <sh <certificate:c.example.com", policy: policy) == "\(sws) policy")
    #expect(name("open >fin", dns: "d.example.com", policy: policy) == "d.example.com dns")
  }

  @Test func namesAreFoldedAndPortsSplitOff() {
    #expect(name("open >hello:1.2/name=SWS.Update.Microsoft.COM.") == "\(sws) sni")
    #expect(name("tunnel:SWS.update.microsoft.com.:443") == "\(sws) connect")
    #expect(name("tunnel:\(sws)") == "\(sws) connect")
    #expect(name("open", dns: "A.Example.com.") == "a.example.com dns")
    #expect(HostName.host(ofAuthority: "[2001:DB8::1]:443") == "2001:db8::1")
    #expect(HostName.host(ofAuthority: "2001:db8::1") == "2001:db8::1")
    #expect(HostName.host(ofAuthority: "[2001:db8::1") == "2001:db8::1")
    #expect(HostName.host(ofAuthority: "") == "")
    #expect(HostName.host(ofAuthority: ":443") == "")
  }

  @Test func anAddressNamesNothing() {
    #expect(name("tunnel:192.0.2.9:443 >hello:1.2") == "\(sws) sni")
    #expect(name("tunnel:192.0.2.9:443 >fin", dns: "proxy.example.com") == "192.0.2.9 connect")
    #expect(name("tunnel:[2001:db8::9]:443 >fin") == "2001:db8::9 connect")
    #expect(HostName.isAddress("192.0.2.9"))
    #expect(!HostName.isAddress("host9"))
    #expect(!HostName.isAddress("a.example.com"))
    #expect(!HostName.isAddress("1.example.com"))
  }

  @Test func certificates() {
    let line = "open >hello:1.2/nosni <sh <certificate:"
    #expect(name("\(line)*.example.com,192.0.2.1,b.example.com") == "b.example.com certificate")
    #expect(name("\(line)b.example.com,\(sws)") == "\(sws) certificate")
    #expect(name("\(line)*.example.com") == "none")
  }

  @Test func detailsThatPointNowhereAreNoNames() {
    var script = FlowScript()
    var evidence = script.flow("open >hello:1.2 <sh <certificate <rst")
    for index in evidence.events.indices {
      evidence.events[index].payload = FlowEvent.Payload(evidence.events[index].kind, number: .max)
    }
    let flow = Judge(policy: .builtIn).judge(
      evidence, store: EvidenceStore(), dnsName: nil, captureEnd: 0)
    #expect(flow.serverName == nil)
    #expect(flow.judgement.verdict == .handshakeAborted)
  }
}
