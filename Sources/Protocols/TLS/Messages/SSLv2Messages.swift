import Bytes

/// The first bytes of a hello in SSL 2.0 format.
///
/// SSL 2.0 has no magic number, so every length must agree with every other.
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

extension ClientHello {
  /// Reads a ClientHello in SSL 2.0 format, the two bytes of its record header included (RFC 5246, appendix E.2).
  ///
  ///     0        1        2        3        4        5        6        7        8        9       10
  ///     +--------+--------+--------+--------+--------+--------+--------+--------+--------+--------+--------+
  ///     |1    length      |   1    |  client_version | cipher_spec_len |session_id_length| challenge_length|
  ///     +--------+--------+--------+--------+--------+--------+--------+--------+--------+--------+--------+
  ///     | cipher_specs, three bytes each | session_id | challenge
  ///
  /// A cipher spec whose first byte is 0 is a cipher suite, any other is a cipher kind of SSL 2.0.
  package init(readingSSLv2 record: Span<UInt8>, isComplete: Bool) {
    self.init(recordVersion: .ssl20, clientVersion: nil)
    self.isComplete = isComplete
    isSSLv2Format = true
    hasAllCipherSuites = false
    do throws(ParseFault) {
      try readSSLv2Fields(record)
    } catch {
      note(error)
    }
  }

  private mutating func readSSLv2Fields(_ bytes: Span<UInt8>) throws(ParseFault) {
    var cursor = ByteCursor(bytes)
    let length = Int(try cursor.readUInt16(bytes, "msg_length") & 0x7fff)
    var body = readVector(length, of: &cursor, "msg_length")
    _ = try body.readUInt8(bytes, "msg_type")
    clientVersion = ProtocolVersion(rawValue: try body.readUInt16(bytes, "client_version"))
    let specLength = Int(try body.readUInt16(bytes, "cipher_spec_length"))
    let sessionLength = Int(try body.readUInt16(bytes, "session_id_length"))
    let challengeLength = Int(try body.readUInt16(bytes, "challenge_length"))
    let specs = readVector(specLength, of: &body, "cipher_specs")
    hasAllCipherSuites = specs.remaining == specLength && specLength % 3 == 0
    try readCipherSpecs(bytes, specs)
    let session = readVector(sessionLength, of: &body, "session_id")
    sessionID = [UInt8](copying: bytes, session)
    sessionIDLength = session.remaining
    offersResumption = sessionIDLength > 0
    _ = readVector(challengeLength, of: &body, "challenge")
    try body.finish("client_hello")
  }

  private mutating func readCipherSpecs(_ bytes: Span<UInt8>, _ region: ByteCursor) throws(ParseFault) {
    var cursor = region
    while !cursor.isAtEnd {
      let kind = SSLv2CipherKind(rawValue: UInt32(try cursor.readUInt24(bytes, "cipher_specs")))
      if let suite = kind.cipherSuite { cipherSuites.append(suite) } else { sslv2CipherKinds.append(kind) }
    }
  }
}

extension ServerHello {
  /// Reads a SERVER-HELLO of SSL 2.0, the two bytes of its record header included
  /// (draft-hickman-netscape-ssl-00, section 5.6).
  ///
  ///     0        1        2        3        4        5        6        7        8        9      ...     13
  ///     +--------+--------+--------+--------+--------+--------+--------+--------+--------+--//---+------+
  ///     |1    length      |   4    |  hit   |cert typ| server_version  | cert_length     |specs  |conn  |
  ///     +--------+--------+--------+--------+--------+--------+--------+--------+--------+--//---+------+
  ///     | certificate | cipher_specs, three bytes each | connection_id
  package init(readingSSLv2 record: Span<UInt8>, isComplete: Bool) {
    self.init(recordVersion: .ssl20, legacyVersion: nil, cipherSuite: nil)
    self.isComplete = isComplete
    do throws(ParseFault) {
      try readSSLv2Fields(record)
    } catch {
      note(error)
    }
  }

  private mutating func readSSLv2Fields(_ bytes: Span<UInt8>) throws(ParseFault) {
    var cursor = ByteCursor(bytes)
    let length = Int(try cursor.readUInt16(bytes, "msg_length") & 0x7fff)
    var body = readVector(length, of: &cursor, "msg_length")
    _ = try body.readUInt8(bytes, "msg_type")
    resumesSession = try body.readUInt8(bytes, "session_id_hit") != 0
    _ = try body.readUInt8(bytes, "certificate_type")
    legacyVersion = ProtocolVersion(rawValue: try body.readUInt16(bytes, "server_version"))
    let certificateLength = Int(try body.readUInt16(bytes, "certificate_length"))
    let specLength = Int(try body.readUInt16(bytes, "cipher_specs_length"))
    let connectionLength = Int(try body.readUInt16(bytes, "connection_id_length"))
    _ = readVector(certificateLength, of: &body, "certificate")
    var specs = readVector(specLength, of: &body, "cipher_specs")
    while !specs.isAtEnd {
      let kind = UInt32(try specs.readUInt24(bytes, "cipher_specs"))
      sslv2CipherKinds.append(SSLv2CipherKind(rawValue: kind))
    }
    _ = readVector(connectionLength, of: &body, "connection_id")
    try body.finish("server_hello")
  }
}
