import CZstd

@safe final class ZstdDecompressor: Decompressor {
  /// 128 MiB, as `zstd -d` without further options: a frame may ask for 2 TiB of memory.
  static let largestWindowLog: Int32 = 27

  private let context: OpaquePointer?
  private var wanted = SingleBlocks()

  init() {
    unsafe context = ZSTD_createDCtx()
    unsafe ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, Self.largestWindowLog)
  }

  deinit {
    unsafe ZSTD_freeDCtx(context)
  }

  /// Another frame, or one that says nothing; other bytes are damage.
  func startsAnother(_ next: Span<UInt8>) -> Bool { true }

  func step(_ input: Span<UInt8>, into output: inout MutableSpan<UInt8>) -> DecompressionStep {
    guard unsafe context != nil else {
      return DecompressionStep(consumed: 0, produced: 0, state: .failed(.damagedCompressed("zstd")))
    }
    let input = input.extracting(first: wanted.count)
    var from = unsafe ZSTD_inBuffer()
    var to = unsafe ZSTD_outBuffer()
    let result = unsafe input.withUnsafeBytes { bytes in
      unsafe output.withUnsafeMutableBytes { memory in
        unsafe from.src = bytes.baseAddress
        unsafe from.size = bytes.count
        unsafe to.dst = memory.baseAddress
        unsafe to.size = memory.count
        return unsafe ZSTD_decompressStream(context, &to, &from)
      }
    }
    wanted.answer = result
    let state: DecompressionStep.State =
      ZSTD_isError(result) != 0 ? .failed(Self.reason(result)) : result == 0 ? .ended : .unfinished
    return unsafe DecompressionStep(consumed: from.pos, produced: to.pos, state: state)
  }

  private static func reason(_ result: Int) -> ReadError.Reason {
    switch ZSTD_getErrorCode(result) {
    case ZSTD_error_frameParameter_windowTooLarge: .windowTooLarge(limit: 1 << UInt64(largestWindowLog))
    case ZSTD_error_dictionary_wrong: .needsDictionary("zstd")
    default: .damagedCompressed("zstd")
    }
  }
}
