import ByteReading

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
      let name = try readVector8(bytes, of: &list, "protocol_name")
      alpn.append(String(latin1: bytes, name.rest))
    }
    try data.finish("application_layer_protocol_negotiation")
  }
}

extension ServerHello {
  mutating func readALPN(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    var list = try readVector16(bytes, of: &data, "protocol_name_list")
    let name = try readVector8(bytes, of: &list, "protocol_name")
    alpn = String(latin1: bytes, name.rest)
    try list.finish("protocol_name_list")
    try data.finish("application_layer_protocol_negotiation")
  }
}
