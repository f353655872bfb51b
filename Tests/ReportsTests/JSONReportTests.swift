import Diagnosis
import Foundation
import Packets
import Protocols
import Testing

@testable import Reports

@Suite struct JSONReportTests {
  private static func read(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private static func capture(_ text: String) throws -> [String: Any] {
    let captures = try #require(read(text)["captures"] as? [[String: Any]])
    return try #require(captures.first)
  }

  private var mixed: SampleCapture {
    var capture = SampleCapture()
    capture.addSuccess()
    capture.addVersionReject()
    capture.addProxyDenied()
    capture.addOther()
    return capture
  }

  @Test func golden() throws {
    let text = mixed.report("json")
    #expect(try Self.read(text)["schema"] as? String == "wsuscap.report/2")
    try expectGolden(text, "report.json")
  }

  @Test func flowsHoldWhatTheContractNames() throws {
    let flows = try #require(Self.capture(mixed.report("json"))["flows"] as? [[String: Any]])
    #expect(flows.map { $0["id"] as? Int } == [0, 1, 2, 3])
    #expect(
      flows.map { $0["verdict"] as? String } == ["success", "version_reject", "proxy_denied", "not_tls"])
    #expect(flows[2]["labels"] as? [String] == ["proxy_connect", "proxy_denied"])
    #expect(flows[0]["start"] as? String == "2020-07-20T09:14:05.000000Z")
    #expect(flows[0]["round_trip_ms"] as? Double == 21)
    let server = try #require(flows[3]["server"] as? [String: Any])
    #expect(server["name"] is NSNull)
    let proxy = try #require(flows[2]["proxy"] as? [String: Any])
    #expect(proxy["authority"] as? String == "sws.update.microsoft.com:443")
    #expect(proxy["status"] as? Int == 407)
    let tls = try #require(flows[0]["tls"] as? [String: Any])
    #expect(tls["version"] as? String == "TLS 1.2")
    #expect(tls["client_hellos"] == nil)
    #expect((tls["common_cipher_suites"] as? [Any])?.count == 4)
    let hello = try #require(tls["client_hello"] as? [String: Any])
    #expect(hello["max_version"] as? String == "TLS 1.2")
    let suites = try #require(hello["cipher_suites"] as? [[String: String]])
    #expect(suites[0] == ["id": "0xc030", "name": "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"])
    #expect(suites[4] == ["id": "0x0a0a", "name": "GREASE"])
    #expect(suites[5] == ["id": "0xfff0", "name": "unknown"])
    #expect(flows[1]["tls"].map { ($0 as? [String: Any])?["version"] == nil } == true)
    #expect(flows[3]["tls"] == nil)
  }

  @Test func summaryCountsWhatIsKept() throws {
    let whole = try #require(Self.capture(mixed.report("json"))["summary"] as? [String: Any])
    #expect(whole["flows"] as? Int == 4)
    #expect(whole["findings"] as? Int == 2)
    let one = try Self.capture(mixed.report("json") { $0.flows = [1] })
    #expect((one["summary"] as? [String: Any])?["by_verdict"] as? [String: Int] == ["version_reject": 1])
    #expect((one["flows"] as? [Any])?.count == 1)
    #expect((one["findings"] as? [Any])?.count == 1)
    let endpoints = try Self.capture(mixed.report("json") { $0.onlyEndpoints = true })
    #expect((endpoints["flows"] as? [Any])?.count == 3)
  }

  @Test func hostileTextComesBackAsItWas() throws {
    let texts = [
      "\"quoted\\\u{0}\u{1}\u{1f}\u{7f}\u{80}\u{9f}", "\u{2028}\u{2029}\u{202e}\u{2066}\u{feff}", "a\r\n\tb",
      "漢字 😀 \u{10ffff}", "</script><!--", String(repeating: "é", count: 3000),
    ]
    for text in texts {
      var capture = SampleCapture(path: text)
      capture.addVersionReject(name: text)
      capture.addSuccess(issuer: text)
      let json = capture.report("json")
      #expect(json.unicodeScalars.allSatisfy { $0 == "\n" || !SafeText.isDeceptive($0) })
      let read = try Self.capture(json)
      #expect((read["capture"] as? [String: Any])?["path"] as? String == text)
      let flows = try #require(read["flows"] as? [[String: Any]])
      #expect((flows[0]["server"] as? [String: Any])?["name"] as? String == text)
      let hello = (flows[0]["tls"] as? [String: Any])?["client_hello"] as? [String: Any]
      #expect(hello?["server_name"] as? String == text)
      let certificates = (flows[1]["tls"] as? [String: Any])?["certificates"] as? [[String: Any]]
      #expect(certificates?.first?["issuer"] as? String == text)
    }
  }

