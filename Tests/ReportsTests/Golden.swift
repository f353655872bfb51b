import ReportChecking
import Testing

/// Compares a report with the file that holds it.
func expectGolden(_ text: String, _ name: String, file: String = #filePath) throws {
  if let fault = try GoldenFile(name, beside: file).fault(in: text) { Issue.record("\(fault)") }
}
