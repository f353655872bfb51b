/// A capture in memory.
final class MemorySource: CaptureSource {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var error: ReadError? { nil }

  var size: UInt64 { UInt64(bytes.count) }

  var bytesRead: UInt64 { UInt64(position) }

  var seekableSize: UInt64? { size }

  func read(into buffer: inout MutableSpan<UInt8>) -> Int {
    let count = buffer.fill(from: bytes[position...])
    position += count
    return count
  }

  func read(_ count: Int, at offset: UInt64, into bytes: inout [UInt8]) -> Int {
    let start = min(Int(clamping: offset), self.bytes.count)
    let part = self.bytes[start...].prefix(count)
    bytes.replaceSubrange(0..<part.count, with: part)
    return part.count
  }
}

extension MutableSpan<UInt8> {
  /// Copies as much as fits to the front.
  /// - Returns: how many bytes that were.
  mutating func fill(from bytes: ArraySlice<UInt8>) -> Int {
    let count = Swift.min(self.count, bytes.count)
    for index in 0..<count { self[index] = bytes[bytes.startIndex + index] }
    return count
  }
}
