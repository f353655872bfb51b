/// A GUID as it stands in a text, such as `001d4517-c586-4bb1-9e66-ed6ff8e8d34f`.
enum UpdateIdentifier {
  /// The first one, in lower case.
  static func first(in text: Substring) -> String? {
    let bytes = Array(text.utf8)
    var start = 0
    while start + 36 <= bytes.count {
      if stands(at: start, in: bytes) {
        return String(decoding: bytes[start..<start + 36].map(ByteSearch.folded), as: UTF8.self)
      }
      start += 1
    }
    return nil
  }

  private static func stands(at start: Int, in bytes: [UInt8]) -> Bool {
    (0..<36).allSatisfy { index in
      let byte = bytes[start + index]
      if [8, 13, 18, 23].contains(index) { return byte == UInt8(ascii: "-") }
      return byte &- UInt8(ascii: "0") < 10 || ByteSearch.folded(byte) &- UInt8(ascii: "a") < 6
    }
  }
}
