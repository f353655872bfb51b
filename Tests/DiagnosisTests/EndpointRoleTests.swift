import Packets
import PolicyFiles
import Protocols
import Testing

@testable import Diagnosis

/// What each role changes: severity, what counts as TLS, titles and resolutions.
@Suite struct EndpointRoleTests {
  private static func policy(_ role: EndpointRole) -> EndpointPolicy {
    EndpointPolicy(
      endpoints: [
        Endpoint(
          id: "it", hosts: ["it.example.com"], role: role, minimumVersion: .tls12, maximumVersion: .tls13,
          cipherSuites: nil, cipherSuitesAsOf: nil, groups: nil, hasRSACertificate: nil, expectedIssuers: [])
      ], defaultMinimumVersion: .tls12)
  }

  private func findings(_ line: String, _ role: EndpointRole, port: UInt16 = 443) -> [Finding] {
    var script = FlowScript()
    let evidence = script.flow(line, port: port)
    let policy = Self.policy(role)
    var gatherer = FindingGatherer(policy: policy)
    gatherer.add(
      Judge(policy: policy).judge(
        evidence, store: script.store, dnsName: "it.example.com", captureEnd: evidence.end),
      store: script.store)
    return Array(gatherer.finish())
  }

  @Test(arguments: EndpointRole.allCases)
  func severityOfAFailure(_ role: EndpointRole) {
    let expected: Severity = role == .content || role == .certificateLists ? .warning : .error
    #expect(findings("open >fin", role).first?.severity == expected)
  }

  /// A connection without data is a failure where TLS was to be expected, by the port or by the server.
  @Test(arguments: EndpointRole.allCases)
  func silence(_ role: EndpointRole) {
    for port in [443, 8531] as [UInt16] {
      #expect(
        verdict("open >fin", dns: "it.example.com", port: port, policy: Self.policy(role))
          == "client_fin/certain")
    }
    for port in [80, 8080, 8530] as [UInt16] {
      #expect(
        verdict("open >fin", dns: "it.example.com", port: port, policy: Self.policy(role))
          == "not_tls/probable")
    }
    let speaksOnlyTLS = [EndpointRole.sync, .legacySync, .retired, .catalog].contains(role)
    #expect(
      verdict("open >fin", dns: "it.example.com", port: 8888, policy: Self.policy(role))
        == (speaksOnlyTLS ? "client_fin/certain" : "not_tls/probable"))
  }

  /// Lists come over plain HTTP, on whatever port: no conversation in it is a failure.
  @Test func plainHTTPIsNoFailureOfCertificateLists() {
    for line in [
      "open >other <other >fin <fin", "open >other <fin", "open >other <rst", "open >other", "open >fin",
      "open <fin",
      "open <rst", "open >rst", "open >other <other <rst",
    ] {
      for port in [80, 8080, 3128, 1234] as [UInt16] {
        #expect(findings(line, .certificateLists, port: port).isEmpty, "\(line) on \(port)")
      }
    }
    // That nobody answers is one.
    #expect(findings(">syn <rst", .certificateLists, port: 80).isEmpty == false)
  }

  @Test func resolutionsFitTheRole() {
    func steps(_ role: EndpointRole) -> [ResolutionStep] {
      findings("open >hello:1.2/name=it.example.com <rst", role).first.map { resolution(for: $0).map(\.step) }
        ?? []
    }
    #expect(steps(.certificateLists) == [.allowCertificateLists])
    #expect(steps(.downstreamServer) == [.checkWebsite])
    #expect(steps(.retired) == [.showEndpoint, .changeEndpoint])
    #expect(steps(.content).first == .allowEndpointsAtFirewall)
  }

  @Test func whatThePolicySaysTakesThePlaceOfTheStepsToAnotherEndpoint() {
    for (role, count) in [(EndpointRole.retired, 2), (.legacySync, 2)] {
      var finding = findings("open >hello:1.2/name=it.example.com \(VerdictTests.rest)", role)[0]
      #expect(policyResolution(for: finding) == nil)
      #expect(resolution(for: finding).count == count)
      finding.endpoint?.resolution = "Ask the network team."
      #expect(policyResolution(for: finding) == "Ask the network team.")
      #expect(resolution(for: finding) == [])
    }
    var failed = findings("open >hello:1.2/name=it.example.com <rst", .sync)[0]
    let steps = resolution(for: failed)
    failed.endpoint?.resolution = "Ask the network team."
    #expect(resolution(for: failed) == steps)
  }

  @Test func theUpdateServiceComesBeforeCertificateLists() {
    var policy = EndpointPolicy.builtIn
    policy.endpoints[0].hosts = ["sws.update.microsoft.com"]
    var script = FlowScript()
    var gatherer = FindingGatherer(policy: policy)
    for name in ["ctldl.windowsupdate.com", "a.example.com", "download.windowsupdate.com"] {
      let evidence = script.flow("open >hello:1.2/name=\(name) <rst", start: 1)
      gatherer.add(
        Judge(policy: policy).judge(
          evidence, store: script.store, dnsName: nil, captureEnd: evidence.end), store: script.store)
    }
    #expect(
      gatherer.finish().map(\.serverName) == [
        "download.windowsupdate.com", "ctldl.windowsupdate.com", "a.example.com",
      ])
  }
}

