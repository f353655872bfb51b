import Bytes

/// A file of a zip archive, as its directory describes it (APPNOTE, section 4.3.12).
///
///     signature 4, versions 2 + 2, flags 2, method 2, time 4, CRC-32 4, compressed size 4, size 4,
///     lengths of name, extra field and comment 2 + 2 + 2, disk 2, attributes 2 + 4, offset 4,
///     then name, extra field and comment
struct ZipEntry {
  static let headerSize = 46
  static let signature: UInt32 = 0x0201_4B50
  private static let localHeaderSize = 30
  private static let localSignature: UInt32 = 0x0403_4B50

  let name: String
  let packedSize: UInt64
  let size: UInt64
  let checksum: UInt32
  private let flags: UInt16
  private let method: UInt16
  private let offset: UInt64

  /// The length of the whole record, whose header `bytes` hold.
  static func length(_ bytes: Span<UInt8>) -> Int {
    headerSize + [28, 30, 32].reduce(0) { $0 + Int(bytes[$1]) + Int(bytes[$1 + 1]) << 8 }
  }

  /// - Throws: `.truncated`; `.invalid` for another signature.
  init(_ bytes: Span<UInt8>) throws(ParseFault) {
    var cursor = ByteCursor(bytes)
    guard try cursor.readLittleUInt32(bytes, "signature") == Self.signature else {
      throw ParseFault(.invalid, offset: 0, field: "signature")
    }
    _ = try cursor.readRange(4, "versions")
    flags = try cursor.readLittleUInt16(bytes, "flags")
    method = try cursor.readLittleUInt16(bytes, "method")
    _ = try cursor.readRange(4, "time")
    checksum = try cursor.readLittleUInt32(bytes, "CRC-32")
    let packedSize = try cursor.readLittleUInt32(bytes, "compressed size")
    let size = try cursor.readLittleUInt32(bytes, "size")
    let nameLength = Int(try cursor.readLittleUInt16(bytes, "name length"))
    let extraLength = Int(try cursor.readLittleUInt16(bytes, "extra length"))
    _ = try cursor.readRange(10, "comment length, disk, attributes")
    let offset = try cursor.readLittleUInt32(bytes, "offset")
    let nameRange = try cursor.readRange(nameLength, "name")
    name = String(
      decoding: nameRange.prefix(Self.keptNameBytes).map { bytes[$0] }, as: UTF8.self)
    var large = try Zip64Extra(bytes, cursor.readRegion(extraLength, "extra field"))
    self.size = try large.value(size, bytes)
    self.packedSize = try large.value(packedSize, bytes)
    self.offset = try large.value(offset, bytes)
  }

  /// A message shows no more of it.
  private static let keptNameBytes = 255

  var isDeflated: Bool { method == 8 }

  var obstacle: ArchiveFault.Obstacle? {
    if name.hasSuffix("/") { return nil }
    if flags & 1 != 0 { return .isEncrypted }
    return method == 0 || method == 8 ? nil : .method(method)
  }

  /// The request of the first session, as Fiddler names it.
  var isFiddlerSession: Bool { name.hasPrefix("raw/") && name.hasSuffix("_c.txt") }

  /// Where its data begins: behind its local header, whose name and extra field have lengths of their own (section
  /// 4.3.7). Nil when there is no local header.
  func dataOffset(in file: any ByteSource) throws(CaptureFault) -> UInt64? {
    let end = offset.addingReportingOverflow(UInt64(Self.localHeaderSize))
    if end.overflow { return nil }
    let header = try file.bytes(offset..<end.partialValue)
    var cursor = ByteCursor(header.span)
    guard header.count == Self.localHeaderSize,
      (try? cursor.readLittleUInt32(header.span, "signature")) == Self.localSignature,
      (try? cursor.readRange(22, "fields")) != nil,
      let name = try? cursor.readLittleUInt16(header.span, "name length"),
      let extra = try? cursor.readLittleUInt16(header.span, "extra length")
    else { return nil }
    return end.partialValue.addingReportingOverflow(UInt64(name) + UInt64(extra)).partialValue
  }
}

/// The sizes and the offset that need more than 32 bits (APPNOTE, section 4.5.3): only those, in that order.
private struct Zip64Extra {
  private static let identifier: UInt16 = 1
  private var cursor = ByteCursor(0..<0)

  /// - Parameter extra: fields with a number (2), a length (2) and data.
  init(_ bytes: Span<UInt8>, _ extra: ByteCursor) throws(ParseFault) {
    var extra = extra
    // What is shorter than such a header is padding.
    while extra.remaining >= 4 {
      let number = try extra.readLittleUInt16(bytes, "header ID")
      let length = Int(try extra.readLittleUInt16(bytes, "data size"))
      let field = extra.readClampedRegion(length).region
      extra = ByteCursor(field.end..<extra.end)
      if number == Self.identifier { cursor = field }
    }
  }

  /// A value of 32 bits, or the one that stands for it here.
  mutating func value(_ short: UInt32, _ bytes: Span<UInt8>) throws(ParseFault) -> UInt64 {
    if short != .max { return UInt64(short) }
    // An archive of just this size has no such field.
    return cursor.isAtEnd ? UInt64(short) : try cursor.readLittleUInt64(bytes, "ZIP64")
  }
}
