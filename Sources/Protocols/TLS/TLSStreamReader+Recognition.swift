// Whether a side sends TLS, asked before a reader is given its bytes.

extension TLSStreamReader {
  /// Whether the bytes begin with a ClientHello, in a TLS record (nine bytes tell, fewer in tiny records) or
  /// in SSL 2.0 format (eleven). Every length must agree.
  package static func looksLikeClientHello(_ bytes: Span<UInt8>) -> Recognition {
    guard bytes.count > 0 else { return .needsMore }
    if bytes[0] & 0x80 != 0 {
      let (answer, hello) = SSLv2Hello.recognize(bytes)
      return hello?.isServer == true ? .no : answer
    }
    let (packed, count) = RecordHeader.pack(bytes)
    let header = RecordHeader.recognize(packed, count: count)
    guard bytes[0] == ContentType.handshake.rawValue, header != .no else { return .no }
    guard header == .yes else { return .needsMore }
    return looksLikeHello(bytes.extracting(droppingFirst: count), RecordHeader(packed: packed).length)
  }

  /// Whether the body of a handshake record begins with a ClientHello.
  private static func looksLikeHello(_ body: Span<UInt8>, _ recordLength: Int) -> Recognition {
    if recordLength == 0 { return .no }
    guard body.count > 0 else { return .needsMore }
    guard body[0] == HandshakeType.clientHello.rawValue else { return .no }
    // The record ends inside the length: nothing more to check.
    if recordLength < HandshakeHeader.size { return .yes }
    guard let header = HandshakeHeader(body, at: 0) else { return .needsMore }
    return header.length >= recordLength && header.length <= maximumHello ? .yes : .no
  }

  /// The largest ClientHello that its length fields allow (RFC 8446, section 4.1.2).
  private static let maximumHello = 4 + 2 + 32 + 33 + 2 + 65_534 + 256 + 2 + 65_535

  /// Whether the bytes begin with a TLS record: for a side whose start was not captured.
  ///
  /// The length must be possible for its kind, because five bytes of ciphertext look like a header once in
  /// some million tries.
  package static func looksLikeRecord(_ bytes: Span<UInt8>) -> Recognition {
    let (packed, count) = RecordHeader.pack(bytes)
    switch RecordHeader.recognize(packed, count: count) {
    case .no: return .no
    case .needsMore: return .needsMore
    case .yes: break
    }
    return isPossible(RecordHeader(packed: packed)) ? .yes : .no
  }

  /// Whether a record of that kind may have that length.
  static func isPossible(_ header: RecordHeader) -> Bool {
    switch header.type {
    case .changeCipherSpec: header.length == 1
    case .alert: (1...512).contains(header.length)
    case .handshake, .applicationData: header.length > 0
    case .heartbeat: header.length >= shortestHeartbeat
    default: false
    }
  }

  /// A type, the payload's length and 16 bytes of padding (RFC 6520, section 4).
  private static let shortestHeartbeat = 19
}
