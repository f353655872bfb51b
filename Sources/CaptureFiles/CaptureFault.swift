/// Why a capture cannot be read at all, or its frames not be written in another format.
///
/// `message` and `advice` are parts of `wsuscap: FILE: what is wrong; what to do`, without the file's name
/// and a full stop.
package struct CaptureFault: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The file does not exist.
    case notFound
    /// It is there and cannot be read: permissions, a folder, a failing disk.
    case unreadable
    /// Not a capture, or an unsupported format.
    case notACapture
    /// It is a capture, and damaged before the end of its first frame.
    case damagedFromStart
    /// The filter expression is not one.
    case badFilter
    /// It can be read only once, and has to be read twice.
    case unrepeatable
    /// The output format cannot contain the chosen frames.
    case doesNotFit
  }

  package var kind: Kind
  package var message: String
  package var advice: String?

  package init(_ kind: Kind, _ message: String, advice: String? = nil) {
    self.kind = kind
    self.message = message
    self.advice = advice
  }
}

package enum CaptureNote: Hashable, Sendable {
  /// Reading stopped early, after so many frames.
  case stopped(ReadError, in: CapturePart, frames: UInt32)
  /// The capturing machine reports lost frames, perhaps on an interface with a name.
  case dropped(frames: UInt64, interface: String?)
  /// The filter has no meaning for frames of a link type, which were left out; libpcap says why.
  case filterNotApplied(linkType: UInt32, reason: String)
}

/// The bytes that an offset counts in.
package enum CapturePart: String, Hashable, Sendable {
  case file = "file"
  case compressedFile = "compressed file"
  case uncompressedData = "uncompressed data"
}

extension ReadError {
  package func sentence(in part: CapturePart) -> String {
    "\(what) (byte \(offset) of the \(part.rawValue))"
  }
}
