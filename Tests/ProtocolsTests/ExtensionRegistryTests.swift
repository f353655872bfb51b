import Foundation
import Testing

/// The registry of extensions and the readers below it name the same ones.
@Suite struct ExtensionRegistryTests {
  @Test func everyReaderHasItsLineAndEveryLineItsReader() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.deletingLastPathComponent().appending(path: "Sources/Protocols/TLS/Extensions")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }
    let source = try files.map { try String(contentsOf: folder.appending(path: $0), encoding: .utf8) }
      .joined()
    let lines = source.matches(of: /case \.\w+: (?:try )?(read\w+)\(/).map { String($0.1) }
    let readers = source.matches(of: /func (read\w+)\(_ bytes: Span<UInt8>, _ data|func (readTicket)\(/)
      .map { String($0.1 ?? $0.2 ?? "") }
    #expect(Set(readers) == Set(lines))
    #expect(readers.count >= 11)
  }
}