  @Test func nullStandsForAServersNameOnly() {
    var capture = mixed
    capture.addIncomplete()
    let text = capture.report("json")
    #expect(text.components(of: "null") == text.components(of: "\"name\":null"))
  }

  @Test func severalHellosAreListed() throws {
    var capture = SampleCapture()
    let first = capture.hello(.tls12, [0xc030], name: nil)
    var retry = ServerHello(recordVersion: .tls12, legacyVersion: .tls12, cipherSuite: .aes128GCMSHA256)
    retry.selectedVersion = .tls13
    retry.isHelloRetryRequest = true
    var answer = retry
    answer.isHelloRetryRequest = false
    let (retried, answered) = (capture.store.add(retry), capture.store.add(answer))
    capture.add(
      .unfinished, .captureEnded(lastFrame: 8),
      events: [
        SampleCapture.event(.clientHello(reference: first), .client, 4, 0),
        SampleCapture.event(.helloRetryRequest(index: retried), .server, 5, 1),
        SampleCapture.event(.clientHello(reference: first), .client, 6, 2),
        SampleCapture.event(.serverHello(index: answered), .server, 7, 3),
        SampleCapture.event(.alert(level: .fatal, description: .unknownCA), .client, 8, 4),
      ])
    let flows = try #require(Self.capture(capture.report("json"))["flows"] as? [[String: Any]])
    let tls = try #require(flows[0]["tls"] as? [String: Any])
    #expect((tls["client_hellos"] as? [Any])?.count == 2)
    #expect((tls["server_hellos"] as? [Any])?.count == 2)
    #expect((tls["server_hello"] as? [String: Any])?["frame"] as? Int == 7)
    #expect(tls["version"] as? String == "TLS 1.3")
    let alert = try #require((tls["alerts"] as? [[String: Any]])?.first)
    #expect((alert["description"] as? [String: Any])?["id"] as? Int == 48)
    #expect((alert["description"] as? [String: Any])?["name"] as? String == "unknown_ca")
  }

  @Test func cutHelloProvesNoHighestVersion() throws {
    var capture = SampleCapture()
    var hello = ClientHello(recordVersion: .tls10, clientVersion: .tls12)
    hello.isComplete = false
    hello.hasAllCipherSuites = false
    let sighting = capture.store.add(hello)
    capture.add(
      .incompleteCapture, .missingBytes(frame: 4, isCut: true),
      events: [SampleCapture.event(.clientHello(reference: sighting), .client, 4, 0)])
    let flows = try #require(Self.capture(capture.report("json"))["flows"] as? [[String: Any]])
    let tls = try #require(flows[0]["tls"] as? [String: Any])
    #expect((tls["client_hello"] as? [String: Any])?["max_version"] == nil)
    #expect(tls["common_cipher_suites"] == nil)
  }

  @Test func communityIDsOfTheSpecification() throws {
    // corelight/community-id-spec, baseline of version 1 with seed 0.
    let vectors: [(String, UInt16, String, UInt16, String)] = [
      ("128.232.110.120", 34855, "66.35.250.204", 80, "1:LQU9qZlK+B5F3KDmev6m5PMibrg="),
      (
        "2001:470:e5bf:dead:4957:2174:e82c:4887", 63943, "2607:f8b0:400c:c03::1a", 25,
        "1:/qFaeAR+gFe1KYjMzVDsMv+wgU4="
      ),
    ]
    for (one, onePort, other, otherPort, id) in vectors {
      let left = EndPoint(address: try #require(IPAddress(one)), port: onePort)
      let right = EndPoint(address: try #require(IPAddress(other)), port: otherPort)
      #expect(CommunityID.tcp(left, right) == id)
      #expect(CommunityID.tcp(right, left) == id)
    }
  }
}
