/// A capture's bytes: a file, or a decompressor. Asked once per buffer, never per frame.
protocol ByteSource: AnyObject {
  /// Fills the front of `buffer`, which is not empty, and returns how many bytes it wrote. At 0, the end,
  /// ``error`` tells whether it is a proper one.
  func read(into buffer: inout MutableSpan<UInt8>) -> Int

  var error: ReadError? { get }
}
