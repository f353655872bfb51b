import CLz4

/// The library keeps at most a block of 4 MiB and the 64 KiB before it.
@safe final class LZ4Decompressor: Decompressor {
  private var context: OpaquePointer?
  private var wanted = SingleBlocks()

  init() {
    unsafe LZ4F_createDecompressionContext(&context, UInt32(LZ4F_VERSION))
  }

  deinit {
    unsafe LZ4F_freeDecompressionContext(context)
  }

  /// Another frame, or one that says nothing; other bytes are damage.
  func startsAnother(_ next: Span<UInt8>) -> Bool { true }

  func step(_ input: Span<UInt8>, into output: inout MutableSpan<UInt8>) -> DecompressionStep {
    guard unsafe context != nil else {
      return DecompressionStep(consumed: 0, produced: 0, state: Self.damaged)
    }
    let input = input.extracting(first: wanted.count)
    var consumed = input.count
    var produced = output.count
    let result = unsafe input.withUnsafeBytes { from in
      unsafe output.withUnsafeMutableBytes { to in
        unsafe LZ4F_decompress(context, to.baseAddress, &produced, from.baseAddress, &consumed, nil)
      }
    }
    if LZ4F_isError(result) != 0 { return DecompressionStep(consumed: 0, produced: 0, state: Self.damaged) }
    wanted.answer = result
    return DecompressionStep(
      consumed: consumed, produced: produced, state: result == 0 ? .ended : .unfinished)
  }

  private static let damaged = DecompressionStep.State.failed(.damagedCompressed("lz4"))
}
