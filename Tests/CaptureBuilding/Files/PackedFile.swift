/// Data in the containers of compressed files, stored and not compressed.
package enum PackedFile {
  /// A member of RFC 1952.
  package static func gzip(_ content: [UInt8]) -> [UInt8] {
    var file: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    for (block, isLast) in blocks(content, size: 65_535) {
      file.append(isLast ? 1 : 0)
      file.appendLittleEndian(block.count, width: 2)
      file.appendLittleEndian(~block.count, width: 2)
      file += block
    }
    file.appendLittleEndian(CRC.value(of: content), width: 4)
    file.appendLittleEndian(content.count, width: 4)
    return file
  }

  /// A frame of RFC 8878 with a window of 128 KiB and raw blocks.
  package static func zstd(_ content: [UInt8]) -> [UInt8] {
    var file: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0, 7 << 3]
    for (block, isLast) in blocks(content, size: 131_072) {
      file.appendLittleEndian(block.count << 3 | (isLast ? 1 : 0), width: 3)
      file += block
    }
    return file
  }

  /// A frame of independent, uncompressed blocks of 64 KiB (LZ4 frame format 1.6).
  package static func lz4(_ content: [UInt8]) -> [UInt8] {
    var file: [UInt8] = [0x04, 0x22, 0x4D, 0x18, 0x60, 0x40, 0x82]
    for (block, _) in blocks(content, size: 65_536) {
      file.appendLittleEndian(block.count | 0x8000_0000, width: 4)
      file += block
    }
    file.appendLittleEndian(0, width: 4)
    return file
  }

  /// An archive of stored files (APPNOTE 6.3.10).
  package static func zip(_ files: [(name: String, content: [UInt8])]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in files {
      var fields: [UInt8] = [20, 0, 0, 0, 0, 0, 0, 0, 0, 0]
      fields.appendLittleEndian(CRC.value(of: content), width: 4)
      for _ in 0..<2 { fields.appendLittleEndian(content.count, width: 4) }
      fields.appendLittleEndian(name.utf8.count, width: 2)
      fields.appendLittleEndian(0, width: 2)
      directory += [0x50, 0x4B, 1, 2, 20, 0] + fields + [UInt8](repeating: 0, count: 10)
      directory.appendLittleEndian(file.count, width: 4)
      directory.append(name)
      file += [0x50, 0x4B, 3, 4] + fields
      file.append(name)
      file += content
    }
    var end: [UInt8] = [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
    for _ in 0..<2 { end.appendLittleEndian(files.count, width: 2) }
    end.appendLittleEndian(directory.count, width: 4)
    end.appendLittleEndian(file.count, width: 4)
    return file + directory + end + [0, 0]
  }

  private static func blocks(_ content: [UInt8], size: Int) -> [(ArraySlice<UInt8>, isLast: Bool)] {
    let starts = content.isEmpty ? [0] : Array(stride(from: 0, to: content.count, by: size))
    return starts.map { start in
      let end = min(start + size, content.count)
      return (content[start..<end], end == content.count)
    }
  }
}

/// The checksum of IEEE 802.3, which gzip and zip use.
private enum CRC {
  static func value(of bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
  }
}
