struct Compression: Sendable {
  let name: String
  let recognises: @Sendable (Span<UInt8>) -> Bool
  let makeDecompressor: @Sendable () -> any Decompressor

  /// All of them. To add one: a file beside this one, its ``Decompressor`` in `Bridges`, and a line here.
  static let all: [Compression] = [
    .gzip,
    .zstd,
    .lz4,
  ]
}

/// Undoes one compression, piece by piece.
protocol Decompressor: AnyObject {
  /// Uses bytes from the front of `input` and writes to the front of `output`, which is not empty. `input` is empty
  /// at the end of the data: then what was used before may still give something.
  func step(_ input: Span<UInt8>, into output: inout MutableSpan<UInt8>) -> DecompressionStep

  /// Whether what follows the end of one frame or member is another one, which then comes next; else it is padding.
  func startsAnother(_ next: Span<UInt8>) -> Bool
}

struct DecompressionStep {
  enum State {
    case unfinished
    /// All of a frame or member was written.
    case ended
    case failed(ReadError.Reason)
  }

  var consumed: Int
  var produced: Int
  var state: State
}
