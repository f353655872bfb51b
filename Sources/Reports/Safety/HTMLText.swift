/// Text that is safe in a page once its markup is escaped.
///
/// Deceptive characters are spelt out as in ``SafeText``, and so are characters that would join `<`, `&` or a
/// quotation mark into one grapheme cluster, which the templates would not escape.
struct HTMLText: CustomStringConvertible, Hashable {
  let description: String

  init(_ phrase: Phrase) {
    self.init(phrase.text)
  }

  init(_ text: String) {
    let shown = SafeText.shown(text, limit: .max)
    description = shown.utf8.allSatisfy { $0 < 0x80 } ? shown : Self.parted(shown)
  }

  /// As the content of an element or the value of an attribute.
  var escaped: String {
    guard description.unicodeScalars.contains(where: Self.isMarkup) else { return description }
    var escaped = ""
    for scalar in description.unicodeScalars {
      switch scalar {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// The content of an element in which long words may be broken behind a part: a path is longer than a phone is wide.
  var breakable: String {
    let text = escaped
    guard text.utf8.count > Self.longestWord else { return text }
    return text.split(separator: " ", omittingEmptySubsequences: false).map(Self.broken).joined(
      separator: " ")
  }

  /// Characters that fit on a phone.
  private static let longestWord = 24

  private static func broken(_ word: Substring) -> String {
    guard word.utf8.count > longestWord else { return String(word) }
    var broken = ""
    for character in word {
      broken.append(character)
      if "\\/_.".contains(character) { broken += "<wbr>" }
    }
    return broken
  }

  private static func parted(_ text: String) -> String {
    var parted = ""
    for character in text {
      let scalars = character.unicodeScalars
      guard scalars.count > 1, scalars.contains(where: isMarkup) else {
        parted.append(character)
        continue
      }
      for scalar in scalars {
        if isMarkup(scalar) {
          parted.unicodeScalars.append(scalar)
        } else {
          parted += "\\u{\(String(scalar.value, radix: 16))}"
        }
      }
    }
    return parted
  }

  private static func isMarkup(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "<", ">", "&", "\"", "'": true
    default: false
    }
  }
}
