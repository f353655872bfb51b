import Bytes

extension ServerHello {
  /// key_share of a server (RFC 8446, section 4.2.8): the group and the server's share of it.
  ///
  ///     0        1        2        3        4
  ///     +--------+--------+--------+--------+----
  ///     |     group       |  key length     | key_exchange
  ///     +--------+--------+--------+--------+----
  ///
  /// A HelloRetryRequest names only the group that it wants.
  mutating func readKeyShare(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    group = NamedGroup(rawValue: try data.readUInt16(bytes, "group"))
    if data.isAtEnd && isHelloRetryRequest { return }
    _ = try readVector16(bytes, of: &data, "key_exchange")
    try data.finish("key_share")
  }
}
