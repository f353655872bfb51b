import CaptureBuilding
import Foundation
import Testing

/// The captures on disk are what their builders make.
///
/// With `WSUSCAP_RECORD=1` in the environment a capture that differs is rewritten; the run fails all the same,
/// so that a recording is never mistaken for a check.
@Suite struct WalkthroughCaptureTests {
  /// `Captures/walkthroughs`, found from this file's place: `Tests/WalkthroughTests/`.
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Captures/walkthroughs", directoryHint: .isDirectory)

  @Test(arguments: Walkthrough.all.map(\.name))
  func captureOnDiskIsWhatTheBuilderMakes(_ name: String) throws {
    let walkthrough = try #require(Walkthrough.all.first { $0.name == name })
    let built = Data(walkthrough.build().pcap())
    let file = Self.folder.appending(path: "\(name)/trace.pcap")
    let stored = try? Data(contentsOf: file)
    guard stored != built else { return }
    if ProcessInfo.processInfo.environment["WSUSCAP_RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try built.write(to: file)
      Issue.record("recorded \(name)/trace.pcap; run again without WSUSCAP_RECORD")
    } else {
      Issue.record("\(name)/trace.pcap differs from its builder; WSUSCAP_RECORD=1 writes it anew")
    }
  }

  @Test(arguments: Walkthrough.all.map(\.name))
  func framesStandWhereTheyMust(_ name: String) throws {
    let walkthrough = try #require(Walkthrough.all.first { $0.name == name })
    #expect(walkthrough.build().marks == walkthrough.frames)
  }

  @Test func everyFolderIsInTheBook() throws {
    let entries = try FileManager.default.contentsOfDirectory(
      at: Self.folder, includingPropertiesForKeys: [.isDirectoryKey])
    let folders = try entries.filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
    #expect(Set(folders.map(\.lastPathComponent)) == Set(Walkthrough.all.map(\.name)))
    for folder in folders {
      #expect(FileManager.default.fileExists(atPath: folder.appending(path: "README.md").path))
    }
  }

  @Test func capturesStaySmall() {
    let sizes = Walkthrough.all.map { $0.build().pcap().count }
    #expect(sizes.allSatisfy { $0 < 500_000 })
    #expect(sizes.reduce(0, +) < 3_000_000)
  }
}
