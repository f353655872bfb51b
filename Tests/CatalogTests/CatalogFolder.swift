import Foundation
import Reports
import Testing

@testable import Catalog

/// A folder for the catalogs of one test, removed after it.
final class CatalogFolder: Sendable {
  private let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "wsuscap-catalog-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  var output: String { url.path() }
  var catalogPath: String { url.appending(path: "catalog.sqlite").path() }

  /// The rows of a query as CSV lines without the head.
  func rows(_ query: String, timeout: Double? = nil) throws -> [String] {
    var output = ReportOutput()
    var writer = try #require(TableFormat.named("csv")).writer(TableOptions())
    try Catalog(reading: catalogPath).query(query, timeout: timeout, to: &writer, &output) { false }
    return output.buffer.text.split(separator: "\r\n").dropFirst().map(String.init)
  }
}
