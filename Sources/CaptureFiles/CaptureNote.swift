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
