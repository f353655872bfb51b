import Bytes

/// The end of a zip archive, which says where its directory is (APPNOTE, sections 4.3.14 to 4.3.16):
///
///     | directory | end of the ZIP64 directory | its locator | end of directory | comment |
///                   where the directory is,       where         where the directory is,
///                   in 64 bits                    that is       in 32 bits
enum ZipDirectoryEnd {
  struct Place {
    /// Of the files in it.
    var count: UInt64
    /// Not behind the end of the file.
    var start: UInt64
  }

  private static let size = 22
  private static let signature: UInt32 = 0x0605_4B50
  private static let longestComment = 65_535
  private static let locatorSize = 20
  private static let locatorSignature: UInt32 = 0x0706_4B50
  private static let longSize: UInt64 = 56
  private static let longSignature: UInt32 = 0x0606_4B50

  /// Nil when no end of a directory is found, or the directory is not in the file.
  /// - Throws: `.stopped` when the file cannot be read.
  static func place(in file: any ByteSource) throws(CaptureFault) -> Place? {
    let fileSize = file.seekableSize ?? 0
    let length = min(fileSize, UInt64(size + longestComment + locatorSize))
    let tail = try file.bytes((fileSize - length)..<fileSize)
    guard let end = offset(tail.span) else { return nil }
    var place = try? short(tail.span, at: end)
    if let longEnd = try? longEnd(tail.span, before: end) {
      let range = longEnd..<(longEnd + longSize)
      let bytes = try file.bytes(range)
      place = try? long(bytes.span)
    }
    guard let place, place.start <= fileSize else { return nil }
    return place
  }

  /// The last end of a directory whose comment reaches the end of the bytes.
  private static func offset(_ bytes: Span<UInt8>) -> Int? {
    var offset = bytes.count - size
    while offset >= 0 {
      var cursor = ByteCursor(offset..<bytes.count)
      if (try? cursor.readLittleUInt32(bytes, "signature")) == signature {
        let comment = Int(bytes[offset + 20]) | Int(bytes[offset + 21]) << 8
        if offset + size + comment == bytes.count { return offset }
      }
      offset -= 1
    }
    return nil
  }

  /// Signature 4, disks 2 + 2, files 2 + 2, size 4, offset 4, comment length 2.
  private static func short(_ bytes: Span<UInt8>, at end: Int) throws(ParseFault) -> Place {
    var cursor = ByteCursor((end + 10)..<bytes.count)
    let count = try cursor.readLittleUInt16(bytes, "files")
    _ = try cursor.readLittleUInt32(bytes, "size")
    return Place(count: UInt64(count), start: UInt64(try cursor.readLittleUInt32(bytes, "offset")))
  }

  /// Signature 4, disk 4, offset 8, disks 4.
  /// - Throws: `.truncated` or `.invalid` when there is no locator.
  private static func longEnd(_ bytes: Span<UInt8>, before end: Int) throws(ParseFault) -> UInt64 {
    var cursor = ByteCursor(max(end - locatorSize, 0)..<end)
    try expect(locatorSignature, &cursor, bytes)
    _ = try cursor.readLittleUInt32(bytes, "disk")
    return min(try cursor.readLittleUInt64(bytes, "offset"), .max - longSize)
  }

  /// Signature 4, size 8, versions 2 + 2, disks 4 + 4, files 8 + 8, size 8, offset 8.
  private static func long(_ bytes: Span<UInt8>) throws(ParseFault) -> Place {
    var cursor = ByteCursor(bytes)
    try expect(longSignature, &cursor, bytes)
    _ = try cursor.readRange(28, "size, versions, disks, files")
    let count = try cursor.readLittleUInt64(bytes, "files")
    _ = try cursor.readLittleUInt64(bytes, "size")
    return Place(count: count, start: try cursor.readLittleUInt64(bytes, "offset"))
  }

  private static func expect(
    _ signature: UInt32, _ cursor: inout ByteCursor, _ bytes: Span<UInt8>
  ) throws(ParseFault) {
    let offset = cursor.offset
    guard try cursor.readLittleUInt32(bytes, "signature") == signature else {
      throw ParseFault(.invalid, offset: offset, field: "signature")
    }
  }
}

extension ByteSource {
  /// The bytes of a short range; fewer when the file ends inside it.
  /// - Throws: `.stopped` when it cannot be read.
  func bytes(_ range: Range<UInt64>) throws(CaptureFault) -> [UInt8] {
    let range = range.clamped(to: 0..<(seekableSize ?? 0))
    var bytes = [UInt8](repeating: 0, count: range.count)
    let count = read(bytes.count, at: range.lowerBound, into: &bytes)
    if let error { throw .stopped(error, in: .file) }
    return Array(bytes[..<count])
  }
}
