/// A capture's bytes: a file, memory, or a decompressor. Asked once per buffer, never per frame.
protocol ByteSource: AnyObject {
  /// Fills the front of `buffer`, which is not empty, and returns how many bytes it wrote. At 0, the end,
  /// ``error`` tells whether it is a proper one.
  func read(into buffer: inout MutableSpan<UInt8>) -> Int

  var error: ReadError? { get }

  /// How many bytes there are; nil where they can only be read in order: a pipe, compressed data.
  var seekableSize: UInt64? { get }

  /// Fills the front of `bytes`, which has `count` or more, with what begins at an offset; only where ``seekableSize``
  /// is known.
  /// - Returns: how many bytes there were: fewer than `count` only at the end, or at an ``error``.
  func read(_ count: Int, at offset: UInt64, into bytes: inout [UInt8]) -> Int
}

extension ByteSource {
  var seekableSize: UInt64? { nil }

  func read(_ count: Int, at offset: UInt64, into bytes: inout [UInt8]) -> Int { 0 }
}
