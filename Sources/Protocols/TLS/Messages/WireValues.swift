import Bytes

extension Array where Element: CodePoint, Element.RawValue == UInt16 {
  /// Appends two-byte code points up to the end of the region.
  /// - Throws: `.truncated` for an odd byte at the end; the pairs before it are kept.
  mutating func append(
    reading bytes: Span<UInt8>, _ region: ByteCursor, _ field: StaticString
  ) throws(ParseFault) {
    var cursor = region
    reserveCapacity(count + cursor.remaining / 2)
    while !cursor.isAtEnd { append(Element(rawValue: try cursor.readUInt16(bytes, field))) }
  }
}

extension Array where Element == UInt8 {
  init(copying bytes: Span<UInt8>, _ region: ByteCursor) {
    self.init()
    append(bytes, region.rest)
  }

  /// Appends a part of borrowed bytes.
  mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    // A growth of our own asking would be exact and so cost a copy for every small part.
    if isEmpty { reserveCapacity(range.count) }
    // Measured: byte by byte the copy of a server's flight cost 9 % of reading a capture of handshakes.
    unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}

extension String {
  /// UTF-8 when it is valid, else each byte as the character of the same number: hostile bytes stay visible,
  /// and writers escape them.
  init(wire bytes: Span<UInt8>, _ range: Range<Int>) {
    do {
      self.init(copying: try UTF8Span(validating: bytes.extracting(range)))
    } catch {
      self.init(latin1: bytes, range)
    }
  }

  /// Each byte as the character of the same number (ISO 8859-1): the bytes can be had back.
  init(latin1 bytes: Span<UInt8>, _ range: Range<Int>) {
    self.init()
    for index in range { unicodeScalars.append(Unicode.Scalar(bytes[index])) }
  }
}

/// Bytes in lower-case hexadecimal, two digits each.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
