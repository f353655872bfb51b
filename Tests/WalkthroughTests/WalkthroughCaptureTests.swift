import CaptureBuilding
import Foundation
import Testing

/// The captures on disk are what their builders make.
///
/// With `WSUSCAP_RECORD=1` in the environment a capture that differs is rewritten; the run fails all the same,
/// so that a recording is never mistaken for a check.
@Suite struct WalkthroughCaptureTests {
  /// The captures of one folder of `Captures`.
  struct Family: Sendable {
    let name: String
    let captures: [Walkthrough]

    static let all = [
      Family(name: "walkthroughs", captures: Walkthrough.all),
      Family(name: "doubts", captures: Walkthrough.doubts),
      Family(name: "wsus", captures: Walkthrough.wsus),
    ]
    static let paths = all.flatMap { family in family.captures.map { "\(family.name)/\($0.name)" } }

    static func capture(_ path: String) -> Walkthrough? {
      all.flatMap { family in family.captures.map { ("\(family.name)/\($0.name)", $0) } }
        .first { $0.0 == path }?.1
    }
  }

  /// `Captures`, found from this file's place: `Tests/WalkthroughTests/`.
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Captures", directoryHint: .isDirectory)

  @Test(arguments: Family.paths)
  func captureOnDiskIsWhatTheBuilderMakes(_ path: String) throws {
    let built = Data(try #require(Family.capture(path)).build().pcap())
    let file = Self.folder.appending(path: "\(path)/trace.pcap")
    let stored = try? Data(contentsOf: file)
    guard stored != built else { return }
    if ProcessInfo.processInfo.environment["WSUSCAP_RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try built.write(to: file)
      Issue.record("recorded \(path)/trace.pcap; run again without WSUSCAP_RECORD")
    } else {
      Issue.record("\(path)/trace.pcap differs from its builder; WSUSCAP_RECORD=1 rewrites it")
    }
  }

  @Test(arguments: Family.paths)
  func framesHaveTheirNumbers(_ path: String) throws {
    let capture = try #require(Family.capture(path))
    #expect(capture.build().marks == capture.frames)
  }

  @Test(arguments: Family.all.map(\.name))
  func everyFolderIsInTheRegistry(_ name: String) throws {
    let entries = try FileManager.default.contentsOfDirectory(
      at: Self.folder.appending(path: name), includingPropertiesForKeys: [.isDirectoryKey])
    let folders = try entries.filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
    let registered = Family.paths.filter { $0.hasPrefix(name + "/") }.map { $0.dropFirst(name.count + 1) }
    #expect(Set(folders.map(\.lastPathComponent)) == Set(registered.map(String.init)))
    for folder in folders {
      #expect(FileManager.default.fileExists(atPath: folder.appending(path: "README.md").path))
    }
  }

  @Test func capturesStaySmall() {
    let sizes = Family.all.flatMap(\.captures).map { $0.build().pcap().count }
    #expect(sizes.allSatisfy { $0 < 500_000 })
    #expect(sizes.reduce(0, +) < 3_000_000)
  }
}
