/// Reads JSON as strictly as RFC 8259 allows a writer to be, and refuses a name that stands twice in an object.
struct JSONParser {
  private let bytes: [UInt8]
  private var place = 0
  private var depth = 0

  /// Deeper than any report; what is deeper is refused before it can exhaust the stack.
  private static let deepest = 100

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func document() throws(JSONFault) -> JSONValue {
    let value = try self.value()
    skipSpace()
    guard place == bytes.count else { throw fault("text follows the value") }
    return value
  }

  private func fault(_ message: String) -> JSONFault { JSONFault(offset: place, message: message) }

  private var next: UInt8 { place < bytes.count ? bytes[place] : 0 }

  private mutating func skipSpace() {
    while place < bytes.count, [0x20, 0x0a, 0x0d, 0x09].contains(bytes[place]) { place += 1 }
  }

  private mutating func take(_ byte: Character) -> Bool {
    guard place < bytes.count, bytes[place] == byte.asciiValue else { return false }
    place += 1
    return true
  }

  private mutating func value() throws(JSONFault) -> JSONValue {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try nested { (parser) throws(JSONFault) in try parser.object() }
    case UInt8(ascii: "["): return try nested { (parser) throws(JSONFault) in try parser.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func nested(
    _ body: (inout JSONParser) throws(JSONFault) -> JSONValue
  ) throws(JSONFault) -> JSONValue {
    depth += 1
    guard depth <= Self.deepest else { throw fault("too deep") }
    place += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(JSONFault) -> JSONValue {
    var members: [String: JSONValue] = [:]
    skipSpace()
    if take("}") { return .object(members) }
    repeat {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw fault("a name is missing") }
      let name = try string()
      skipSpace()
      guard take(":") else { throw fault("a colon is missing") }
      guard members.updateValue(try value(), forKey: name) == nil else { throw fault("\(name) stands twice") }
      skipSpace()
    } while take(",")
    guard take("}") else { throw fault("a brace is missing") }
    return .object(members)
  }

  private mutating func array() throws(JSONFault) -> JSONValue {
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return .array(elements) }
    repeat {
      elements.append(try value())
      skipSpace()
    } while take(",")
    guard take("]") else { throw fault("a bracket is missing") }
    return .array(elements)
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONFault) -> JSONValue {
    guard bytes[place...].starts(with: word.utf8) else { throw fault("not a value") }
    place += word.utf8.count
    return value
  }

  /// Section 6: no plus sign, no zero in front of other digits, a digit on either side of the point.
  private mutating func number() throws(JSONFault) -> Double {
    let start = place
    _ = take("-")
    let whole = digits()
    guard whole == 1 || whole > 1 && bytes[place - whole] != UInt8(ascii: "0") else {
      throw fault("no number")
    }
    if take("."), digits() == 0 { throw fault("no digit behind the point") }
    if take("e") || take("E") {
      if !take("-") { _ = take("+") }
      if digits() == 0 { throw fault("no exponent") }
    }
    guard let number = Double(String(decoding: bytes[start..<place], as: UTF8.self)) else {
      throw fault("no number")
    }
    return number
  }

  private mutating func digits() -> Int {
    let start = place
    while (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) { place += 1 }
    return place - start
  }

  private mutating func string() throws(JSONFault) -> String {
    place += 1
    let start = place
    while place < bytes.count, bytes[place] >= 0x20, ![0x22, 0x5c].contains(bytes[place]) { place += 1 }
    var text = try utf8(bytes[start..<place])
    while !take("\"") {
      guard next >= 0x20 else { throw fault("a control character or the end within a text") }
      if take("\\") {
        text.unicodeScalars.append(try escaped())
      } else {
        let start = place
        while place < bytes.count, bytes[place] >= 0x20, ![0x22, 0x5c].contains(bytes[place]) { place += 1 }
        text.unicodeScalars.append(contentsOf: try utf8(bytes[start..<place]).unicodeScalars)
      }
    }
    return text
  }

  private func utf8(_ bytes: ArraySlice<UInt8>) throws(JSONFault) -> String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw fault("no UTF-8 before this place")
    }
    return text
  }

  private mutating func escaped() throws(JSONFault) -> Unicode.Scalar {
    let mark = next
    place += 1
    switch mark {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try scalar()
    default: throw fault("no such escape")
    }
  }

  /// `\u202e`, or a pair of surrogates.
  private mutating func scalar() throws(JSONFault) -> Unicode.Scalar {
    let high = try unit()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard UTF16.isLeadSurrogate(high), take("\\"), take("u") else { throw fault("half a surrogate pair") }
    let low = try unit()
    guard UTF16.isTrailSurrogate(low) else { throw fault("half a surrogate pair") }
    return UTF16.decode(UTF16.EncodedScalar([high, low]))
  }

  private mutating func unit() throws(JSONFault) -> UInt16 {
    guard place + 4 <= bytes.count else { throw fault("four digits are missing") }
    let digits = String(decoding: bytes[place..<place + 4], as: UTF8.self)
    guard digits.allSatisfy(\.isHexDigit), let unit = UInt16(digits, radix: 16) else {
      throw fault("no hexadecimal digits")
    }
    place += 4
    return unit
  }
}
