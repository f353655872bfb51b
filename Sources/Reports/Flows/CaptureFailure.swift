/// A capture that could not be read, as a report of many captures says it.
package struct CaptureFailure: Hashable, Sendable {
  /// The path as the user wrote it; `-` is standard input.
  package var path: String
  /// The exit status that the error alone would have, such as 65.
  package var status: Int32
  package var message: String
  package var advice: String?

  package init(path: String, status: Int32, message: String, advice: String?) {
    self.path = path
    self.status = status
    self.message = message
    self.advice = advice
  }
}
