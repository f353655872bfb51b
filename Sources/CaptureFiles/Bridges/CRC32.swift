import CZlib

/// The checksum of zip archives (that of IEEE 802.3).
struct CRC32 {
  private(set) var value: UInt32 = 0

  mutating func add(_ bytes: Span<UInt8>) {
    value = unsafe bytes.withUnsafeBufferPointer {
      unsafe UInt32(truncatingIfNeeded: crc32_z(UInt(value), $0.baseAddress, $0.count))
    }
  }
}
