/// Characters that act on whoever shows them, told without the code that spells them out.
package enum ControlCheck {
  /// Controls of ASCII and C1, marks that turn the direction of writing or cannot be seen, separators of lines.
  package static func isActive(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f...0x9f, 0xad, 0x61c, 0x180e, 0x200b...0x200f, 0x2028...0x202e, 0x2060...0x206f,
      0xfeff,
      0xfff9...0xfffb, 0xe0000...0xe007f:
      true
    default: false
    }
  }

  /// What is wrong with text for a terminal; line breaks are the only controls in it.
  package static func faults(in text: String) -> [String] {
    let found = Set(text.unicodeScalars.filter { $0 != "\n" && isActive($0) })
    return found.map { "U+\(String($0.value, radix: 16)) is not spelt out" }.sorted()
  }
}
