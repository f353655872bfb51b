/// A capture's bytes: a file, or a decompressor. Asked once per buffer, never per frame.
protocol ByteSource: AnyObject {
  /// Fills the front of `buffer`, which is not empty, and returns how many bytes it wrote. At 0, the end,
  /// ``error`` tells whether it is a proper one.
  func read(into buffer: inout MutableSpan<UInt8>) -> Int

  var error: ReadError? { get }
}

/// Why reading stopped before the proper end of the data: a note when frames were read before it, else a
/// ``CaptureFault``.
package struct ReadError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The data ends too early.
    case truncated
    /// The data says something that cannot be.
    case damaged
    /// The system cannot deliver more of it.
    case unreadable
  }

  package let kind: Kind
  package let what: String
  package let offset: UInt64

  init(_ kind: Kind, _ what: String, at offset: UInt64) {
    self.kind = kind
    self.what = what
    self.offset = offset
  }

  static let stopped = ReadError(.unreadable, "reading was stopped", at: 0)
}
