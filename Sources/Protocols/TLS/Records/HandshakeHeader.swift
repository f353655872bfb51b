/// The four bytes before each handshake message (RFC 8446, section 4): its type and the length of its body.
struct HandshakeHeader: Equatable, Sendable {
  static let size = 4

  /// The longest message that is believed by its header alone. A hello can have 131 396 bytes; a list of authorities is
  /// far below 1 MiB. More is ciphertext that happens to look like a header, except for a Certificate message: see
  /// ``isCertificate(_:_:)``.
  static let maximumLength = 1 << 20

  var type: HandshakeType
  /// The whole message, these four bytes included.
  var length: Int

  /// The header at an offset, or nil when not all of its four bytes are there.
  init?(_ bytes: Span<UInt8>, at offset: Int) {
    guard bytes.count - offset >= Self.size else { return nil }
    type = HandshakeType(rawValue: bytes[offset])
    let high = Int(bytes[offset + 1]) << 16
    length = Self.size + (high | Int(bytes[offset + 2]) << 8 | Int(bytes[offset + 3]))
  }

  /// How many bytes of a record tell whether its body is readable: a header and the version of a hello.
  static let evidence = 6

  /// Whether a type is one that IANA lists, or next_proto. By number, because looking up a name costs more than all
  /// other checks of a record. A test compares it with the names.
  static func isKnown(_ type: UInt8) -> Bool {
    switch type {
    case 0...6, 8...17, 20...26, 67, 254: true
    default: false
    }
  }

  /// The header, the version and the random of a hello (RFC 8446, section 4.1.2).
  private static let minimumHello = size + 2 + 32

  /// Whether a handshake record that begins a message is not encrypted.
  ///
  /// `bytes` are its first ones: ``evidence`` of them, or all. Nothing on the wire says so, hence the rules:
  ///
  /// 1. After ChangeCipherSpec only a hello that fills its record can be readable: TLS 1.3 sends one on
  ///    each side after a HelloRetryRequest (RFC 8446, appendix D.4). A Finished of TLS 1.2 is not.
  /// 2. Before it, the type is a known one and the length is believable.
  /// 3. Few messages are empty, and a hello has a version and a random at least. A record of AES-GCM often
  ///    begins with a small number in eight bytes (RFC 5288, section 3), which would else be empty messages.
  static func isReadable(_ bytes: Span<UInt8>, recordLength: Int, afterChangeCipherSpec: Bool) -> Bool {
    guard bytes.count > 0 else { return !afterChangeCipherSpec }
    let type = HandshakeType(rawValue: bytes[0])
    if afterChangeCipherSpec {
      guard type == .clientHello || type == .serverHello, bytes.count >= evidence else { return false }
      return HandshakeHeader(bytes, at: 0)?.length == recordLength && bytes[4] == 3 && bytes[5] <= 4
    }
    guard isKnown(type.rawValue) else { return false }
    guard let header = HandshakeHeader(bytes, at: 0) else { return true }
    switch type {
    case .helloRequest: return header.length == size && recordLength == size
    case .serverHelloDone, .endOfEarlyData: return header.length == size
    case .clientHello, .serverHello: return (minimumHello...maximumLength).contains(header.length)
    case .certificate: return isCertificate(header, bytes)
    default: return header.length > size && header.length <= maximumLength
    }
  }

  /// A Certificate message may be as long as its length field allows. Beyond ``maximumLength`` the list in it must have
  /// the right length, as far as ``evidence`` shows it. Only TLS 1.2 and earlier send it in the clear, where nothing
  /// precedes the list (RFC 5246, section 7.4.2).
  private static func isCertificate(_ header: HandshakeHeader, _ bytes: Span<UInt8>) -> Bool {
    guard header.length > maximumLength else { return header.length > size }
    let list = header.length - size - 3
    return bytes.count >= evidence && Int(bytes[4]) == list >> 16 && Int(bytes[5]) == list >> 8 & 0xff
  }
}

extension HandshakeType {
  /// next_proto of the expired draft-agl-tls-nextprotoneg-04, section 3: sent by Chrome until 2016.
  static let nextProtocol = Self(rawValue: 67)
}
