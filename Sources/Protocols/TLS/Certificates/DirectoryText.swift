import SwiftASN1
import X509

/// Distinguished names as text (RFC 4514): the most specific part first, with commas between.
enum DirectoryText {
  static func text(_ name: DistinguishedName) -> String {
    name.reversed().map { $0.map(text).joined(separator: "+") }.joined(separator: ",")
  }

  /// `CN=sws.update.microsoft.com`; a value that is not text is hexadecimal after `#` (section 2.4).
  private static func text(_ attribute: RelativeDistinguishedName.Attribute) -> String {
    if String(attribute.value) != nil { return String(describing: attribute) }
    var serializer = DER.Serializer()
    guard (try? serializer.serialize(ASN1Any(attribute.value))) != nil,
      let node = try? DER.parse(serializer.serializedBytes)
    else { return String(describing: attribute) }
    if let text = text(node) {
      return String(describing: RelativeDistinguishedName.Attribute(type: attribute.type, utf8String: text))
    }
    let name = RelativeDistinguishedName.Attribute(type: attribute.type, utf8String: "")
    return "\(name)#\(hexadecimal(serializer.serializedBytes))"
  }

  /// The text of a string of any type (ITU-T X.680, section 8.4, table 1).
  ///
  /// T.61 is read as Latin-1, as software writes it. Bytes that their type forbids, such as `*` in a
  /// PrintableString, are read all the same.
  static func text(_ node: ASN1Node) -> String? {
    guard case .primitive(let bytes) = node.content, node.identifier.tagClass == .universal else {
      return nil
    }
    switch node.identifier.tagNumber {
    case 12, 18, 19, 22, 26: return utf8OrLatin1(bytes)
    case 20: return latin1(bytes)
    case 28: return utf32(Array(bytes))
    case 30: return utf16(Array(bytes))
    default: return nil
    }
  }

  static func utf8OrLatin1(_ bytes: ArraySlice<UInt8>) -> String {
    String(validating: bytes, as: UTF8.self) ?? latin1(bytes)
  }

  private static func latin1(_ bytes: ArraySlice<UInt8>) -> String {
    var text = ""
    for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
    return text
  }

  /// BMPString: two bytes a character, the higher first.
  private static func utf16(_ bytes: [UInt8]) -> String? {
    guard bytes.count % 2 == 0 else { return nil }
    let units = stride(from: 0, to: bytes.count, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    return String(validating: units, as: UTF16.self)
  }

  /// UniversalString: four bytes a character, the highest first.
  private static func utf32(_ bytes: [UInt8]) -> String? {
    guard bytes.count % 4 == 0 else { return nil }
    let units = stride(from: 0, to: bytes.count, by: 4).map { start in
      bytes[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    return String(validating: units, as: UTF32.self)
  }
}
