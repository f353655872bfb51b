import Bytes

extension ClientHello {
  /// supported_versions of a client (RFC 8446, section 4.2.1): a one-byte length and two-byte versions.
  mutating func readSupportedVersions(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    let list = try readVector8(bytes, of: &data, "versions")
    try supportedVersions.append(reading: bytes, list, "versions")
    try data.finish("supported_versions")
  }
}

extension ServerHello {
  /// supported_versions of a server: the version that it selected.
  mutating func readSupportedVersions(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    selectedVersion = ProtocolVersion(rawValue: try data.readUInt16(bytes, "selected_version"))
    try data.finish("supported_versions")
  }
}
