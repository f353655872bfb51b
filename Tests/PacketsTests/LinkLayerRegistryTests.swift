import Foundation
import Packets
import Testing

/// The book of link layers against the folder it lists.
struct LinkLayerRegistryTests {
  static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Packets")

  @Test func everyFileOfTheFolderIsUsedByABook() throws {
    let books = try ["LinkLayerRegistry.swift", "EtherTypeRegistry.swift"].map {
      try String(contentsOf: Self.sources.appending(path: $0), encoding: .utf8)
    }.joined()
    let files = try FileManager.default.contentsOfDirectory(
      atPath: Self.sources.appending(path: "Links").path)
    #expect(!files.isEmpty)
    for file in files where file.hasSuffix(".swift") {
      #expect(books.contains(file.dropLast(".swift".count) + "."), "\(file) is in no book")
    }
  }
}
