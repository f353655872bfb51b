import Analysis
import CaptureFiles
import Diagnosis
import Packets
import Protocols
import Testing

@testable import Redaction
@testable import Reports

@Suite struct RedactedCaptureTests {
  private func redacted(_ sample: SampleCapture) -> ReportedCapture {
    var redaction = Redaction(key: "k")
    return redaction.redacted(sample.reported)
  }

  @Test func serversOfThePolicyStandForThemselves() {
    var sample = SampleCapture()
    sample.addVersionReject()
    let capture = redacted(sample)
    #expect(capture.flow(0).evidence.server.address == SampleCapture.server)
    #expect(capture.flow(0).evidence.client.address != SampleCapture.client)
    #expect(capture.flow(0).evidence.client.port == sample.flows[0].evidence.client.port)
    #expect(capture.findings[0].client == capture.flow(0).evidence.client.address)
    #expect(capture.findings[0].serverName == "sws.update.microsoft.com")
  }

  @Test func proxiesAndPrivateServersDoNot() {
    var sample = SampleCapture()
    sample.addVersionReject()
    sample.addProxyDenied()
    #expect(redacted(sample).flow(0).evidence.server.address != SampleCapture.server)
    var inner = SampleCapture()
    inner.addVersionReject()
    let server = EndPoint(address: IPAddress(v4: 0xac1f_0001), port: 443)
    inner.flows[0].evidence.server = server
    #expect(redacted(inner).flow(0).evidence.server.address != server.address)
    #expect(redacted(inner).flow(0).evidence.server.port == 443)
  }

  @Test func aClientIsNoneAlthoughItServesAnEndpoint() {
    var sample = SampleCapture()
    sample.addVersionReject()
    sample.addOther()
    sample.flows[1].evidence.client = EndPoint(address: SampleCapture.server, port: 50_000)
    #expect(redacted(sample).flow(0).evidence.server.address != SampleCapture.server)
  }

  /// Names that become one keep their places, or events would point at others.
  @Test func namesKeepTheirPlaces() {
    var sample = SampleCapture()
    let names = [
      "Proxy.Contoso.com", "proxy.contoso.com", "sws.update.microsoft.com:443", "b.contoso.com", "", "::",
    ]
    let places = names.map { sample.store.add(name: $0) }
    let store = redacted(sample).store
    let after = places.map { store.name($0) }
    #expect(after[0] == after[1] && after[0] != after[3] && after[2] == names[2] && after[4] == "")
    #expect(store.names.count == names.count)
  }

  /// The walkthrough says the same of who issued a certificate, and a chain holds together.
  @Test func certificatesOfOthers() {
    var sample = SampleCapture()
    sample.addSuccess(issuer: "CN=Contoso Inspection CA,O=Contoso")
    let capture = redacted(sample)
    let certificate = capture.store.certificates[0]
    #expect(certificate.subject.hasPrefix("CN=*.update.microsoft.com,O=name-"))
    #expect(certificate.issuer.wholeMatch(of: /CN=name-[0-9a-f]{8},O=name-[0-9a-f]{8}/) != nil)
    #expect(certificate.serial != "3300ab" && !certificate.sha256.hasPrefix("abab"))
    #expect(certificate.sha256.count == 64)
    #expect(certificate.notAfter == sample.store.certificates[0].notAfter)
    #expect(
      FlowSummary(capture.flow(0), store: capture.store).notes
        == FlowSummary(sample.flows[0], store: sample.store).notes)
    var own = SampleCapture()
    own.addSuccess()
    #expect(redacted(own).store.certificates == own.store.certificates)
    // An inspecting proxy that took the name of an issuer.
    var copied = SampleCapture()
    copied.addSuccess(
      issuer:
        "CN=Microsoft Update Secure Server CA 2.1,O=Kowalski,OU=Microsoft Update Secure Server CA of Ostrich")
    let copy = redacted(copied).store.certificates[0]
    #expect(
      copy.issuer.wholeMatch(
        of: /CN=Microsoft Update Secure Server CA 2.1,O=name-[0-9a-f]{8},OU=name-[0-9a-f]{8}/) != nil)
    #expect(copy.serial != copied.store.certificates[0].serial)
  }

  @Test func interfacesProcessesAndPaths() {
    var sample = SampleCapture(path: "/home/alice/contoso.pcapng")
    sample.addVersionReject()
    sample.flows[0].evidence.processID = 4711
    sample.store.processNames = [4711: "contoso-agent.exe", 4712: "alice.exe"]
    sample.description.interfaces = [
      .init(name: "Contoso LAN", linkType: "EN10MB", snapLength: 0, packets: 1, dropped: 3)
    ]
    sample.description.notes = [
      .reading(.dropped(frames: 3, interface: "Contoso LAN")),
      .reading(.filterNotApplied(linkType: 9, reason: "unknown host 10.0.0.5")),
    ]
    sample.policy.source = .file("/home/alice/policy.yaml")
    var redaction = Redaction(key: nil)
    let capture = redaction.redacted(sample.reported)
    for (format, language) in ReportFormat.all.flatMap({ format in Language.allCases.map { (format, $0) } }) {
      var options = ReportOptions()
      options.language = language
      var writer = format.writer(options)
      var output = ReportOutput()
      try? writer.begin(&output)
      try? writer.add(capture, to: &output)
      try? writer.end(&output)
      let text = output.buffer.text
      for secret in ["alice", "contoso", "Contoso", "4711", "10.0.0.5"] { #expect(!text.contains(secret)) }
    }
    #expect(capture.description.notes.last?.code == "redacted")
    let process = capture.flow(0).evidence.processID ?? 0
    #expect(process >= 1 << 30)
    #expect(capture.store.processNames.keys.sorted() == [process])
    #expect(capture.store.processNames[process]?.hasPrefix("program-") == true)
    // The programs of WSUS are on every WSUS server.
    sample.store.processNames = [4711: "w3wp.exe"]
    let ofWSUS = redaction.redacted(sample.reported)
    #expect(ofWSUS.store.processNames[process] == "w3wp.exe")
  }

  /// One value redacts several captures of a report alike.
  @Test func capturesOfOneReportAgree() {
    var sample = SampleCapture()
    sample.addVersionReject()
    var redaction = Redaction(key: nil)
    let one = redaction.redacted(sample.reported)
    let other = redaction.redacted(sample.reported)
    #expect(one.flow(0).evidence.client == other.flow(0).evidence.client)
    #expect(one.flow(0).evidence.server == other.flow(0).evidence.server)
  }
}

extension Redaction {
  /// Redacts a made capture as one that was analysed.
  fileprivate mutating func redacted(_ capture: ReportedCapture) -> ReportedCapture {
    var parts = CaptureParts(
      description: capture.description, policy: capture.policy, store: capture.store,
      findings: capture.findings)
    let flows = redact(&parts, ids: Array(0..<capture.flowCount)) { capture.flow($0) }
    var redacted = capture
    redacted.description = parts.description
    redacted.policy = parts.policy
    redacted.store = parts.store
    redacted.findings = parts.findings
    redacted.makeFlow = { flows(capture.makeFlow($0, &$1)) }
    return redacted
  }
}
