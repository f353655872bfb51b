/// Why a report could not be written.
package enum OutputFault: Error, Hashable, Sendable {
  /// Whoever read the report has seen enough (`wsuscap … | head`): not an error.
  case closedPipe
  /// The user asked to stop.
  case interrupted
  /// The system refused; the words are the system's, such as `No space left on device`.
  case system(String)
}
