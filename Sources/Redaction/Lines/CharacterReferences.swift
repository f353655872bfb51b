/// Undoes references of HTML and XML to characters by their numbers: `&#107;`, `&#x6b;`.
enum CharacterReferences {
  static func decoded(_ text: String) -> String {
    guard text.contains("&#") else { return text }
    var decoded = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "&#") {
      decoded += rest[..<start.lowerBound]
      rest = rest[start.lowerBound...]
      let (character, length) = character(rest.utf8.dropFirst(2))
      decoded += character ?? "&#"
      rest = rest[rest.utf8.index(rest.startIndex, offsetBy: 2 + length)...]
    }
    return decoded + rest
  }

  /// The character of a reference behind its `&#`, and the bytes that were read; nil for another text.
  private static func character(_ text: Substring.UTF8View) -> (String?, Int) {
    let isHexadecimal = text.first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
    let digits = text.dropFirst(isHexadecimal ? 1 : 0).prefix(digitLimit).prefix { $0 != UInt8(ascii: ";") }
    let number = UInt32(String(decoding: digits, as: UTF8.self), radix: isHexadecimal ? 16 : 10)
    guard let scalar = number.flatMap(Unicode.Scalar.init), scalar.value >= 0x20, scalar.value != 0x7f else {
      return (nil, 0)
    }
    let length = digits.count + (isHexadecimal ? 1 : 0)
    let hasEnd = text.dropFirst(length).first == UInt8(ascii: ";")
    return (String(scalar), length + (hasEnd ? 1 : 0))
  }

  private static let digitLimit = 8
}
