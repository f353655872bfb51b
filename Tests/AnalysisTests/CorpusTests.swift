import Analysis
import CaptureFiles
import Diagnosis
import Foundation
import PolicyFiles
import Testing

/// Foreign captures, when `WSUSCAP_CORPUS` names a folder of them: nothing crashes, and every file is
/// analysed or refused with a reason.
@Suite(.enabled(if: ForeignCaptures.folder != nil)) struct CorpusTests {
  @Test func everyCaptureIsAnalysedOrRefused() throws {
    #expect(!ForeignCaptures.paths.isEmpty)
    var analysed = 0
    for path in ForeignCaptures.paths {
      do throws(CaptureFault) {
        let result = try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
        #expect(result.verdictCounts.values.reduce(0, +) == result.flowCount, "\(path)")
        analysed += 1
      } catch {
        #expect(error.kind != .unreadable, "\(path)")
      }
    }
    #expect(analysed * 10 >= ForeignCaptures.paths.count * 8)
  }

  /// Cut at many places, each capture is still analysed or refused.
  @Test func everyCutCaptureIsAnalysedOrRefused() throws {
    let cut = FileManager.default.temporaryDirectory.appending(path: "wsuscap-cut-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: cut) }
    for path in ForeignCaptures.paths {
      let whole = try Data(contentsOf: URL(filePath: path))
      for part in 1...8 {
        // Uneven places, so that they fall inside headers and payloads alike.
        try whole.prefix(whole.count * part / 9 + part).write(to: cut)
        _ = try? CaptureAnalyzer.analyze(path: cut.path(), options: AnalysisOptions(policy: .builtIn))
      }
    }
  }
}

/// Captures that nobody of this project made.
enum ForeignCaptures {
  static let folder = ProcessInfo.processInfo.environment["WSUSCAP_CORPUS"]

  static let paths: [String] = {
    guard let folder else { return [] }
    let files = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
    return files.sorted().map { folder + "/" + $0 }.filter { path in
      let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
      return type == .typeRegular && ![".tsv", ".md", ".txt"].contains { path.hasSuffix($0) }
    }
  }()
}
