import Bytes

extension ClientHello {
  /// pre_shared_key of a client (RFC 8446, section 4.2.11): the keys it would go on with.
  mutating func readPreSharedKey(_ data: ByteCursor) {
    if !data.isAtEnd { offersResumption = true }
  }
}

extension ServerHello {
  /// pre_shared_key of a server: the place of the key that it took, two bytes.
  mutating func readPreSharedKey(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    _ = try data.readUInt16(bytes, "selected_identity")
    resumesSession = true
    try data.finish("pre_shared_key")
  }
}
