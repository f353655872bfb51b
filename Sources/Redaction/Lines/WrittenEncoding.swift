/// Undoes ways to write a text with other characters, so that a name is found in whatever way it is written:
/// percent-encoding (RFC 3986, section 2.1), references to characters, and points in brackets, by which people keep
/// addresses from becoming links.
enum WrittenEncoding {
  /// Some programs encode what is encoded already.
  private static let rounds = 3

  static func decoded(_ text: String) -> String {
    var text = text
    for _ in 0..<rounds {
      let decoded = percentDecoded(CharacterReferences.decoded(text))
      if decoded == text { break }
      text = decoded
    }
    return text.contains("[.]") ? text.replacing("[.]", with: ".") : text
  }

  private static func percentDecoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    return text.split(separator: " ", omittingEmptySubsequences: false).map { once($0) }.joined(
      separator: " ")
  }

  /// One word; it stays when what it encodes is not text.
  private static func once(_ word: Substring) -> String {
    let bytes = Array(word.utf8)
    var decoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), let byte = byte(bytes, index + 1) {
        decoded.append(byte)
        index += 3
      } else {
        decoded.append(bytes[index])
        index += 1
      }
    }
    let text = String(validating: decoded, as: UTF8.self)
    let isPrintable = text?.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f } ?? false
    return isPrintable ? text ?? String(word) : String(word)
  }

  private static func byte(_ bytes: [UInt8], _ index: Int) -> UInt8? {
    guard index + 1 < bytes.count, let high = digit(bytes[index]), let low = digit(bytes[index + 1]) else {
      return nil
    }
    return high << 4 | low
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(Unicode.Scalar(byte)).hexDigitValue.map { UInt8($0) }
  }
}
