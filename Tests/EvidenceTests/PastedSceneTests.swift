import Analysis
import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles
import ServerFileBuilding
import ServerFiles
import Testing

/// A folder with a capture and what was pasted into its ticket: it names the issue as whole files would, less surely.
@Suite struct PastedSceneTests {
  private static func material(_ issue: Int) -> (capture: AttemptCapture, pasted: PastedMaterial) {
    let capture = AttemptCapture(issue: issue)
    let failures = capture.ends.map { BuiltTime($0.advanced(microseconds: 45_000)) }
    return (capture, PastedMaterial(issue: issue, failures: failures))
  }

  private static func folder(_ pasted: PastedMaterial) -> URL {
    EvidenceScene.root.appending(path: pasted.name, directoryHint: .isDirectory)
  }

  @Test(arguments: 1...5)
  func theFolderIsWhatItsBuildersMake(_ issue: Int) throws {
    let (capture, pasted) = Self.material(issue)
    let folder = Self.folder(pasted)
    for (name, bytes) in pasted.files.merging(
      ["trace.pcap": capture.capture.pcap()], uniquingKeysWith: { own, _ in own })
    {
      let file = folder.appending(path: name)
      guard (try? Data(contentsOf: file)) != Data(bytes) else { continue }
      if ProcessInfo.processInfo.environment["WSUSCAP_RECORD"] == "1" {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
      }
      Issue.record("\(pasted.name)/\(name) differs from its builder; WSUSCAP_RECORD=1 rewrites it")
    }
  }

  @Test(arguments: 1...5)
  func whatWasPastedNamesTheIssue(_ issue: Int) throws {
    let (_, pasted) = Self.material(issue)
    let folder = Self.folder(pasted)
    let reading = ServerFileReader().read(pasted.files.keys.sorted().map { folder.appending(path: $0).path })
    #expect(reading.refused.isEmpty)
    var result = try CaptureAnalyzer.analyze(
      path: folder.appending(path: "trace.pcap").path, options: AnalysisOptions(policy: .builtIn))
    result.join(reading.facts)
    let assessment = try #require(result.findings[0].issue)
    #expect(assessment.best == issue)
    #expect(assessment.steps.contains { !$0.citations.isEmpty })
  }
}
