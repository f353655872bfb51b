import Foundation
import Testing

/// Compares a report with the file that holds it. `WSUSCAP_RECORD=1` rewrites the file, and the test still fails,
/// so that nobody records by accident.
func expectGolden(_ text: String, _ name: String, file: String = #filePath) throws {
  let place = URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Golden/\(name)")
  if ProcessInfo.processInfo.environment["WSUSCAP_RECORD"] == "1" {
    try Data(text.utf8).write(to: place)
    Issue.record("\(name) was recorded; look at it and run again without WSUSCAP_RECORD")
    return
  }
  let golden = try String(decoding: Data(contentsOf: place), as: UTF8.self)
  #expect(text == golden, "\(name) differs; WSUSCAP_RECORD=1 rewrites it")
}
