/// A certificate of any names, as DER (RFC 5280, section 4.1): what it says of keys and signatures is made up.
package enum NamedCertificate {
  /// - Parameters:
  ///   - subject: the bytes of its common name, as a UTF8String whether they are UTF-8 or not.
  ///   - alternativeName: the bytes of a dNSName; nil leaves the extension out.
  package static func der(subject: [UInt8], issuer: [UInt8], alternativeName: [UInt8]? = nil) -> [UInt8] {
    let algorithm = sequence(object([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 11]) + [5, 0])
    let time = value(0x17, Array("200720091402Z".utf8))
    var fields = value(0xA0, [2, 1, 2]) + [2, 1, 0x2A] + algorithm + name(issuer)
    fields += sequence(time + time) + name(subject) + publicKey
    if let alternativeName { fields += value(0xA3, sequence(extensions(alternativeName))) }
    return sequence(sequence(fields) + algorithm + value(3, [0] + [UInt8](repeating: 0x5A, count: 128)))
  }

  /// One common name (attribute 2.5.4.3).
  private static func name(_ commonName: [UInt8]) -> [UInt8] {
    sequence(value(0x31, sequence(object([0x55, 4, 3]) + value(12, commonName))))
  }

  /// RSA with 1024 bits.
  private static let publicKey: [UInt8] = {
    let key = sequence(value(2, [0] + [UInt8](repeating: 0xC3, count: 128)) + value(2, [1, 0, 1]))
    let algorithm = sequence(object([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1]) + [5, 0])
    return sequence(algorithm + value(3, [0] + key))
  }()

  /// subjectAltName (2.5.29.17) with one dNSName.
  private static func extensions(_ name: [UInt8]) -> [UInt8] {
    sequence(object([0x55, 0x1D, 17]) + value(4, sequence(value(0x82, name))))
  }

  private static func object(_ bytes: [UInt8]) -> [UInt8] { value(6, bytes) }

  private static func sequence(_ bytes: [UInt8]) -> [UInt8] { value(0x30, bytes) }

  /// Tag, length, content (X.690, section 8.1).
  private static func value(_ tag: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    var encoded = [tag]
    if bytes.count < 0x80 {
      encoded.append(bytes.count, width: 1)
    } else {
      let width = bytes.count < 0x100 ? 1 : bytes.count < 0x1_0000 ? 2 : 3
      encoded.append(0x80 | UInt8(width))
      encoded.append(bytes.count, width: width)
    }
    return encoded + bytes
  }
}
