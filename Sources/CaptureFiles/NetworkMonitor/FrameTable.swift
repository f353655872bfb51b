import Bytes

/// The places of the frames of a Network Monitor capture, 32 bits each, read a piece at a time.
struct FrameTable {
  /// Where the rest of it is in the file.
  private var rest: Range<UInt64>
  private var piece: [UInt8] = []
  private var known = 0..<0

  private static let pieceSize = 65_536

  /// Nil where the capture can only be read in order, and for a table that the file does not contain whole, or without
  /// frames.
  init?(_ header: NetworkMonitorHeader, in window: borrowing ReadWindow) {
    let table = header.frameTable
    guard let size = window.seekableSize, table.upperBound <= size, table.count >= 4 else { return nil }
    rest = table
  }

  /// Where the next frame begins; nil at the end.
  mutating func next(in window: borrowing ReadWindow) -> UInt64? {
    if known.count < 4 { readPiece(in: window) }
    guard known.count >= 4 else { return nil }
    var cursor = ByteCursor(known)
    guard let offset = try? cursor.readLittleUInt32(piece.span, "frame table") else { return nil }
    known = cursor.rest
    return UInt64(offset)
  }

  private mutating func readPiece(in window: borrowing ReadWindow) {
    let size = min(Self.pieceSize, Int(clamping: rest.count))
    let count = window.read(size, at: rest.lowerBound, into: &piece)
    known = 0..<count
    rest =
      count == size ? (rest.lowerBound + UInt64(size))..<rest.upperBound : rest.upperBound..<rest.upperBound
  }
}

/// Whether two lists of offsets are the same, without their memory: their count and a hash of them in order.
struct FrameTableCheck: Equatable {
  private var count: UInt64 = 0
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  /// FNV-1a, with a whole offset at a time.
  mutating func note(_ offset: UInt64) {
    count &+= 1
    hash = (hash ^ offset) &* 0x0000_0100_0000_01b3
  }
}
