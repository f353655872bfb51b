import Analysis
import CaptureBuilding
import CaptureFiles
import Foundation
import PolicyFiles
import ReportChecking
import Reports
import Testing

/// Lines that are written while a capture is read say in the end what the report on the whole capture says.
@Suite struct LineReportTests {
  typealias Object = [String: Any]

  @Test(arguments: ShippedCaptures.names)
  func linesHoldWhatTheReportHolds(_ name: String) throws {
    try compare(ShippedCaptures.path(name))
  }

  @Test(arguments: ForeignCaptures.paths)
  func linesOfForeignCapturesHoldWhatTheReportHolds(_ path: String) throws {
    guard (try? CaptureReader(path: path)) != nil else { return }
    try compare(path)
  }

  /// A flow whose cause a later flow can deny is not written before the end.
  @Test func linesOfAContradictedFlow() throws {
    var capture = CaptureBuilder()
    for isAccepted in [false, true] {
      let flow = capture.tcp(
        client: EndPoint("10.0.0.5", 50_231), server: EndPoint("203.0.113.10", 443))
      capture.handshake(flow)
      let hello = ClientHello.schannel(
        .server2016, version: .tls10, name: "sws.update.microsoft.com", random: capture.random())
      if isAccepted {
        capture.tls12(flow, hello: hello)
        capture.closeTLS(flow, from: .client)
      } else {
        capture.send(flow, .client, hello.record)
        capture.rst(flow, .server)
      }
      capture.wait(milliseconds: 5000)
    }
    let path = NSTemporaryDirectory() + "contradicted-\(UUID().uuidString).pcap"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(capture.pcap()).write(to: URL(fileURLWithPath: path))
    try compare(path)
    let flows = try #require(Self.report(path)["flows"] as? [Object])
    #expect(flows.compactMap { $0["confidence"] as? String } == ["possible", "certain"])
  }

  private func compare(_ path: String) throws {
    let text = try Self.lines(path)
    // Each line is one of those that the published schema describes.
    #expect(FormatCheck(text, format: "ndjson").faults.isEmpty, "\(path)")
    let lines = try text.split(separator: "\n").map(Self.object)
    let report = try Self.report(path)
    var flows: [Int: Object] = [:]
    for var line in lines.dropLast() {
      #expect(line.removeValue(forKey: "capture") as? String == path)
      let isRevised = line.removeValue(forKey: "revised") as? Bool ?? false
      let id = try #require(line["id"] as? Int)
      // The first line of a flow is no revision, any other is one.
      #expect(isRevised == (flows[id] != nil), "flow \(id)")
      flows[id] = line
    }
    let expected = try #require(report["flows"] as? [Object])
    #expect(flows.count == expected.count)
    for flow in expected {
      let id = try #require(flow["id"] as? Int)
      #expect(flows[id].map { $0 as NSDictionary } == flow as NSDictionary, "flow \(id) of \(path)")
    }
    let last = try #require(lines.last)
    for (line, whole) in [("file", "capture"), ("policy", "policy"), ("summary", "summary")] {
      #expect(last[line] as? NSDictionary == report[whole] as? NSDictionary, "\(line)")
    }
    #expect(last["findings"] as? NSArray == report["findings"] as? NSArray)
  }

  // MARK: The two reports

  private static func lines(_ path: String) throws -> String {
    var writer = try #require(ReportFormat.named("ndjson")).writer(ReportOptions())
    var output = ReportOutput()
    try writer.begin(&output)
    var fault: (any Error)?
    let result = try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn)) {
      capture, flows in
      do { try writer.add(closed: flows, of: capture, to: &output) } catch { fault = error }
      return true
    }
    #expect(fault == nil)
    try writer.add(ReportedCapture(result), to: &output)
    try writer.end(&output)
    return output.buffer.text
  }

  private static func report(_ path: String) throws -> Object {
    let result = try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
    let report = try writtenReport(on: ReportedCapture(result), as: "json")
    return try #require((object(report[...])["captures"] as? [Object])?.first)
  }

  private static func object(_ text: Substring) throws -> Object {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? Object)
  }
}

/// Captures that others made, when `WSUSCAP_CORPUS` names their folder.
enum ForeignCaptures {
  static let paths: [String] = {
    guard let folder = ProcessInfo.processInfo.environment["WSUSCAP_CORPUS"] else { return [] }
    let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return found.sorted().map { folder + "/" + $0 }
      .filter { (try? FileManager.default.contentsOfDirectory(atPath: $0)) == nil }
  }()
}
