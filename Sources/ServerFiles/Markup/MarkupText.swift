/// Characters that mark-up writes as references.
enum MarkupText {
  /// The text with its references undone: `&amp;`, `&#160;`, `&#xA0;`. Those that are not known stay.
  static func plain(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var plain = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "&") {
      plain += rest[..<mark]
      rest = rest[mark...]
      // No name of a reference that is known is longer.
      if let end = rest.prefix(10).firstIndex(of: ";"), let scalar = scalar(rest[mark..<end].dropFirst()) {
        plain.unicodeScalars.append(scalar)
        rest = rest[rest.index(after: end)...]
      } else {
        plain += "&"
        rest = rest.dropFirst()
      }
    }
    return plain + rest
  }

  private static func scalar(_ name: Substring) -> Unicode.Scalar? {
    switch name.lowercased() {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case "nbsp": return " "
    default: break
    }
    guard name.first == "#" else { return nil }
    let isHexadecimal = name.dropFirst().first.map { $0 == "x" || $0 == "X" } ?? false
    return UInt32(name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
      .flatMap(Unicode.Scalar.init)
  }
}
