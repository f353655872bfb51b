import Bytes

// application_layer_protocol_negotiation (RFC 7301, section 3.1): the client's list, the server's list of one.
//
//     0        1        2        3
//     +--------+--------+--------+----
//     |  list length    | length | protocol name, and the next entry
//     +--------+--------+--------+----
//
// A protocol name is any bytes: each becomes the character of the same number, so none is lost.

extension ClientHello {
  mutating func readALPN(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    var list = try readVector16(bytes, of: &data, "protocol_name_list")
    while !list.isAtEnd {
      if let name = try readProtocolName(bytes, &list) { alpn.append(name) }
    }
    try data.finish("application_layer_protocol_negotiation")
  }
}

extension ServerHello {
  mutating func readALPN(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    var list = try readVector16(bytes, of: &data, "protocol_name_list")
    alpn = try readProtocolName(bytes, &list)
    try list.finish("protocol_name_list")
    try data.finish("application_layer_protocol_negotiation")
  }
}

extension LenientMessage {
  /// The next name of a list; nil when it was cut, since the beginning of a name is another one.
  fileprivate mutating func readProtocolName(
    _ bytes: Span<UInt8>, _ list: inout ByteCursor
  ) throws(ParseFault) -> String? {
    let length = Int(try list.readUInt8(bytes, "protocol_name"))
    let name = readVector(length, of: &list, "protocol_name")
    return name.remaining == length ? String(latin1: bytes, name.rest) : nil
  }
}
