/// The report on one capture as a page of its own.
package enum CapturePage {
  /// Writes the page, whole or not at all.
  /// - Parameter shouldStop: true ends the writing with ``OutputFault/interrupted``.
  package static func write(
    _ capture: ReportedCapture, _ options: ReportOptions, to path: String,
    shouldStop: @escaping @Sendable () -> Bool
  ) throws(OutputFault) {
    var writer = DocumentWriter<HTMLRenderer>(options)
    var file = try OutputFile(path: path)
    var output = ReportOutput(descriptor: file.descriptor, shouldStop: shouldStop)
    try writer.begin(&output)
    try writer.add(capture, to: &output)
    try writer.end(&output)
    try output.flush()
    // A scan writes thousands of pages: do not wait for the disk.
    try file.finish(synchronizing: false)
  }
}
