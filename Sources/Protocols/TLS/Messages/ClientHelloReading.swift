import Bytes

extension ClientHello: LenientMessage {}

extension ClientHello {
  /// Reads a ClientHello, the four bytes of its handshake header included (RFC 8446, section 4.1.2).
  ///
  ///     header                  4
  ///     client_version          2
  ///     random                 32
  ///     session_id              1 + 0..32
  ///     cipher_suites           2 + 2..65534
  ///     compression_methods     1 + 1..255
  ///     extensions              2 + 0..65535, absent in old clients
  ///
  /// Never fails: what cannot be read is missing, and ``isComplete`` says so. `isComplete` is false when
  /// the caller knows that bytes are missing.
  package init(reading message: Span<UInt8>, recordVersion: ProtocolVersion, isComplete: Bool) {
    self.init(recordVersion: recordVersion, clientVersion: nil)
    self.isComplete = isComplete
    hasAllCipherSuites = false
    do throws(ParseFault) {
      try readFields(message)
    } catch {
      note(error)
    }
    noteResumption()
  }

  private mutating func readFields(_ bytes: Span<UInt8>) throws(ParseFault) {
    var (_, body) = try readHandshakeBody(bytes)
    clientVersion = ProtocolVersion(rawValue: try body.readUInt16(bytes, "client_version"))
    _ = try body.readRange(32, "random")
    let session = try readVector8(bytes, of: &body, "session_id")
    sessionID = [UInt8](copying: bytes, session)
    sessionIDLength = session.remaining
    try readCipherSuites(bytes, &body)
    let compression = try readVector8(bytes, of: &body, "compression_methods")
    compressionMethods = [UInt8](copying: bytes, compression)
    if body.isAtEnd { return }
    let list = try readVector16(bytes, of: &body, "extensions")
    try readExtensions(bytes, list)
    try body.finish("client_hello")
  }

  private mutating func readCipherSuites(_ bytes: Span<UInt8>, _ body: inout ByteCursor) throws(ParseFault) {
    let length = Int(try body.readUInt16(bytes, "cipher_suites"))
    let list = readVector(length, of: &body, "cipher_suites")
    hasAllCipherSuites = list.remaining == length
    do throws(ParseFault) {
      try cipherSuites.append(reading: bytes, list, "cipher_suites")
    } catch {
      hasAllCipherSuites = false
      note(error)
    }
  }

  private mutating func readExtensions(_ bytes: Span<UInt8>, _ list: ByteCursor) throws(ParseFault) {
    var list = list
    // Real hellos have up to about twenty; an extension takes at least four bytes.
    extensions.reserveCapacity(min(20, list.remaining / 4))
    while !list.isAtEnd {
      let type = ExtensionType(rawValue: try list.readUInt16(bytes, "extension_type"))
      let length = Int(try list.readUInt16(bytes, "extension_data"))
      let data = readVector(length, of: &list, "extension_data")
      extensions.append(HelloExtension(type: type, length: length))
      do throws(ParseFault) {
        try readExtension(type, bytes, data)
      } catch {
        note(error)
      }
    }
  }

  /// A session id asks for its session up to TLS 1.2; in TLS 1.3 it is there for middleboxes only
  /// (RFC 8446, appendix D.4), so it counts only when TLS 1.3 is surely not offered.
  private mutating func noteResumption() {
    if sessionIDLength > 0, let provenHighestVersion, provenHighestVersion < .tls13 {
      offersResumption = true
    }
  }
}
