import Reports
import Testing

/// The whole report on one capture, as a command writes it.
func writtenReport(
  on capture: ReportedCapture, as format: String, _ options: ReportOptions = ReportOptions()
) throws -> String {
  var writer = try #require(ReportFormat.named(format)).writer(options)
  var output = ReportOutput()
  try writer.begin(&output)
  try writer.add(capture, to: &output)
  try writer.end(&output)
  return output.buffer.text
}
