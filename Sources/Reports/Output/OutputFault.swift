import Files

/// Why a report could not be written.
package enum OutputFault: Error, Hashable, Sendable {
  /// The reader of the report has seen enough (`wsuscap … | head`): not an error.
  case closedPipe
  /// The user asked to stop.
  case interrupted
  /// The system refused, with the system's text such as `No space left on device`.
  case system(String)

  init(_ error: FileError) {
    if error.isBrokenPipe {
      self = .closedPipe
    } else {
      self = error.isInterrupted ? .interrupted : .system(error.text)
    }
  }

  /// Runs what opens or writes a file.
  static func wrapping<Result: ~Copyable>(
    _ body: () throws(FileError) -> Result
  ) throws(OutputFault) -> Result {
    do throws(FileError) {
      return try body()
    } catch {
      throw OutputFault(error)
    }
  }
}
