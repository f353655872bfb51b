/// A value of a line. Of a number with a fraction and of `null` only that it is there: no column has one.
enum LineJSON: Equatable {
  case object([Member])
  case array([LineJSON])
  case text(String)
  case integer(Int64)
  case flag(Bool)
  case other

  struct Member: Equatable {
    let name: String
    let value: LineJSON
  }

  /// A member, of a list that of its first element.
  subscript(name: String) -> LineJSON? {
    switch self {
    case .object(let members): members.first { $0.name == name }?.value
    case .array(let elements): elements.first?[name]
    case .text, .integer, .flag, .other: nil
    }
  }

  var elements: [LineJSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  var integer: Int? {
    if case .integer(let number) = self { Int(number) } else { nil }
  }
}
