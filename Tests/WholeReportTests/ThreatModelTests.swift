import Foundation
import Testing

/// The page on threats names tests; each of them exists.
@Suite struct ThreatModelTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test func everyNamedSuiteExists() throws {
    let page = try String(contentsOf: Self.root.appending(path: "docs/threat-model.md"), encoding: .utf8)
    let named = Set(page.matches(of: /`(\w+Tests)`/).map { String($0.1) })
    #expect(named.count > 20)
    let files = FileManager.default.enumerator(
      at: Self.root.appending(path: "Tests"), includingPropertiesForKeys: nil)
    var suites: Set<String> = []
    for case let file as URL in files ?? FileManager.DirectoryEnumerator() where file.pathExtension == "swift"
    {
      let text = try String(contentsOf: file, encoding: .utf8)
      suites.formUnion(text.matches(of: /struct (\w+Tests)\b/).map { String($0.1) })
    }
    #expect(named.subtracting(suites).isEmpty)
  }
}
