/// Where a capture is.
package enum CaptureInput {
  /// A file or a pipe; `-` is standard input.
  case file(String)
  /// A whole capture in memory.
  case bytes([UInt8])
  /// A capture that arrives piece by piece: asked for the next piece, of any size, until it returns nil. What it throws
  /// ends the capture there, like a file that cannot be read further.
  case pieces(() throws -> [UInt8]?)

  /// - Throws: `.notFound` or `.unreadable`.
  func open(shouldStop: @escaping @Sendable () -> Bool) throws(CaptureFault) -> any CaptureSource {
    switch self {
    case .file(let path): try FileSource(path: path, shouldStop: shouldStop)
    case .bytes(let bytes): MemorySource(bytes)
    case .pieces(let next): PieceSource(next, shouldStop: shouldStop)
    }
  }
}

/// The bytes of a capture as it is stored: compressed, perhaps, and in an archive.
protocol CaptureSource: ByteSource {
  /// In bytes; 0 where it is not known before the end.
  var size: UInt64 { get }
  var bytesRead: UInt64 { get }
}
