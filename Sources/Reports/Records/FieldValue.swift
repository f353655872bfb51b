import Diagnosis
import Packets
import Protocols

/// The value of one field, before a format writes it.
enum FieldValue: Sendable {
  case text(String)
  case phrase(Phrase)
  case number(Int64)
  /// A finite number.
  case real(Double)
  case flag(Bool)
  /// A span of time in units of 10^`scale` nanoseconds with at most `digits` decimals.
  case span(nanoseconds: Int64, scale: Int, digits: Int)
  /// A moment with so many digits of a second's fraction.
  case time(UTCTime, digits: Int)
  case address(IPAddress)
  /// A number whose names a registry keeps.
  case code(id: String, name: String)
  case list([FieldValue])
  /// JSON's `null`; nothing elsewhere.
  case null
}

/// What the documentation calls the type of a field.
indirect enum FieldType: Hashable, Sendable {
  case string
  case number
  case boolean
  case time
  case code
  case object
  case array(of: FieldType)
  case nullable(FieldType)
}

/// A type whose values fields have.
protocol FieldContent: SendableMetatype {
  static var fieldType: FieldType { get }
  /// Whether a value may be missing, so that the field is left out.
  static var isOptional: Bool { get }
  /// Nil for a value that is missing.
  var fieldValue: FieldValue? { get }
}

extension FieldContent {
  static var isOptional: Bool { false }
}

extension String: FieldContent {
  static var fieldType: FieldType { .string }
  var fieldValue: FieldValue? { .text(self) }
}

extension Phrase: FieldContent {
  static var fieldType: FieldType { .string }
  var fieldValue: FieldValue? { .phrase(self) }
}

extension Bool: FieldContent {
  static var fieldType: FieldType { .boolean }
  var fieldValue: FieldValue? { .flag(self) }
}

extension IPAddress: FieldContent {
  static var fieldType: FieldType { .string }
  var fieldValue: FieldValue? { .address(self) }
}

extension FixedWidthInteger where Self: FieldContent {
  static var fieldType: FieldType { .number }
  var fieldValue: FieldValue? { .number(Int64(clamping: self)) }
}

extension Int: FieldContent {}
extension Int32: FieldContent {}
extension Int64: FieldContent {}
extension UInt8: FieldContent {}
extension UInt16: FieldContent {}
extension UInt32: FieldContent {}
extension UInt64: FieldContent {}

extension CodePoint where Self: FieldContent {
  static var fieldType: FieldType { .code }
  var fieldValue: FieldValue? { .code(id: hexadecimal, name: displayName) }
}

/// A code point of any registry.
struct CodeContent: FieldContent {
  private let id: String
  private let name: String

  init(_ code: some CodePoint) {
    (id, name) = (code.hexadecimal, code.displayName)
  }

  static var fieldType: FieldType { .code }
  var fieldValue: FieldValue? { .code(id: id, name: name) }
}

extension ProtocolVersion: FieldContent {}
extension CipherSuite: FieldContent {}
extension SSLv2CipherKind: FieldContent {}
extension NamedGroup: FieldContent {}
extension SignatureScheme: FieldContent {}

extension Array: FieldContent where Element: FieldContent {
  static var fieldType: FieldType { .array(of: Element.fieldType) }
  var fieldValue: FieldValue? { .list(compactMap(\.fieldValue)) }

  /// Nil for an empty list, whose field is left out.
  var unlessEmpty: Self? { isEmpty ? nil : self }
}

extension Optional: FieldContent where Wrapped: FieldContent {
  static var fieldType: FieldType { Wrapped.fieldType }
  static var isOptional: Bool { true }
  var fieldValue: FieldValue? { flatMap(\.fieldValue) }
}

/// A value that JSON always has, as `null` where there is none.
struct Nullable<Wrapped: FieldContent>: FieldContent {
  var content: Wrapped?

  init(_ content: Wrapped?) {
    self.content = content
  }

  static var fieldType: FieldType { .nullable(Wrapped.fieldType) }
  var fieldValue: FieldValue? { content?.fieldValue ?? .null }
}

/// A moment as a field has it.
struct Timestamp: FieldContent {
  private let time: UTCTime
  private let digits: Int

  /// - Parameters:
  /// - nanoseconds: since 1970.
  /// - digits: of the second's fraction, 0 to 9.
  init(nanoseconds: Int64, digits: Int) {
    (time, self.digits) = (UTCTime(nanoseconds: nanoseconds), digits)
  }

  /// In whole seconds, as certificates have it.
  init(seconds: Int64) {
    (time, digits) = (UTCTime(seconds: seconds), 0)
  }

  static var fieldType: FieldType { .time }
  var fieldValue: FieldValue? { .time(time, digits: digits) }
}

/// A span of time as a field has it.
struct TimeSpan: FieldContent {
  private let nanoseconds: Int64
  private let scale: Int
  private let digits: Int

  /// Seconds with so many decimals.
  init(seconds nanoseconds: Int64, digits: Int) {
    (self.nanoseconds, scale, self.digits) = (nanoseconds, 9, digits)
  }

  /// Milliseconds with as many decimals as a capture has whose seconds have `digits`.
  init(milliseconds nanoseconds: Int64, digits: Int) {
    (self.nanoseconds, scale, self.digits) = (nanoseconds, 6, max(0, digits - 3))
  }

  static var fieldType: FieldType { .number }
  var fieldValue: FieldValue? { .span(nanoseconds: nanoseconds, scale: scale, digits: digits) }
}

extension FieldValue {
  /// The value as text, such as a cell of the catalog has it; nil for `null`.
  var text: String? {
    switch self {
    case .text(let text): text
    case .phrase(let phrase): phrase.text
    case .number(let number): String(number)
    case .real(let number): String(number)
    case .flag(let flag): flag ? "1" : "0"
    case .code(_, let name): name
    case .list(let elements): elements.compactMap(\.text).joined(separator: " ")
    case .address(let address): address.description
    case .null: nil
    case .span(let nanoseconds, let scale, let digits):
      Self.written { $0.addDecimal(nanoseconds, scale: scale, digits: digits) }
    case .time(let time, let digits): Self.written { $0.addTimestamp(time, digits: digits) }
    }
  }

  private static func written(_ write: (inout ByteBuffer) -> Void) -> String {
    var buffer = ByteBuffer()
    write(&buffer)
    return buffer.text
  }
}
