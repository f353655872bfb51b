import Bytes

extension ClientHello {
  /// signature_algorithms (RFC 8446, section 4.2.3): a two-byte length and two-byte schemes, the best first.
  mutating func readSignatureAlgorithms(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    let list = try readVector16(bytes, of: &data, "supported_signature_algorithms")
    try signatureAlgorithms.append(reading: bytes, list, "supported_signature_algorithms")
    try data.finish("signature_algorithms")
  }
}
