import Bytes

extension ClientHello {
  /// supported_groups (RFC 8446, section 4.2.7): a two-byte length and two-byte groups, the best first.
  mutating func readSupportedGroups(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    let list = try readVector16(bytes, of: &data, "named_group_list")
    try supportedGroups.append(reading: bytes, list, "named_group_list")
    try data.finish("supported_groups")
  }
}
