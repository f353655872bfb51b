import Analysis
import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles
import ServerFileBuilding
import ServerFiles
import Testing

/// A folder with a capture and the files of its server: which issue it is, and what is said without the file that
/// decides.
@Suite struct EvidenceCaptureTests {
  /// The folder on disk is what its builders make; `WSUSCAP_RECORD=1` rewrites it, and fails all the same.
  @Test(arguments: EvidenceScene.all)
  func theFolderIsWhatItsBuildersMake(_ scene: EvidenceScene) throws {
    for (name, bytes) in scene.files {
      let file = scene.folder.appending(path: name)
      guard (try? Data(contentsOf: file)) != Data(bytes) else { continue }
      if ProcessInfo.processInfo.environment["WSUSCAP_RECORD"] == "1" {
        try FileManager.default.createDirectory(at: scene.folder, withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        Issue.record("recorded \(scene.name)/\(name); run again without WSUSCAP_RECORD")
      } else {
        Issue.record("\(scene.name)/\(name) differs from its builder; WSUSCAP_RECORD=1 rewrites it")
      }
    }
  }

  @Test(arguments: EvidenceScene.all)
  func theFilesDecide(_ scene: EvidenceScene) throws {
    let finding = try finding(scene, leavingOut: nil)
    let issue = try #require(finding.issue)
    #expect(issue.best == scene.issue)
    #expect(issue.steps.contains { !$0.citations.isEmpty })
    #expect(issue.clock?.matched == finding.flows.count)
    #expect(resolution(for: finding).last?.step == .verify)
  }

  @Test(arguments: EvidenceScene.all)
  func withoutTheDecidingFileBothAreNamedAndTheFileIsAskedFor(_ scene: EvidenceScene) throws {
    let decidingFile = scene.server.decidingFile
    let finding = try finding(scene, leavingOut: decidingFile)
    let issue = try #require(finding.issue)
    let twins = [1: [1, 3], 2: [2, 4], 3: [1, 3], 4: [2, 4], 5: [5]]
    #expect(issue.candidates == twins[scene.issue])
    #expect(issue.best == (scene.issue == 5 ? 5 : nil))
    #expect(requestedEvidence(for: finding).map(\.rawValue).contains(decidingFile))
  }

  /// Every line that is quoted is in the file at that line.
  @Test(arguments: EvidenceScene.all)
  func citationsAreExact(_ scene: EvidenceScene) throws {
    let finding = try finding(scene, leavingOut: nil)
    for citation in finding.issue?.steps.flatMap(\.citations) ?? [] {
      let data = try Data(contentsOf: URL(filePath: citation.file))
      let encoding: String.Encoding =
        data.starts(with: [0xff, 0xfe]) ? .utf16LittleEndian : scene.language == .japanese ? .shiftJIS : .utf8
      let text = try #require(String(data: data, encoding: encoding))
      let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
      let line = lines[citation.line - 1].replacingOccurrences(of: "\t", with: " ")
      #expect(line.contains(citation.text.prefix(60).trimmingCharacters(in: .whitespaces)), "\(citation)")
    }
  }

  private func finding(_ scene: EvidenceScene, leavingOut name: String?) throws -> Finding {
    let files = scene.server.files.keys.filter { $0 != name }.sorted().map {
      scene.folder.appending(path: $0).path
    }
    let reading = ServerFileReader().read(files)
    #expect(reading.refused.isEmpty)
    var result = try CaptureAnalyzer.analyze(
      path: scene.folder.appending(path: "trace.pcap").path, options: AnalysisOptions(policy: .builtIn))
    result.join(reading.facts)
    #expect(result.findings.count == 1)
    return result.findings[0]
  }
}
