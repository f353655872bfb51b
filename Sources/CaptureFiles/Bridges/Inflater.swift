import CZlib

@safe struct Inflater: ~Copyable {
  struct Step {
    enum State { case unfinished, ended, damaged }

    var consumed: Int
    var produced: Int
    var state: State
  }

  // zlib keeps a pointer back to the stream, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15: the whole window of 32 KiB; 16: a gzip header and its checksum, nothing else.
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    isReady = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, size) == Z_OK
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  mutating func restart() {
    unsafe inflateReset(stream)
  }

  mutating func step(_ input: Span<UInt8>, into output: inout MutableSpan<UInt8>) -> Step {
    guard isReady else { return Step(consumed: 0, produced: 0, state: .damaged) }
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
    return Step(consumed: consumed, produced: produced, state: Self.state(code))
  }

  private static func state(_ code: Int32) -> Step.State {
    switch code {
    case Z_STREAM_END: .ended
    case Z_OK, Z_BUF_ERROR: .unfinished
    default: .damaged
    }
  }
}
