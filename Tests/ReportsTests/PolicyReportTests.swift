import Analysis
import Diagnosis
import Foundation
import PolicyFiles
import Testing

@testable import Reports

/// What a report says of the policy, and what the policy says in a report.
@Suite struct PolicyReportTests {
  private func capture(_ change: (inout Endpoint) -> Void = { _ in }) -> SampleCapture {
    var policy = EndpointPolicy.builtIn
    change(&policy.endpoints[0])
    var capture = SampleCapture()
    capture.policy.policy = policy
    return capture
  }

  private func json(_ capture: SampleCapture) throws -> [String: Any] {
    let report = try JSONSerialization.jsonObject(with: Data(capture.report("json").utf8)) as? [String: Any]
    return try #require((report?["captures"] as? [[String: Any]])?.first)
  }

  @Test func jsonNamesThePolicy() throws {
    var capture = capture()
    #expect(
      try json(capture)["policy"] as? [String: String] == ["as_of": "2020-07-20", "source": "built-in"])
    capture.policy.source = .file("a \"b\"\n.yaml")
    #expect(
      try json(capture)["policy"] as? [String: String] == ["as_of": "2020-07-20", "source": "a \"b\"\n.yaml"])
  }

  @Test func textNamesThePolicyWhenItIsNotTheDefault() {
    var capture = capture()
    #expect(!capture.report("text").contains("Endpoint policy"))
    capture.policy.isDateChosen = true
    #expect(capture.report("text").contains("\n  Endpoint policy: built-in, as of 20 Jul 2020.\n"))
    capture.policy.isDateChosen = false
    capture.policy.source = .file("site\u{1b}.yaml")
    #expect(capture.report("text").contains("\n  Endpoint policy: site\\u{1b}.yaml, as of 20 Jul 2020.\n"))
  }

  @Test func thePolicysWordsStandInTheFinding() throws {
    var capture = capture {
      $0.message = "Known since\nMonday."
      $0.resolution = "Ask the\n\u{1b}[31mnetwork team."
      $0.source = "Runbook 7"
    }
    capture.addVersionReject()
    let text = capture.report("text")
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("The endpoint accepts TLS 1.2 only. Known since Monday."))
    #expect(words.contains("Do this first: Ask the."))
    #expect(
      text.contains(
        "    1. Ask the \\u{1b}[31mnetwork team.\n    2. Either do this step or step 3. Enable TLS 1.2 for the IIS"
      ))
    let findings = try #require(json(capture)["findings"] as? [[String: Any]])
    let steps = try #require(findings.first?["resolution"] as? [[String: Any]])
    #expect(steps.first?["id"] as? String == "endpoint_policy")
    #expect(steps.first?["step"] as? String == "Ask the\n\u{1b}[31mnetwork team.")
    #expect(steps.first?["reference"] as? String == "Runbook 7")
    #expect(steps.count == 1 + 5)
  }

  @Test func thePolicysWordsTakeThePlaceOfTheBuiltInOnes() throws {
    var capture = capture {
      $0.role = .retired
      $0.message = "Gone."
      $0.resolution = "Use the other."
    }
    capture.addSuccess()
    let text = capture.report("text")
    #expect(text.contains("still uses sws.update.microsoft.com, which is retired for WSUS"))
    #expect(text.contains("        Gone.\n"))
    #expect(text.contains("    1. Use the other.\n"))
    #expect(!text.contains("MUUrl"))
    var other = self.capture { $0.role = .legacySync }
    other.addSuccess()
    #expect(other.report("text").contains("$config.RedirectorChangeNumber = 4002"))
  }

  @Test func theChainIsShownWithAnInspection() throws {
    var capture = capture()
    capture.addSuccess(issuer: "CN=Contoso Inspection CA,O=Contoso")
    let text = capture.report("text")
    #expect(text.contains("  Certificate in frame 195\n    - Certificate 1 of 1: CN=*.update.microsoft.com"))
    let findings = try #require(json(capture)["findings"] as? [[String: Any]])
    let proofs = try #require(findings.first?["evidence"] as? [[String: Any]])
    let certificates = proofs.filter { $0["issuer"] != nil }
    #expect(certificates.count == 1)
    #expect(certificates[0]["issuer"] as? String == "CN=Contoso Inspection CA,O=Contoso")
    #expect(certificates[0]["subject"] as? String == "CN=*.update.microsoft.com,O=Microsoft Corporation")
    #expect(certificates[0]["frame"] as? Int == 195)
  }

  @Test func titlesFitTheRole() {
    for (role, words) in [
      (EndpointRole.downstreamServer, "cannot connect to the WSUS server sws.update.microsoft.com: "),
      (.certificateLists, "cannot connect to sws.update.microsoft.com for certificate lists: "),
      (.content, "cannot connect to sws.update.microsoft.com: "),
    ] {
      var capture = capture { $0.role = role }
      capture.addVersionReject()
      #expect(capture.report("text").contains(words))
    }
  }

  /// Flows to certificate lists alone hold no update traffic, and the table shows what failed of them.
  @Test func certificateListsAreNoUpdateTraffic() {
    var capture = capture { $0.role = .certificateLists }
    capture.addSuccess()
    #expect(capture.report("text").contains("No flow to an update endpoint was captured"))
    #expect(!capture.report("text").contains("sws.update.microsoft.com:443"))
    #expect(capture.report("text") { $0.onlyEndpoints = true }.contains("sws.update.microsoft.com:443"))
    var undecided = self.capture { $0.role = .certificateLists }
    undecided.addIncomplete()
    undecided.addSuccess()
    #expect(!undecided.report("text").contains("proves nothing"))
  }
}
