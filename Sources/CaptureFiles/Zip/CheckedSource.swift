/// The content of a file of an archive, with the size and the checksum that the archive says it has.
final class CheckedSource: ByteSource {
  private(set) var error: ReadError?
  private let content: any ByteSource
  private let expected: UInt32
  private var left: UInt64
  private var checksum = CRC32()
  private var position: UInt64 = 0
  private var isFinished = false

  init(_ content: any ByteSource, size: UInt64, checksum: UInt32) {
    (self.content, left, expected) = (content, size, checksum)
  }

  func read(into buffer: inout MutableSpan<UInt8>) -> Int {
    if isFinished { return 0 }
    let count = content.read(into: &buffer)
    guard count > 0 else { return end(left > 0 ? .endsInsideCompressed("zip") : nil) }
    // Longer than it says: no more than that belongs to it.
    guard UInt64(count) <= left else { return end(.damagedCompressed("zip")) }
    checksum.add(buffer.span.extracting(first: count))
    left -= UInt64(count)
    position += UInt64(count)
    return count
  }

  private func end(_ reason: ReadError.Reason?) -> Int {
    isFinished = true
    let isDamaged = left == 0 && checksum.value != expected
    let found = reason ?? (isDamaged ? .damagedCompressed("zip") : nil)
    error = content.error ?? found.map { ReadError($0, at: position) }
    return 0
  }
}
