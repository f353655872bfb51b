import Foundation
import Packets
import Testing

/// The registries of link layers against the folder they list.
struct LinkLayerRegistryTests {
  static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Packets")

  @Test func everyFileOfTheFolderIsInARegistry() throws {
    let registries = try String(
      contentsOf: Self.sources.appending(path: "LinkLayerRegistry.swift"), encoding: .utf8)
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Self.sources.appending(path: "Links").path)
    #expect(!files.isEmpty)
    for file in files where file.hasSuffix(".swift") {
      #expect(registries.contains(file.dropLast(".swift".count) + "."), "\(file) is in no registry")
    }
  }
}
