import CaptureBuilding
import Foundation
import Testing

@testable import Scan

/// `scan --annotate`: copies of captures with findings.
@Suite struct AnnotatedScanTests {
  private func copies(_ folder: ScanFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.traces + "/annotated").sorted()
  }

  private func makeFolder() throws -> ScanFolder {
    let folder = try ScanFolder()
    try FileManager.default.createDirectory(
      atPath: folder.traces + "/annotated", withIntermediateDirectories: true)
    try folder.add(shipped: "walkthroughs/success", as: "good.pcap")
    try folder.add(shipped: "walkthroughs/issue-1-import-version-reject", as: "bad one.pcap")
    try folder.add(shipped: "walkthroughs/issue-1-import-version-reject", as: "same.pcap")
    return folder
  }

  @Test func onlyCapturesWithFindingsHaveOne() async throws {
    let folder = try makeFolder()
    let path = folder.traces + "/annotated"
    #expect(try await folder.scan { ($0.annotations, $0.jobs) = (path, 1) }.analysed == 2)
    let names = try copies(folder)
    #expect(names.count == 1 && names[0].wholeMatch(of: /(bad-one|same)-[0-9a-f]{12}\.pcapng/) != nil)
    let bytes = try Data(contentsOf: URL(filePath: "\(path)/\(names[0])"))
    #expect(bytes.range(of: Data("version_reject".utf8)) != nil)
    // The copies are not captures of the scan, and nothing is written twice.
    let again = try await folder.scan { $0.annotations = path }
    #expect(again.unchanged == 3 && again.analysed == 0)
  }

  /// Results that are there without a copy get one; those without findings are not touched.
  @Test func aLaterScanAddsThem() async throws {
    let folder = try makeFolder()
    let path = folder.traces + "/annotated"
    #expect(try await folder.scan().analysed == 2)
    let later = try await folder.scan { $0.annotations = path }
    #expect(later.analysed == 1 && later.known == 1 && later.unchanged == 1)
    #expect(try copies(folder).count == 1)
  }

  @Test func capturesInArchives() async throws {
    let folder = try makeFolder()
    let capture = { (name: String) in
      Array(try Data(contentsOf: URL(filePath: ShippedCaptures.path("walkthroughs/\(name)/trace.pcap"))))
    }
    try folder.add(
      PackedFile.zip([
        ("../x/evil $(id).pcap", try capture("issue-2-import-client-fin")),
        ("b.pcap", try capture("success")),
      ]), as: "x.zip")
    let path = folder.traces + "/annotated"
    #expect(try await folder.scan { $0.annotations = path }.failed == 0)
    #expect(try copies(folder).contains { $0.hasPrefix("evil---id--") })
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.traces).count == 5)
  }

  /// One that cannot be written ends the scan, as a page does.
  @Test func aFolderThatIsGone() async throws {
    let folder = try makeFolder()
    await #expect(throws: ScanError.self) {
      try await folder.scan { $0.annotations = folder.traces + "/nowhere" }
    }
  }
}
