/// Why a capture cannot be read at all, or its frames not be written in another format.
///
/// `message` and `advice` are the last two parts of `wsuscap: FILE: what is wrong; what to do`:
/// neither holds the file's name or ends with a full stop.
package struct CaptureFault: Error, Hashable, Sendable {
  /// What went wrong, as far as a script needs to know.
  package enum Kind: Hashable, Sendable {
    /// There is no such file.
    case notFound
    /// It is there and cannot be read: permissions, a folder, a failing disk.
    case unreadable
    /// It is no capture, or one of a format that is not read.
    case notACapture
    /// It is a capture, and damaged before the end of its first frame.
    case damagedFromStart
    /// The filter expression is not one.
    case badFilter
    /// It can be read only once, and has to be read twice.
    case unrepeatable
    /// The format of the output cannot hold what was chosen.
    case doesNotFit
  }

  package var kind: Kind
  /// What is wrong.
  package var message: String
  /// What to do about it.
  package var advice: String?

  package init(_ kind: Kind, _ message: String, advice: String? = nil) {
    self.kind = kind
    self.message = message
    self.advice = advice
  }
}
