import Bytes

extension ClientHello {
  /// ec_point_formats (RFC 8422, section 5.1.2): a one-byte length and one-byte formats.
  mutating func readECPointFormats(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    let list = try readVector8(bytes, of: &data, "ec_point_format_list")
    ecPointFormats.append(bytes, list.rest)
    try data.finish("ec_point_formats")
  }
}
