import Bytes

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
