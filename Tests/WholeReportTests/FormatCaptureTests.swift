import Analysis
import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles
import Reports
import Testing

/// One capture in every format and inside every tunnel.
///
/// With `WSUSCAP_RECORD=1` in the environment a file that differs from its builder is rewritten; the run fails all the
/// same.
@Suite struct FormatCaptureTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Captures/formats")

  private static let cut = ["pktmon-128-bytes.etl", "snaplen-128.pcap"]
  private static let copied = ["pktmon-six-copies.etl", "pktmon-six-copies.pcapng"]
  private static let ofProgram = "network-monitor-program.cap"

  @Test(arguments: FormatCaptures.all.map(\.name))
  func fileIsWhatTheBuilderMakes(_ name: String) throws {
    let built = Data(try #require(FormatCaptures.all.first { $0.name == name }).build())
    let file = Self.folder.appending(path: name)
    guard (try? Data(contentsOf: file)) != built else { return }
    if ProcessInfo.processInfo.environment["WSUSCAP_RECORD"] == "1" {
      try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
      try built.write(to: file)
      Issue.record("recorded \(name); run again without WSUSCAP_RECORD")
    } else {
      Issue.record("\(name) differs from its builder; WSUSCAP_RECORD=1 rewrites it")
    }
  }

  @Test func everyFileIsBuiltAndInTheTable() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(files) == Set(FormatCaptures.all.map(\.name) + ["README.md"]))
    let readme = try String(contentsOf: Self.folder.appending(path: "README.md"), encoding: .utf8)
    for capture in FormatCaptures.all { #expect(readme.contains("`\(capture.name)`"), "\(capture.name)") }
    #expect(FormatCaptures.all.map { $0.build().count }.reduce(0, +) < 500_000)
  }

  private func result(_ name: String) throws -> CaptureResult {
    try CaptureAnalyzer.analyze(
      path: Self.folder.appending(path: name).path, options: AnalysisOptions(policy: .builtIn))
  }

  private func verdicts(_ result: CaptureResult) -> [String] {
    (0..<result.flowCount).map { id in
      let judgement = result.flow(id).judgement
      return "\(judgement.verdict.rawValue) \(judgement.confidence.rawValue)"
    }
  }

  /// The format or tunnel changes nothing that is said.
  @Test(arguments: FormatCaptures.all.map(\.name).filter { !(cut + [ofProgram]).contains($0) })
  func verdictsAreThoseOfTheOriginal(_ name: String) throws {
    let result = try result(name)
    #expect(verdicts(result) == ["success certain", "version_reject certain"])
    let issue = result.findings.first { $0.code == .verdict(.versionReject) }?.issue
    #expect(issue?.best == 1 && issue?.basis == .sameClientSucceeds(flow: 0))
    #expect(result.description.notes.map(\.code) == (Self.copied.contains(name) ? ["duplicate_packets"] : []))
  }

  /// Of six copies the first counts: its frame is the one that a report names.
  @Test(arguments: copied)
  func framesAreThoseOfTheFirstCopies(_ name: String) throws {
    let (result, original) = (try result(name), try result("original.pcap"))
    for id in 0..<2 {
      let frames = original.flow(id).evidence.events.map { 6 * ($0.frame - 1) + 1 }
      #expect(result.flow(id).evidence.events.map(\.frame) == frames)
      #expect(result.flow(id).evidence.retransmissions == PerRole(client: 0, server: 0))
    }
    guard case .duplicatePackets(let copies, let all)? = result.description.notes.first else {
      Issue.record("no note")
      return
    }
    #expect(copies == all / 6 * 5 && all % 6 == 0)
  }

  /// What was cut is not guessed, and the report says that packets were cut.
  @Test(arguments: cut)
  func cutPackets(_ name: String) throws {
    let result = try result(name)
    try #require(verdicts(result) == ["success probable", "version_reject possible"])
    #expect(result.flow(1).judgement.doubts.map(\.code).contains(.offerTruncated))
    #expect(result.description.notes.map(\.code) == ["truncated_packets"])
  }

  /// The program that Network Monitor names makes its issue likely where nothing else in the capture decides.
  @Test func programOfNetworkMonitor() throws {
    let result = try result(Self.ofProgram)
    #expect(verdicts(result) == ["version_reject certain"])
    #expect(result.flow(0).evidence.processID == 2044)
    let issue = try #require(result.findings.first?.issue)
    #expect(issue.candidates == [1, 3] && issue.best == 3)
    #expect(issue.basis == .program(.service) && issue.strength == .likely)
    #expect(try report(result, as: "json").contains("WsusService.exe"))
    #expect(try report(result, as: "text").contains("most likely issue 3"))
  }

  // MARK: The whole walkthrough

  private static let forms: [(name: String, build: @Sendable ([CapturedFrame]) -> [UInt8])] = [
    ("netsh.etl", { EventTraceFile(.netsh).bytes(frames: $0) }),
    ("compressed.etl", { EventTraceFile(.netsh, isCompressed: true).bytes(frames: $0) }),
    ("pktmon.etl", { EventTraceFile(.pktmon(copies: 1, packetSize: 65_535)).bytes(frames: $0) }),
    ("monitor.cap", { NetworkMonitorFile.bytes(frames: $0) }),
  ]

  /// The same report as of the pcap that the capture was made from, but for what is said of the file and the process.
  @Test(arguments: forms.map(\.name))
  func reportIsThatOfTheOriginal(_ name: String) throws {
    let frames = FormatCaptures.allFrames
    let build = try #require(Self.forms.first { $0.name == name }).build
    let original = PcapFile.bytes(frames: frames, interface: CaptureInterface(link: .ethernet))
    for format in ["json", "text", "markdown"] {
      let (one, other) = (try lines(build(frames), as: format), try lines(original, as: format))
      #expect(one == other, "\(format)")
      #expect(one.count > 5)
    }
  }

  private func lines(_ bytes: [UInt8], as format: String) throws -> [String] {
    let path = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(filePath: path))
    var result = try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
    result.description.path = "capture"
    result.description.format = "pcap"
    result.description.bytes = 0
    result.description.timeDigits = 6
    result.description.interfaces = []
    let report = try report(result, as: format)
    let process = /"process":\{"pid":4711\},/
    return report.replacing(process, with: "").split(separator: "\n").map(String.init)
  }

  private func report(_ result: CaptureResult, as format: String) throws -> String {
    var options = ReportOptions()
    options.listsAllFlows = true
    return try writtenReport(on: ReportedCapture(result), as: format, options)
  }
}
