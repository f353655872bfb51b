import Foundation
import Testing

/// The C library is imported by the module `Files` only.
@Suite struct ImportTests {
  @Test func noOtherModuleImportsTheCLibrary() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources")
    let files = try FileManager.default.subpathsOfDirectory(atPath: root.path())
      .filter { $0.hasSuffix(".swift") && !$0.hasPrefix("Files/") }
    #expect(files.count > 100)
    for file in files {
      let text = try String(contentsOf: root.appending(path: file), encoding: .utf8)
      for library in ["Glibc", "Musl", "Darwin"] {
        #expect(text.contains("import \(library)\n") == false, "\(file) imports \(library)")
      }
    }
  }
}
