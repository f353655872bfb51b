import CaptureBuilding
import Foundation
import Testing

/// Lines of JSON and tables as a program takes them in.
@Suite struct DialectTests {
  private let capture = ShippedCaptures.path("walkthroughs/issue-1-import-version-reject/trace.pcap")

  private func lines(_ arguments: [String]) throws -> [[String: Any]] {
    let run = try ExitStatusTests.run([capture, "--format", "ndjson"] + arguments)
    #expect(run.status == 0)
    return try run.output.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  /// A member of members, by the dotted name that the schema uses.
  private func field(_ name: String, _ document: [String: Any]) -> Any? {
    name.split(separator: ".").reduce(document as Any?) { ($0 as? [String: Any])?[String($1)] }
  }

  @Test func elasticCommonSchema() throws {
    let documents = try lines(["--dialect", "ecs", "--flow", "63"])
    #expect(
      documents.compactMap { field("event.dataset", $0) as? String } == [
        "wsuscap.flow", "wsuscap.finding", "wsuscap.capture",
      ])
    let flow = documents[0]
    let expected: [String: String] = [
      "@timestamp": "2020-07-28T09:14:03.454576Z", "event.kind": "event", "event.outcome": "failure",
      "event.start": "2020-07-28T09:14:03.454576Z", "source.ip": "10.0.0.5",
      "destination.ip": "203.0.113.10", "destination.domain": "sws.update.microsoft.com",
      "network.transport": "tcp", "network.type": "ipv4", "network.protocol": "tls",
      "network.community_id": "1:KvQ7i+O7OTxHKCMEb4BkuJJdOFI=",
      "tls.client.server_name": "sws.update.microsoft.com",
      "tls.client.ja3": "327b8a1cc94fdf6a61874bf11fadaf69", "wsus.verdict": "version_reject",
      "wsus.endpoint": "sws", "wsus.client_hello.max_version": "TLS 1.0", "wsus.server.name_source": "sni",
    ]
    for (name, value) in expected { #expect(field(name, flow) as? String == value, "\(name)") }
    let numbers = [
      "source.port": 50207, "destination.port": 443, "source.bytes": 151, "network.packets": 6,
      "event.duration": 45_474_000, "wsus.flow": 63, "wsus.frames.first": 871, "wsus.frames.last": 877,
    ]
    for (name, value) in numbers { #expect(field(name, flow) as? Int == value, "\(name)") }
    #expect(field("tls.established", flow) as? Bool == false)
    #expect((field("tls.client.supported_ciphers", flow) as? [String])?.count == 14)
    #expect(field("event.kind", documents[1]) as? String == "alert")
    #expect(field("event.severity", documents[1]) as? Int == 3)
    for name in ["event.code", "rule.id", "rule.name"] {
      #expect(field(name, documents[1]) as? String == "version_reject", "\(name)")
    }
    let finding = [
      "destination.ip": "203.0.113.10", "destination.domain": "sws.update.microsoft.com",
      "source.ip": "10.0.0.5", "rule.ruleset": "wsuscap",
    ]
    for (name, value) in finding { #expect(field(name, documents[1]) as? String == value, "\(name)") }
    #expect(field("destination.port", documents[1]) as? Int == 443)
    #expect((field("rule.description", documents[1]) as? String)?.isEmpty == false)
    #expect((field("rule.reference", documents[1]) as? String)?.hasPrefix("https://") == true)
    #expect(
      field("event.reference", documents[1]) as? String == field("rule.reference", documents[1]) as? String)
    #expect(field("related.ip", documents[1]) as? [String] == ["10.0.0.5", "203.0.113.10"])
    #expect(field("wsus.finding.attempts", documents[1]) as? Int == 5)
    #expect(field("wsus.summary.flows", documents[2]) as? Int == 1)
  }

  @Test func negotiatedValuesOfTheElasticCommonSchema() throws {
    let flow = try #require(lines(["--dialect", "ecs", "--flow", "6"]).first)
    let expected = [
      "event.outcome": "success", "tls.version": "1.2", "tls.version_protocol": "tls",
      "tls.cipher": "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
      "tls.server.ja3s": "ae4edc6faf64d08308082ad26be60767",
    ]
    for (name, value) in expected { #expect(field(name, flow) as? String == value, "\(name)") }
    #expect((field("tls.server.hash.sha256", flow) as? String)?.allSatisfy { !$0.isLowercase } == true)
    #expect(field("tls.established", flow) as? Bool == true)
  }

  @Test func logsOfZeek() throws {
    let lines = try lines(["--dialect", "zeek", "--flow", "63", "--flow", "6"])
    #expect(lines.compactMap { $0["_path"] as? String } == ["conn", "ssl", "conn", "ssl", "notice"])
    #expect(lines[0]["uid"] as? String == lines[1]["uid"] as? String)
    #expect(lines[0]["uid"] as? String != lines[2]["uid"] as? String)
    #expect((lines[0]["uid"] as? String)?.wholeMatch(of: /C[0-9A-Za-z]{17}/) != nil)
    #expect(lines[0]["conn_state"] as? String == "SF")
    #expect(lines[0]["history"] as? String == "ShADdFf")
    #expect(lines[2]["conn_state"] as? String == "RSTR")
    #expect(lines[2]["ts"] as? Double == 1_595_927_643.454576)
    #expect(lines[2]["id.orig_h"] as? String == "10.0.0.5")
    #expect(lines[2]["id.resp_p"] as? Int == 443)
    #expect(lines[1]["version"] as? String == "TLSv12")
    #expect(lines[1]["ssl_history"] as? String == "CsxknGIi")
    #expect(lines[1]["established"] as? Bool == true)
    #expect((lines[1]["cert_chain_fps"] as? [String])?.count == 2)
    #expect(lines[3]["ssl_history"] as? String == "C")
    #expect(lines[4]["note"] as? String == "WSUS::version_reject")
  }

  @Test func dialectIsForLines() throws {
    for arguments in [["--dialect", "ecs"], ["--format", "json", "--dialect", "zeek"], ["--dialect", "x"]] {
      let run = try ExitStatusTests.run([capture] + arguments)
      #expect(run.status == 64, "\(arguments)")
      #expect(run.messages.contains("--dialect"))
    }
  }

  @Test(arguments: ["wsuscap", "ecs", "zeek"])
  func faultsAreLinesToo(_ dialect: String) throws {
    let run = try ExitStatusTests.run(
      ["/dev/null", "/nowhere.pcap", capture, "--flow", "63", "--format", "ndjson", "--dialect", dialect])
    #expect(run.status == 66)
    #expect(run.messages.split(separator: "\n").count == 2)
    let lines = try run.output.split(separator: "\n").map {
      try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    let faults = lines.prefix(2).map { $0["error"] ?? $0["message"] as Any? }
    #expect(faults.allSatisfy { $0 != nil })
    #expect(lines.count > 3)
  }

  /// Also when there is nothing else to write.
  @Test func aFaultAloneIsALine() throws {
    let run = try ExitStatusTests.run(["/dev/null", "--format", "ndjson"])
    #expect(run.status == 65)
    #expect(run.output.hasPrefix("{\"capture\":\"/dev/null\","))
    #expect(run.output.hasSuffix("}\n"))
  }

  @Test func tableHasACellForEachColumn() throws {
    let run = try ExitStatusTests.run([capture, "--format", "csv"])
    let rows = run.output.components(separatedBy: "\r\n").dropLast()
    #expect(rows.count == 97)
    #expect(
      rows.first?.hasPrefix("capture,flow,verdict,confidence,issue,reason,endpoint,server_name,") == true)
    let reject = try #require(rows.first { $0.contains(",63,version_reject,certain,1,\"The ClientHello in") })
    #expect(reject.contains(",10.0.0.5,50207,203.0.113.10,443,"))
    #expect(reject.contains(",TLS 1.0,14,0,sws.update.microsoft.com,"))
  }
}
