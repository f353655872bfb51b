package import Diagnosis

/// Reads the files of a WSUS server that people hand over. The kind of a file is recognised by its content.
package struct ServerFileReader: Sendable {
  private let timeZoneSign: TimeZoneSign
  private let shouldStop: @Sendable () -> Bool

  /// - Parameters:
  ///   - timeZoneSign: What the minutes behind a time of Configuration Manager's logs mean.
  ///   - shouldStop: Asked now and then, also within a large file; true ends the reading with what was read.
  package init(
    timeZoneSign: TimeZoneSign = .bias, shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    self.timeZoneSign = timeZoneSign
    self.shouldStop = shouldStop
  }

  /// Reads files and what stands in folders, each file once.
  ///
  /// - Parameter paths: As the user named them; `-` is standard input.
  package func read(_ paths: [String]) -> ServerFileReading {
    var run = ServerFileRun(timeZoneSign: timeZoneSign, shouldStop: shouldStop)
    for path in paths where !shouldStop() { run.read(path) }
    return run.reading
  }
}