/// A chain fits when somebody who is expected issued one of its certificates, and it holds together up to there.
@Suite struct IssuerExpectingTests {
  private let update = "CN=Microsoft Update Secure Server CA 2.1,O=Microsoft Corporation"
  private let root = "CN=Microsoft Root Certificate Authority 2011,O=Microsoft Corporation"

  private func fits(
    _ chain: [(subject: String, issuer: String)], issuers: [String]? = nil,
    read extent: CertificateChain.Extent = .whole
  ) -> Bool {
    var store = EvidenceStore()
    let indices = chain.map { subject, issuer in
      store.add(
        CertificateSummary(
          subject: subject, issuer: issuer, serial: "1", notBefore: 0, notAfter: 1,
          subjectAlternativeNames: [],
          sha256: "00", key: "RSA 2048", signature: "", fault: issuer.isEmpty ? .malformed(code: nil) : nil))
    }
    let index = store.add(chain: CertificateChain(indices, extent))
    var endpoint = EndpointPolicy.builtIn.endpoints[0]
    if let issuers { endpoint.expectedIssuers = issuers }
    return endpoint.expects(index, in: store)
  }

  @Test func chainsOfMicrosoft() {
    #expect(fits([("CN=sws", update)]))
    #expect(fits([("CN=sws", update), (update, root)]))
    #expect(fits([("CN=sws", "CN=Microsoft Update Secure Server CA 1")]))
    #expect(fits([("CN=sws", "CN=Microsoft Azure RSA TLS Issuing CA 07,O=Microsoft Corporation,C=US")]))
    #expect(fits([("CN=sws", "cn=microsoft update secure server ca 9")]))
    // An authority that no list knows yet, below a root that it does.
    #expect(fits([("CN=sws", "CN=Microsoft New CA"), ("CN=Microsoft New CA", root)]))
  }

  /// An expected issuer may be in the part that was not read; a chain that ends with another one has none.
  @Test func chainsThatWereReadInPart() {
    let chain = [("CN=sws", "CN=Contoso CA"), ("CN=Contoso CA", "CN=Contoso Root")]
    for extent in CertificateChain.Extent.allCases {
      #expect(fits(chain, read: extent) == (extent != .whole))
      #expect(!fits([chain[0], ("CN=Fabrikam CA", "CN=Fabrikam CA")], read: extent))
      #expect(fits([("CN=sws", update)], read: extent))
    }
  }

  @Test func otherChains() {
    let own = "CN=Contoso Inspection CA,O=Contoso"
    #expect(!fits([("CN=sws", own)]))
    #expect(!fits([("CN=sws", own), (own, own)]))
    #expect(!fits([("CN=sws", "CN=DigiCert Global Root G2")]))
    // True certificates behind an inspector's own do not make it fit.
    #expect(!fits([("CN=sws", own), (update, root)]))
    #expect(!fits([("CN=sws", own), (own, "CN=Contoso Root"), (update, root)]))
  }

  @Test func whatSaysNothingPasses() {
    #expect(fits([]))
    #expect(fits([("", "")]))
    #expect(fits([("CN=sws", "CN=Contoso")], issuers: []))
    // Behind a leaf that does not fit, what cannot be read does not help.
    #expect(!fits([("CN=sws", "CN=Contoso"), ("", "")]))
  }

  @Test func anIndexThatIsNonePasses() {
    #expect(EndpointPolicy.builtIn.endpoints[0].expects(7, in: EvidenceStore()))
  }
}
