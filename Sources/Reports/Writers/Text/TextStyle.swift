/// What a piece of text means; the colours follow from it (ECMA-48, section 8.3.117).
enum TextStyle {
  case plain
  case strong
  case faint
  case good
  case warning
  case bad

  /// The parameter of Select Graphic Rendition; nil leaves the terminal as it is.
  var parameter: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .good: "32"
    case .warning: "33"
    case .bad: "1;31"
    }
  }
}
