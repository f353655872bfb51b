/// How grave an alert is (RFC 5246, section 7.2). In TLS 1.3 only the description counts (RFC 8446, section 6).
package struct AlertLevel: CodePoint {
  /// The byte on the wire; any number is a valid value.
  package let rawValue: UInt8

  /// The code point of that number, known or not.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let warning = Self(rawValue: 1)
  package static let fatal = Self(rawValue: 2)

  package static let assignments: [(number: UInt8, name: String)] = [
    (1, "warning"),
    (2, "fatal"),
  ]
}
