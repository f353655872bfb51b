/// One value of a table's row.
package enum TableCell: Hashable, Sendable {
  case text(String)
  case integer(Int64)
  case real(Double)
  case null

  /// As a person reads it; nothing for null.
  var shown: String {
    switch self {
    case .text(let text): SafeText.shown(text, limit: .max)
    case .integer(let number): String(number)
    case .real(let number): String(number)
    case .null: ""
    }
  }

  var isNumber: Bool {
    switch self {
    case .integer, .real: true
    case .text, .null: false
    }
  }
}
