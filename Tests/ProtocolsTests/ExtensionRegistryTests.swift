import Foundation
import Testing

/// The book of extensions and the folder of their files name the same ones.
@Suite struct ExtensionRegistryTests {
  @Test func everyFileHasItsLineAndEveryLineItsFile() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.deletingLastPathComponent().appending(path: "Sources/Protocols/TLS/Extensions")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") && $0 != "HelloExtensions.swift" }
      .map { String($0.dropLast(".swift".count)) }
    let registry = try String(contentsOf: folder.appending(path: "HelloExtensions.swift"), encoding: .utf8)
    let lines = Set(registry.matches(of: /case \.\w+: (?:try )?read(\w+)\(/).map { String($0.1) })
    #expect(Set(files) == lines)
    #expect(files.count >= 9)
  }
}
