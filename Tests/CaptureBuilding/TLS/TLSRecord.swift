/// A protocol version as the wire writes it.
package struct TLSVersion: RawRepresentable, Hashable, Sendable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let ssl30 = TLSVersion(rawValue: 0x0300)
  package static let tls10 = TLSVersion(rawValue: 0x0301)
  package static let tls11 = TLSVersion(rawValue: 0x0302)
  package static let tls12 = TLSVersion(rawValue: 0x0303)
  package static let tls13 = TLSVersion(rawValue: 0x0304)

  var bytes: [UInt8] { [UInt8(rawValue >> 8), UInt8(truncatingIfNeeded: rawValue)] }
}

/// TLS records: type, version, length in two bytes, fragment (RFC 5246, section 6.2.1; RFC 8446, section 5.1).
package enum TLSRecord {
  /// Puts `content` into records of at most `maximum` bytes each.
  package static func bytes(
    type: UInt8, version: TLSVersion = .tls12, _ content: [UInt8], maximum: Int = 16_384
  ) -> [UInt8] {
    var records: [UInt8] = []
    for start in stride(from: 0, to: max(content.count, 1), by: maximum) {
      records += [type] + version.bytes
      records.appendVector(Array(content[start..<min(start + maximum, content.count)]), width: 2)
    }
    return records
  }

  /// Handshake messages in one record, or in more of at most `maximum` bytes. Type 22.
  package static func handshake(
    _ messages: [[UInt8]], version: TLSVersion = .tls12, maximum: Int = 16_384
  ) -> [UInt8] {
    bytes(type: 22, version: version, Array(messages.joined()), maximum: maximum)
  }

  /// An alert in the clear (RFC 8446, section 6). Type 21; level 2 is fatal, 1 a warning.
  package static func alert(
    _ description: UInt8, fatal: Bool = true, version: TLSVersion = .tls12
  ) -> [UInt8] {
    bytes(type: 21, version: version, [fatal ? 2 : 1, description])
  }

  /// ChangeCipherSpec. Type 20.
  package static func changeCipherSpec(version: TLSVersion = .tls12) -> [UInt8] {
    bytes(type: 20, version: version, [1])
  }

  /// A record of `type` whose fragment is encrypted, here random: an 8-byte explicit nonce counting records as
  /// AES-GCM's in TLS 1.2 (RFC 5288, section 3), the content, a tag of 16 bytes.
  package static func encrypted(
    type: UInt8, contentLength: Int, sequence: UInt64 = 0, version: TLSVersion = .tls12,
    using randomness: inout Randomness
  ) -> [UInt8] {
    var fragment: [UInt8] = []
    fragment.append(sequence, width: 8)
    return bytes(type: type, version: version, fragment + randomness.bytes(contentLength + 16))
  }

  /// The encrypted Finished of TLS 1.2: 16 bytes of handshake message.
  package static func encryptedFinished(using randomness: inout Randomness) -> [UInt8] {
    encrypted(type: 22, contentLength: 16, using: &randomness)
  }

  /// Application data of so many plain bytes. Type 23.
  package static func applicationData(
    _ contentLength: Int, sequence: UInt64 = 1, using randomness: inout Randomness
  ) -> [UInt8] {
    encrypted(type: 23, contentLength: contentLength, sequence: sequence, using: &randomness)
  }

  /// An alert after the keys changed: two bytes of content, not readable.
  package static func encryptedAlert(sequence: UInt64 = 2, using randomness: inout Randomness) -> [UInt8] {
    encrypted(type: 21, contentLength: 2, sequence: sequence, using: &randomness)
  }
}

/// Alert descriptions that tests use (IANA, TLS Alerts).
package enum TLSAlert {
  package static let closeNotify: UInt8 = 0
  package static let handshakeFailure: UInt8 = 40
  package static let badCertificate: UInt8 = 42
  package static let certificateExpired: UInt8 = 45
  package static let certificateUnknown: UInt8 = 46
  package static let unknownCA: UInt8 = 48
  package static let accessDenied: UInt8 = 49
  package static let decodeError: UInt8 = 50
  package static let protocolVersion: UInt8 = 70
  package static let insufficientSecurity: UInt8 = 71
  package static let internalError: UInt8 = 80
  package static let unrecognizedName: UInt8 = 112
}
