import Bytes

// The format has no magic number: it is recognised by several records in a row that agree.

extension ERFRecord {
  /// Fewer than three are not enough, unless the file ends with them.
  private static let enough = 3
  /// 1990: no card is older.
  private static let earliestSecond: UInt64 = 631_152_000
  /// Physical interfaces are not in strict order of time.
  private static let largestStepBack: UInt64 = 1
  private static let largestStepForward: UInt64 = 366 * 86_400

  /// - Parameter bytes: the start of a file, which may end inside a record.
  static func areRecords(_ bytes: Span<UInt8>) -> Bool {
    var (offset, count, packets) = (0, 0, 0)
    var last: UInt64?
    while bytes.count - offset >= headerSize {
      let end = offset + length(bytes.extracting(offset..<(offset + headerSize)))
      guard let record = try? ERFRecord(bytes, ByteCursor(offset..<max(offset, min(end, bytes.count)))) else {
        return count >= enough && end > bytes.count
      }
      if !record.isPadding {
        guard record.isPlausible(after: last) else { return false }
        (last, packets) = (record.time >> 32, packets + 1)
      }
      (offset, count) = (end, count + 1)
    }
    return packets > 0 && (count >= enough || offset == bytes.count)
  }

  private func isPlausible(after last: UInt64?) -> Bool {
    guard originalLength > 0, Self.knownTypes.contains(type) else { return false }
    let second = time >> 32
    guard let last else { return second >= Self.earliestSecond }
    return second + Self.largestStepBack >= last && second <= last + Self.largestStepForward
  }

  /// Those of packets and of what Endace's programs write between them.
  private static let knownTypes: ClosedRange<UInt8> = 1...29
}
