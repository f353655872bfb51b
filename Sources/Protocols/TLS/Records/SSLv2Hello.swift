/// What the first bytes of a hello in SSL 2.0 format say; its layout is drawn in `SSLv2Messages.swift`.
///
/// SSL 2.0 has no mark of its own, so every length must agree with every other before bytes are taken for it.
struct SSLv2Hello: Equatable, Sendable {
  /// The fixed fields of a ClientHello and of a SERVER-HELLO, the record header included.
  static let clientPrefix = 11
  static let serverPrefix = 13

  var isServer: Bool
  /// The whole record, header included: at most 2^15 + 1 bytes (RFC 5246, appendix E.2).
  var recordLength: Int

  /// The hello that begins here, or whether it could still be one.
  static func recognize(_ bytes: Span<UInt8>) -> (answer: Recognition, hello: SSLv2Hello?) {
    guard bytes.count >= 1 else { return (.needsMore, nil) }
    guard bytes[0] & 0x80 != 0 else { return (.no, nil) }
    guard bytes.count >= 3 else { return (.needsMore, nil) }
    switch bytes[2] {
    case 1: return recognizeClient(bytes)
    case 4: return recognizeServer(bytes)
    default: return (.no, nil)
    }
  }

  private static func recognizeClient(_ bytes: Span<UInt8>) -> (answer: Recognition, hello: SSLv2Hello?) {
    if bytes.count >= 5 && !isVersion(bytes[3], bytes[4]) { return (.no, nil) }
    guard bytes.count >= clientPrefix else { return (.needsMore, nil) }
    let length = number(bytes, 0) & 0x7fff
    let specs = number(bytes, 5)
    let session = number(bytes, 7)
    let challenge = number(bytes, 9)
    let isSound =
      specs > 0 && specs % 3 == 0 && (session == 0 || session == 16 || session == 32)
      && (16...32).contains(challenge) && length == clientPrefix - 2 + specs + session + challenge
    return isSound ? (.yes, SSLv2Hello(isServer: false, recordLength: length + 2)) : (.no, nil)
  }

  private static func recognizeServer(_ bytes: Span<UInt8>) -> (answer: Recognition, hello: SSLv2Hello?) {
    if bytes.count >= 4 && bytes[3] > 1 { return (.no, nil) }
    if bytes.count >= 7 && !(bytes[5] == 0 && bytes[6] == 2) { return (.no, nil) }
    guard bytes.count >= serverPrefix else { return (.needsMore, nil) }
    let length = number(bytes, 0) & 0x7fff
    let certificate = number(bytes, 7)
    let specs = number(bytes, 9)
    let connection = number(bytes, 11)
    let isSound =
      specs % 3 == 0 && (16...32).contains(connection)
      && length == serverPrefix - 2 + certificate + specs + connection
    return isSound ? (.yes, SSLv2Hello(isServer: true, recordLength: length + 2)) : (.no, nil)
  }

  /// SSL 2.0 itself, or SSL 3.0 and later that a client offers in the old format.
  private static func isVersion(_ major: UInt8, _ minor: UInt8) -> Bool {
    (major == 0 && minor == 2) || (major == 3 && minor <= 4)
  }

  private static func number(_ bytes: Span<UInt8>, _ offset: Int) -> Int {
    Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
  }
}
