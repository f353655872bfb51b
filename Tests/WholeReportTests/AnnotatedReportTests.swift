import Analysis
import CaptureBuilding
import CaptureFiles
import Diagnosis
import Foundation
import PolicyFiles
import Protocols
import Reports
import Testing

/// Every shipped capture, written again with comments on the frames of its evidence.
@Suite struct AnnotatedReportTests {
  static let names = ShippedCaptures.names + FormatCaptures.all.map { "formats/" + $0.name }

  private static func analyze(_ path: String) throws -> CaptureResult {
    try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
  }

  private static func withAnnotated(
    _ name: String, _ options: ReportOptions = ReportOptions(),
    _ body: (_ original: CaptureResult, _ comments: FrameComments, _ path: String) throws -> Void
  ) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let original = try analyze(ShippedCaptures.path(name))
    let comments = EvidenceComments.of(ReportedCapture(original), options)
    let copy = AnnotatedCopy(
      path: ShippedCaptures.path(name), comments: comments, outline: original.outline(application: "test"))
    var bytes = Data()
    let isWhole = try copy.run(
      shouldStop: { false },
      write: {
        bytes += $0
        return true
      })
    #expect(isWhole)
    try bytes.write(to: URL(filePath: path))
    try body(original, comments, path)
  }

  /// The same report but for what is said of the file.
  @Test(arguments: names)
  func reportIsThatOfTheOriginal(_ name: String) throws {
    try Self.withAnnotated(name) { original, _, path in
      let annotated = try Self.analyze(path)
      for format in ["json", "text", "csv"] {
        #expect(try Self.report(annotated, as: format) == Self.report(original, as: format), "\(format)")
      }
    }
  }

  private static func report(_ result: CaptureResult, as format: String) throws -> String {
    var result = result
    result.description.path = "capture"
    result.description.bytes = 0
    result.description.format = "pcapng"
    result.description.compression = nil
    var options = ReportOptions()
    options.listsAllFlows = true
    return try writtenReport(on: ReportedCapture(result), as: format, options)
  }

  /// Each frame of the evidence says what it is, one of each flow the verdict, and no other frame has a comment.
  @Test(arguments: names)
  func framesOfTheEvidenceHaveComments(_ name: String) throws {
    for language in Language.allCases {
      var options = ReportOptions()
      options.language = language
      try Self.withAnnotated(name, options) { original, comments, path in
        var expected: Set<UInt32> = []
        for id in 0..<original.flowCount {
          let flow = original.flow(id)
          let isListed =
            flow.judgement.verdict.isFailure || flow.endpointRole?.isUpdateService == true
            || isListedOfWSUS(flow)
          guard isListed else { continue }
          expected.formUnion(flow.evidence.events.map(\.frame) + [flow.decidingFrame])
          let text = try #require(comments[flow.decidingFrame].map { String(decoding: $0, as: UTF8.self) })
          #expect(text.contains(": \(flow.judgement.verdict.rawValue) ("), "\(text)")
          let isDoubtful = text.contains(language == .english ? "not certain" : "確実ではない理由")
          #expect(isDoubtful == !flow.judgement.doubts.isEmpty, "\(text)")
        }
        let questions = original.findings.compactMap(\.unresolvedName).flatMap(\.questions).map {
          $0.answeredIn > 0 ? $0.answeredIn : $0.askedIn
        }
        #expect(Set(comments.frames) == expected.union(questions).subtracting([0]))
        try Self.check(comments, in: path)
      }
    }
  }

  /// A WSUS server's own traffic: downstream servers, and what failed.
  private func isListedOfWSUS(_ flow: JudgedFlow) -> Bool {
    guard case .wsusTraffic(_, _, let purpose, let failure) = flow.judgement.reason else { return false }
    return purpose == .synchronization || failure > 0
  }

  /// The frames have their comments, each one line of the program's.
  private static func check(_ comments: FrameComments, in path: String) throws {
    var reader = try CaptureReader(path: path)
    var found = 0
    _ = try reader.forEachRecord(of: FrameRuns(Array(comments.frames)), shouldStop: { false }) { record, _ in
      let comment = record.remarks.comments.last ?? []
      #expect(comment == comments[record.header.number])
      #expect(String(decoding: comment, as: UTF8.self).hasPrefix("wsuscap: "))
      #expect(!comment.contains { $0 < 0x20 } && comment.count < 700)
      found += 1
      return true
    }
    #expect(found == comments.count)
  }

  /// `--flow` and `--all-flows` choose flows as in the report.
  @Test func optionsOfTheReport() throws {
    let name = "walkthroughs/issue-1-import-version-reject/trace.pcap"
    let result = try Self.analyze(ShippedCaptures.path(name))
    func frames(_ change: (inout ReportOptions) -> Void) -> Set<UInt32> {
      var options = ReportOptions()
      change(&options)
      return Set(EvidenceComments.of(ReportedCapture(result), options).frames)
    }
    #expect(frames { $0.flows = [63] } == [871, 872, 873, 874, 877])
    let (some, all) = (frames { _ in }, frames { $0.listsAllFlows = true })
    #expect(some.isStrictSubset(of: all))
    #expect(frames { $0.onlyEndpoints = true } == some)
    #expect(frames { $0.flows = [9999] } == [])
  }

  /// What the network sent as text is left out where packets are anonymized.
  @Test(arguments: names)
  func commentsWithoutNames(_ name: String) throws {
    let result = try Self.analyze(ShippedCaptures.path(name))
    var options = ReportOptions()
    options.listsAllFlows = true
    let comments = EvidenceComments.of(ReportedCapture(result), options, showsNames: false)
    let store = result.store
    let hosts = (0..<store.names.count).map { store.names[$0] } + store.certificates.map(\.subject)
    for frame in comments.frames {
      let text = String(decoding: comments[frame] ?? [], as: UTF8.self)
      for host in hosts where host.contains(".") { #expect(!text.contains(host), "\(text)") }
      #expect(!text.contains("SNI ") || text.contains("the SNI"), "\(text)")
      #expect(!text.contains("\""), "\(text)")
    }
    #expect(comments.isEmpty == (result.flowCount == 0))
  }

  @Test func sentences() throws {
    let name = "walkthroughs/issue-1-import-version-reject/trace.pcap"
    let result = try Self.analyze(ShippedCaptures.path(name))
    func text(_ frame: UInt32, _ language: Language) -> String {
      var options = ReportOptions()
      options.language = language
      return String(
        decoding: EvidenceComments.of(ReportedCapture(result), options)[frame] ?? [], as: UTF8.self)
    }
    #expect(
      text(874, .english)
        == "wsuscap: ClientHello (client): offers TLS 1.0 at most, 14 cipher suites, SNI sws.update.microsoft.com"
    )
    #expect(
      text(877, .english)
        == "wsuscap: RST (endpoint): 23 ms later, before any ServerHello; verdict: version_reject (certain)")
    #expect(
      text(874, .japanese)
        == "wsuscap: ClientHello (クライアント): 提示は TLS 1.0 まで、暗号スイート 14 個、SNI sws.update.microsoft.com")
    #expect(
      text(877, .japanese)
        == "wsuscap: RST (エンドポイント): 23 ミリ秒後、ServerHello より前; 判定: version_reject (確実)")
  }
}
