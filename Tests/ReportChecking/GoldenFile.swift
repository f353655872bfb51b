import Foundation

/// A file that holds what a test expects, in the folder `Golden` beside the test.
package struct GoldenFile {
  private let place: URL
  private let name: String

  /// - Parameter test: the path of the test's source.
  package init(_ name: String, beside test: String) {
    self.name = name
    place = URL(fileURLWithPath: test).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
  }

  /// What is wrong with a text; nil when it is the expected one. `WSUSCAP_RECORD=1` rewrites the file, and the test
  /// still fails, so that nobody records by accident.
  package func fault(in text: String) throws -> String? {
    if ProcessInfo.processInfo.environment["WSUSCAP_RECORD"] == "1" {
      try Data(text.utf8).write(to: place)
      return "\(name) was recorded; look at it and run again without WSUSCAP_RECORD"
    }
    let golden = try String(decoding: Data(contentsOf: place), as: UTF8.self)
    return text == golden ? nil : "\(name) differs; WSUSCAP_RECORD=1 rewrites it"
  }
}
