import Bytes

extension ClientHello {
  /// server_name (RFC 6066, section 3): the first entry of type host_name.
  ///
  ///     0        1        2        3        4        5
  ///     +--------+--------+--------+--------+--------+----
  ///     |  list length    |name typ|  name length    | name, and the next entry
  ///     +--------+--------+--------+--------+--------+----
  mutating func readServerName(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    var list = try readVector16(bytes, of: &data, "server_name_list")
    while !list.isAtEnd {
      let type = try list.readUInt8(bytes, "name_type")
      let length = Int(try list.readUInt16(bytes, "host_name"))
      let name = readVector(length, of: &list, "host_name")
      // The beginning of a name that was cut is the name of somebody else.
      let isWhole = name.remaining == length
      if type == 0 && serverName == nil && isWhole { serverName = String(wire: bytes, name.rest) }
    }
    try data.finish("server_name")
  }
}
