/// A number on the wire whose meanings a registry assigns.
///
/// Every number is a valid value, so unknown code points are reported, never refused. Names are those of the
/// IANA registries "TLS Parameters" and "TLS ExtensionType Values" unless a type says otherwise.
package protocol CodePoint: RawRepresentable, Hashable, Sendable
where RawValue: FixedWidthInteger & UnsignedInteger & Sendable {
  /// The value for any number at all.
  init(rawValue: RawValue)

  /// How many hexadecimal digits a report prints.
  static var width: Int { get }

  /// The registry's entries in ascending order of the number, none twice, GREASE values left out.
  static var assignments: [(number: RawValue, name: String)] { get }

  /// Names from outside the registry (old drafts, vendors), in the same order.
  static var unregistered: [(number: RawValue, name: String)] { get }

  /// The name of a number, or nil when neither table has one.
  static func name(of number: RawValue) -> String?

  /// Whether the number is one that a client sends only to see it ignored (RFC 8701, section 2).
  var isGREASE: Bool { get }
}

extension CodePoint {
  /// Two digits for each byte on the wire.
  package static var width: Int { RawValue.bitWidth / 4 }

  package static var unregistered: [(number: RawValue, name: String)] { [] }

  package var isGREASE: Bool { false }

  package var name: String? { Self.name(of: rawValue) }

  /// What a report calls it: the name, `GREASE`, or `unknown`.
  package var displayName: String { name ?? (isGREASE ? "GREASE" : "unknown") }

  /// The number as a report prints it, such as `0xc030`: lower case, all digits of the field.
  package var hexadecimal: String {
    let digits = String(rawValue, radix: 16)
    return "0x" + String(repeating: "0", count: max(0, Self.width - digits.count)) + digits
  }

  package static func name(of number: RawValue) -> String? {
    find(number, in: assignments) ?? find(number, in: unregistered)
  }

  /// Finds a number in an ascending table by bisection.
  private static func find(_ number: RawValue, in table: [(number: RawValue, name: String)]) -> String? {
    var low = 0
    var high = table.count
    while low < high {
      let middle = (low + high) / 2
      if table[middle].number < number { low = middle + 1 } else { high = middle }
    }
    guard low < table.count, table[low].number == number else { return nil }
    return table[low].name
  }
}

extension CodePoint where RawValue == UInt16 {
  /// RFC 8701 reserves values as cipher suites, extensions, named groups, signature schemes and versions.
  package var isGREASE: Bool { rawValue.isGREASE }
}

extension UInt16 {
  /// Whether this is one of the sixteen values 0x0a0a, 0x1a1a … 0xfafa (RFC 8701, section 2).
  var isGREASE: Bool { self & 0x0f0f == 0x0a0a && self >> 8 == self & 0xff }
}
