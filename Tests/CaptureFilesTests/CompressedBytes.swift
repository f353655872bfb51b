import CLz4
import CZlib
import CZstd

/// One compression, as its own library writes it.
struct Packing: Sendable, CustomStringConvertible {
  let name: String
  let pack: @Sendable ([UInt8]) -> [UInt8]

  var description: String { name }

  static let all = [
    Packing(name: "gzip") { gzip($0, piece: 30) },
    Packing(name: "zstd") { zstd($0) },
    Packing(name: "zstd") { zstd($0, level: 19, hasChecksum: false) },
    Packing(name: "lz4") { lz4($0) },
    Packing(name: "lz4") { lz4($0, isLinked: true, hasChecksums: true) },
  ]
}

func zstd(_ content: [UInt8], level: Int32 = 3, hasChecksum: Bool = true) -> [UInt8] {
  let context = unsafe ZSTD_createCCtx()
  defer { unsafe ZSTD_freeCCtx(context) }
  unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
  unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, hasChecksum ? 1 : 0)
  var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(content.count))
  let count = unsafe ZSTD_compress2(context, &packed, packed.count, content, content.count)
  precondition(ZSTD_isError(count) == 0)
  return Array(packed[..<count])
}

func lz4(_ content: [UInt8], isLinked: Bool = false, hasChecksums: Bool = false) -> [UInt8] {
  var preferences = LZ4F_preferences_t()
  preferences.frameInfo.blockMode = isLinked ? LZ4F_blockLinked : LZ4F_blockIndependent
  preferences.frameInfo.contentChecksumFlag =
    hasChecksums ? LZ4F_contentChecksumEnabled : LZ4F_noContentChecksum
  preferences.frameInfo.blockChecksumFlag = hasChecksums ? LZ4F_blockChecksumEnabled : LZ4F_noBlockChecksum
  preferences.frameInfo.contentSize = hasChecksums ? UInt64(content.count) : 0
  var packed = [UInt8](repeating: 0, count: unsafe LZ4F_compressFrameBound(content.count, &preferences))
  let count = unsafe LZ4F_compressFrame(&packed, packed.count, content, content.count, &preferences)
  precondition(LZ4F_isError(count) == 0)
  return Array(packed[..<count])
}

/// Deflated data (RFC 1951) without a header.
func deflated(_ content: [UInt8]) -> [UInt8] {
  var stream = unsafe z_stream()
  let size = unsafe Int32(MemoryLayout<z_stream>.size)
  precondition(
    unsafe deflateInit2_(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK)
  defer { unsafe deflateEnd(&stream) }
  var (content, packed) = (content, [UInt8](repeating: 0, count: content.count + 1000))
  let count = unsafe content.withUnsafeMutableBufferPointer { from in
    unsafe packed.withUnsafeMutableBufferPointer { to in
      unsafe stream.next_in = from.baseAddress
      unsafe stream.avail_in = UInt32(from.count)
      unsafe stream.next_out = to.baseAddress
      unsafe stream.avail_out = UInt32(to.count)
      precondition(unsafe deflate(&stream, Z_FINISH) == Z_STREAM_END)
      return unsafe to.count - Int(stream.avail_out)
    }
  }
  return Array(packed[..<count])
}
