/// Why reading stopped before the proper end of the data.
///
/// It becomes a note when frames were read before it, and a ``CaptureFault`` when none was.
struct ReadError: Error, Hashable {
  enum Kind: Hashable {
    /// The data ends too early.
    case cut
    /// The data says something that cannot be.
    case damaged
    /// The system cannot deliver more of it.
    case unreadable
  }

  let kind: Kind
  /// What is wrong, as a clause that a place can be added to.
  let what: String
  /// Where: a byte offset in the data that was being read.
  let offset: UInt64

  init(_ kind: Kind, _ what: String, at offset: UInt64) {
    self.kind = kind
    self.what = what
    self.offset = offset
  }

  /// The whole clause; `data` names what the offset counts in.
  func sentence(in data: String) -> String {
    "\(what) (byte \(offset) of the \(data))"
  }

  /// The code of the note it becomes.
  var noteCode: String {
    kind == .damaged ? CaptureNote.damagedFile : CaptureNote.truncatedFile
  }
}
