import Analysis
import CaptureBuilding
import CaptureFiles
import Diagnosis
import PolicyFiles
import Testing

/// The same packets in each format and packing: the same verdicts, also of what is extracted.
@Suite struct CaptureFormatTests {
  /// Issue 1.
  private static let capture = Walkthrough.all[0].build()

  private static let files: [(name: String, compression: String?, bytes: [UInt8])] = [
    ("pcap", "gzip", PackedFile.gzip(capture.pcap())),
    ("pcap", "zstd", PackedFile.zstd(capture.pcap())),
    ("pcap", "lz4", PackedFile.lz4(capture.pcap())),
    ("pcap", "zip", PackedFile.zip([("notes.txt", Array("import fails".utf8)), ("a.pcap", capture.pcap())])),
    ("snoop", nil, capture.snoop()),
    ("erf", nil, capture.erf()),
    ("erf", nil, capture.erf(isColoured: true)),
    ("snoop", "zip, zstd", PackedFile.zip([("a.snoop.zst", PackedFile.zstd(capture.snoop()))])),
  ]

  private func analysis(_ bytes: [UInt8]) throws -> CaptureResult {
    try ExtractedCapture.withFile(bytes) {
      try CaptureAnalyzer.analyze(path: $0, options: AnalysisOptions(policy: .builtIn))
    }
  }

  private func verdicts(_ result: CaptureResult) -> [Judgement] {
    (0..<result.flowCount).map { result.judgement($0) }
  }

  @Test(arguments: files.indices) func eachHasTheVerdictsOfTheOriginal(_ index: Int) throws {
    let file = Self.files[index]
    let original = try analysis(Self.capture.pcap())
    let result = try analysis(file.bytes)
    #expect(result.description.format == file.name && result.description.compression == file.compression)
    #expect(verdicts(result) == verdicts(original))
    #expect(result.findings.map(\.flows) == original.findings.map(\.flows))
    #expect(result.description.notes == original.description.notes)
  }

  @Test(arguments: files.indices) func soHasWhatIsExtracted(_ index: Int) throws {
    let file = Self.files[index]
    let result = try analysis(file.bytes)
    let failed = (0..<result.flowCount).filter { result.judgement($0).verdict == .versionReject }
    #expect(failed.count > 1)
    for format in ["pcapng", "pcap"] {
      let found = try ExtractedCapture.withFile(file.bytes) {
        try ExtractedCapture(path: $0, flows: failed, as: format, before: result)
      }
      for flow in failed { #expect(found.differences(of: flow).isEmpty, "\(file.name) \(flow)") }
    }
  }
}
