import CZlib

@safe final class Inflater: Decompressor {
  /// What surrounds the deflated data.
  enum Container {
    /// A gzip header and its checksum.
    case gzip
    /// Nothing.
    case none
  }

  // zlib keeps a pointer back to the stream, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool
  private let container: Container

  init(_ container: Container) {
    self.container = container
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15: the whole window of 32 KiB; 16 more: a gzip header, nothing else; negative: no header.
    let windowBits: Int32 =
      switch container {
      case .gzip: 15 + 16
      case .none: -15
      }
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    isReady = unsafe inflateInit2_(stream, windowBits, ZLIB_VERSION, size) == Z_OK
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  func startsAnother(_ next: Span<UInt8>) -> Bool {
    guard container == .gzip else { return false }
    // gzip itself ignores other bytes behind a member with a warning.
    guard next.count >= 2, next[0] == 0x1F, next[1] == 0x8B else { return false }
    return unsafe inflateReset(stream) == Z_OK
  }

  func step(_ input: Span<UInt8>, into output: inout MutableSpan<UInt8>) -> DecompressionStep {
    guard isReady else { return DecompressionStep(consumed: 0, produced: 0, state: damaged) }
    let code = unsafe input.withUnsafeBufferPointer { from in
      unsafe output.withUnsafeMutableBufferPointer { to in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: from.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(clamping: from.count)
        unsafe stream.pointee.next_out = to.baseAddress
        unsafe stream.pointee.avail_out = UInt32(clamping: to.count)
        return unsafe inflate(stream, Z_NO_FLUSH)
      }
    }
    let consumed = unsafe input.count - Int(stream.pointee.avail_in)
    let produced = unsafe output.count - Int(stream.pointee.avail_out)
    return DecompressionStep(consumed: consumed, produced: produced, state: state(code))
  }

  private var damaged: DecompressionStep.State {
    .failed(.damagedCompressed(container == .gzip ? "gzip" : "zip"))
  }

  private func state(_ code: Int32) -> DecompressionStep.State {
    switch code {
    case Z_STREAM_END: .ended
    case Z_OK, Z_BUF_ERROR: .unfinished
    default: damaged
    }
  }
}
