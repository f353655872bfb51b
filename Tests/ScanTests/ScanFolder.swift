import CaptureBuilding
import Catalog
import Diagnosis
import Foundation
import PolicyFiles
import Reports
import Testing

@testable import Scan

/// A folder of captures for one test, removed after it.
final class ScanFolder: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "wsuscap-scan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: url.appending(path: "out/reports"), withIntermediateDirectories: true)
    try FileManager.default.createDirectory(at: url.appending(path: "in"), withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  var traces: String { url.appending(path: "in").path() }
  var output: String { url.appending(path: "out").path() }
  var catalogPath: String { url.appending(path: "out/catalog.sqlite").path() }

  /// Puts bytes into the folder that is scanned.
  func add(_ bytes: [UInt8], as name: String) throws {
    let place = url.appending(path: "in").appending(path: name)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: place)
  }

  /// Puts a shipped capture, such as `walkthroughs/success`, there; with a client of its own where one is named.
  func add(shipped name: String, as place: String, client: UInt8? = nil) throws {
    var bytes = Array(try Data(contentsOf: URL(filePath: ShippedCaptures.path("\(name)/trace.pcap"))))
    if let client {
      let address: [UInt8] = [10, 0, 0, 5]
      var index = 0
      while index + 4 <= bytes.count {
        if Array(bytes[index..<index + 4]) == address { bytes[index + 2] = client }
        index += 1
      }
    }
    try add(bytes, as: place)
  }

  func options(_ change: (inout ScanOptions) -> Void = { _ in }) -> ScanOptions {
    var options = ScanOptions(roots: [traces], policy: .builtIn, policyDigest: "built-in", output: output)
    options.jobs = 2
    change(&options)
    return options
  }

  /// Scans once, and closes the catalog.
  @discardableResult
  func scan(
    into path: String? = nil, telling said: Said = Said(), _ change: (inout ScanOptions) -> Void = { _ in }
  ) async throws -> ScanOutcome {
    let catalog = try Catalog(path: path ?? catalogPath)
    defer { catalog.close() }
    return try await FolderScan(options(change), catalog: catalog) { said.add($0) }.run()
  }

  /// The rows of a query as CSV lines without the head.
  func rows(_ query: String, of path: String? = nil) throws -> [String] {
    var output = ReportOutput()
    var writer = try #require(TableFormat.named("csv")).writer(TableOptions())
    try Catalog(reading: path ?? catalogPath).query(query, to: &writer, &output) { false }
    return output.buffer.text.split(separator: "\r\n").dropFirst().map(String.init)
  }

  /// Runs a line of the shell in the folder that is scanned.
  func shell(_ line: String) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = url.appending(path: "in")
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
