/// Makes text from the network safe for a terminal.
///
/// What could move the cursor, colour, hide or reverse text appears as `\u{..}`.
package enum SafeText {
  /// Characters of one name that a person will read; a host name has 253 at most (RFC 1035, section 2.3.4).
  package static let limit = 255

  /// The text with every deceptive character spelt out, at most `limit` characters, followed by ``cut(of:)``.
  package static func shown(_ text: String, limit: Int = Self.limit) -> String {
    if text.utf8.count <= limit, !text.unicodeScalars.contains(where: isDeceptive) { return text }
    var shown = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count < limit { append(scalar, to: &shown) }
      count += 1
    }
    return count > limit ? shown + Self.cut(of: count) : shown
  }

  /// What follows the beginning of a name with so many characters: `…[10,000]`.
  static func cut(of count: Int) -> String {
    var mark = ByteBuffer()
    mark.add("…[")
    mark.addGrouped(UInt64(clamping: count))
    mark.add("]")
    return mark.text
  }

  /// Controls, format characters, line separators, private and unassigned characters, and spaces other than U+0020.
  static func isDeceptive(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x7f { return scalar.value < 0x20 }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate,
      .spaceSeparator:
      return true
    default:
      return false
    }
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    if isDeceptive(scalar) {
      text += "\\u{\(String(scalar.value, radix: 16))}"
    } else {
      text.unicodeScalars.append(scalar)
    }
  }
}
