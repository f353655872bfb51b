import Diagnosis
import Packets
import Protocols

/// Single values of a policy file. Each answers nil where it tells a fault.
extension PolicyReader {
  mutating func role(_ value: YAMLValue) -> EndpointRole? {
    guard let text = text(value, .role) else { return nil }
    if let role = EndpointRole(rawValue: text) { return role }
    fault(value.position, .unknownRole(text))
    return nil
  }

  /// `TLS 1.2`; also `TLS1.2` and `TLSv1.2`, as other programs write it.
  mutating func version(_ value: YAMLValue, _ key: PolicyKey) -> ProtocolVersion? {
    guard let text = text(value, key) else { return nil }
    let letters = text.uppercased().filter { $0 != " " && $0 != "V" }
    if let known = ProtocolVersion.assignments.first(where: { $0.name.filter { $0 != " " } == letters }) {
      return ProtocolVersion(rawValue: known.number)
    }
    fault(value.position, .unknownVersion(text))
    return nil
  }

  mutating func cipherSuite(_ value: YAMLValue) -> CipherSuite? {
    guard let text = text(value, .cipherSuite) else { return nil }
    if let suite: CipherSuite = Self.codePoint(text) { return suite }
    // Policies for Windows Server 2012 append the curve to a suite.
    let stem = text.split(separator: "_").dropLast().joined(separator: "_")
    let isSuite = Self.codePoint(stem) as CipherSuite? != nil
    fault(value.position, .unknownCipherSuite(text, stem: isSuite ? stem : nil))
    return nil
  }

  mutating func group(_ value: YAMLValue) -> NamedGroup? {
    guard let text = text(value, .group) else { return nil }
    if let group: NamedGroup = Self.codePoint(text) { return group }
    fault(value.position, .unknownGroup(text))
    return nil
  }

  mutating func signatureAlgorithm(_ value: YAMLValue) -> SignatureScheme? {
    guard let text = text(value, .signatureAlgorithm) else { return nil }
    if let algorithm: SignatureScheme = Self.codePoint(text) { return algorithm }
    fault(value.position, .unknownSignatureAlgorithm(text))
    return nil
  }

  mutating func isYes(_ value: YAMLValue, _ key: PolicyKey) -> Bool? {
    guard let text = text(value, key) else { return nil }
    if text == "yes" || text == "no" { return text == "yes" }
    fault(value.position, .notYesOrNo(key, text))
    return nil
  }

  /// A code point by its name, upper and lower case alike, or by `0x` and its digits.
  static func codePoint<Code: CodePoint>(_ text: String) -> Code? {
    if text.hasPrefix("0x") || text.hasPrefix("0X") {
      let digits = text.dropFirst(2)
      guard digits.utf8.count == Code.width, digits.allSatisfy(\.isHexDigit) else { return nil }
      return Code.RawValue(digits, radix: 16).map { Code(rawValue: $0) }
    }
    // The built-in policy, read at every start, has names as they are registered.
    let entry =
      Code.assignments.first { $0.name == text } ?? Code.assignments.first { isSame($0.name, text) }
      ?? Code.unregistered.first { isSame($0.name, text) }
    return entry.map { Code(rawValue: $0.number) }
  }

  /// Whether two ASCII names are the same but for the case of letters. A file may have thousands of unknown names.
  private static func isSame(_ name: String, _ other: String) -> Bool {
    name.utf8.count == other.utf8.count
      && zip(name.utf8, other.utf8).allSatisfy { $0 == $1 || ($0 ^ $1 == 0x20 && isLetter($0)) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }

  mutating func date(_ value: YAMLValue, _ key: PolicyKey) -> CalendarDate? {
    guard let text = text(value, key) else { return nil }
    if let date = CalendarDate(text) { return date }
    fault(value.position, .invalidDate(text))
    return nil
  }

  /// `2020-08` or `2020-08-15`, as written.
  mutating func monthOrDay(_ value: YAMLValue, _ key: PolicyKey) -> String? {
    guard let text = text(value, key) else { return nil }
    if CalendarDate(text) != nil || CalendarDate(text + "-01") != nil { return text }
    fault(value.position, .invalidMonth(text))
    return nil
  }

  mutating func address(_ value: YAMLValue) -> IPAddress? {
    guard let text = text(value, .address) else { return nil }
    if let address = IPAddress(text) { return address }
    fault(value.position, .invalidAddress(text))
    return nil
  }
}

extension PolicyReader {
  /// A host name in lower case, or one after `*.`, which matches every name below it.
  mutating func host(_ value: YAMLValue) -> String? {
    guard let text = text(value, .host) else { return nil }
    guard let reason = Self.fault(ofHost: text) else { return text.lowercased() }
    fault(value.position, .invalidHost(text, reason))
    return nil
  }

  private static func fault(ofHost text: String) -> PolicyHostFault? {
    let name = text.hasPrefix("*.") ? text.dropFirst(2) : text[...]
    if name.utf8.contains(UInt8(ascii: "*")) { return .wildcardInside }
    if text.utf8.allSatisfy(isOfAddress), IPAddress(text) != nil { return .isAddress }
    if text.utf8.contains(UInt8(ascii: "/")) || text.utf8.contains(UInt8(ascii: ":")) { return .notPlain }
    if !text.utf8.allSatisfy({ $0 < 0x80 }) { return .notASCII }
    return isName(name) ? nil : .notAName
  }

  /// RFC 1123, section 2.1, and the underscores that Windows networks have; lengths as in RFC 1035, section 2.3.4.
  private static func isName(_ name: Substring) -> Bool {
    let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return name.utf8.count <= 253
      && labels.allSatisfy { label in
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
          && label.allSatisfy(isOfLabel)
      }
  }

  /// Digits, letters to F, colons and dots: a host without others is worth a look.
  private static func isOfAddress(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "."): true
    default: false
    }
  }

  private static func isOfLabel(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
