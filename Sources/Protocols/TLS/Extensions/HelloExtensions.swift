import Bytes

// The registry of hello extensions: one line for each whose data is read, or differs from one connection to the
// next, in order of its number. Every other extension is kept with its type and length.

extension ClientHello: HelloMessage {
  mutating func readExtension(
    _ type: ExtensionType, _ bytes: Span<UInt8>, _ data: ByteCursor
  ) throws(ParseFault) {
    switch type {
    case .serverName: try readServerName(bytes, data)
    case .supportedGroups: try readSupportedGroups(bytes, data)
    case .ecPointFormats: try readECPointFormats(bytes, data)
    case .signatureAlgorithms: try readSignatureAlgorithms(bytes, data)
    case .applicationLayerProtocolNegotiation: try readALPN(bytes, data)
    case .padding: skipVarying(data)
    case .sessionTicket: readTicket(data)
    case .preSharedKey: readTicket(data)
    case .supportedVersions: try readSupportedVersions(bytes, data)
    case .cookie: skipVarying(data)
    case .keyShare: skipVarying(data)
    case .encryptedClientHello: skipVarying(data)
    default: break
    }
  }
}

extension ServerHello: HelloMessage {
  mutating func readExtension(
    _ type: ExtensionType, _ bytes: Span<UInt8>, _ data: ByteCursor
  ) throws(ParseFault) {
    switch type {
    case .applicationLayerProtocolNegotiation: try readALPN(bytes, data)
    case .preSharedKey: try readPreSharedKey(bytes, data)
    case .supportedVersions: try readSelectedVersion(bytes, data)
    case .keyShare: try readKeyShare(bytes, data)
    case .draftKeyShare where isOfDraft: try readKeyShare(bytes, data)
    default: break
    }
  }
}

// MARK: Extensions of a client

extension ClientHello {
  /// server_name (RFC 6066, section 3): the first entry of type host_name.
  ///
  ///     0        1        2        3        4        5
  ///     +--------+--------+--------+--------+--------+----
  ///     |  list length    |name typ|  name length    | name, and the next entry
  ///     +--------+--------+--------+--------+--------+----
  private mutating func readServerName(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    var list = try readVector16(bytes, of: &data, "server_name_list")
    while !list.isAtEnd {
      let type = try list.readUInt8(bytes, "name_type")
      let length = Int(try list.readUInt16(bytes, "host_name"))
      let name = readVector(length, of: &list, "host_name")
      // The beginning of a truncated name is the name of another host.
      guard type == 0, serverName == nil, name.remaining == length else { continue }
      serverName = String(wire: bytes, name.rest)
      layout.serverName = name.rest
      skipVarying(name)
    }
    try data.finish("server_name")
  }

  /// supported_groups (RFC 8446, section 4.2.7): a two-byte length and two-byte groups, the preferred first.
  private mutating func readSupportedGroups(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    let list = try readVector16(bytes, of: &data, "named_group_list")
    try supportedGroups.append(reading: bytes, list, "named_group_list")
    try data.finish("supported_groups")
  }

  /// ec_point_formats (RFC 8422, section 5.1.2): a one-byte length and one-byte formats.
  private mutating func readECPointFormats(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    let list = try readVector8(bytes, of: &data, "ec_point_format_list")
    ecPointFormats.append(bytes, list.rest)
    try data.finish("ec_point_formats")
  }

  /// signature_algorithms (RFC 8446, section 4.2.3): a two-byte length and two-byte schemes, the preferred first.
  private mutating func readSignatureAlgorithms(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    let list = try readVector16(bytes, of: &data, "supported_signature_algorithms")
    try signatureAlgorithms.append(reading: bytes, list, "supported_signature_algorithms")
    try data.finish("signature_algorithms")
  }

  /// application_layer_protocol_negotiation (RFC 7301, section 3.1).
  ///
  ///     0        1        2        3
  ///     +--------+--------+--------+----
  ///     |  list length    | length | protocol name, and the next entry
  ///     +--------+--------+--------+----
  private mutating func readALPN(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    var list = try readVector16(bytes, of: &data, "protocol_name_list")
    while !list.isAtEnd {
      if let name = try readProtocolName(bytes, &list) { alpn.append(name) }
    }
    try data.finish("application_layer_protocol_negotiation")
  }

  /// session_ticket (RFC 5077, section 3.2) and pre_shared_key (RFC 8446, section 4.2.11): an empty ticket asks
  /// for one, any other data asks to resume.
  private mutating func readTicket(_ data: ByteCursor) {
    if !data.isAtEnd { offersResumption = true }
    skipVarying(data)
  }

  /// supported_versions of a client (RFC 8446, section 4.2.1): a one-byte length and two-byte versions.
  private mutating func readSupportedVersions(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    let list = try readVector8(bytes, of: &data, "versions")
    try supportedVersions.append(reading: bytes, list, "versions")
    try data.finish("supported_versions")
  }
}

// MARK: Extensions of a server

extension ServerHello {
  /// application_layer_protocol_negotiation of a server: a list of one.
  private mutating func readALPN(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    var list = try readVector16(bytes, of: &data, "protocol_name_list")
    alpn = try readProtocolName(bytes, &list)
    try list.finish("protocol_name_list")
    try data.finish("application_layer_protocol_negotiation")
  }

  /// pre_shared_key of a server: the index of the key that it selected, two bytes.
  private mutating func readPreSharedKey(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    _ = try data.readUInt16(bytes, "selected_identity")
    resumesSession = true
    try data.finish("pre_shared_key")
  }

  /// supported_versions of a server: the version that it selected.
  private mutating func readSelectedVersion(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    selectedVersion = ProtocolVersion(rawValue: try data.readUInt16(bytes, "selected_version"))
    try data.finish("supported_versions")
  }

  /// key_share of a server (RFC 8446, section 4.2.8): the group and the server's share of it.
  ///
  ///     0        1        2        3        4
  ///     +--------+--------+--------+--------+----
  ///     |     group       |  key length     | key_exchange
  ///     +--------+--------+--------+--------+----
  ///
  /// A HelloRetryRequest names only the group that it wants.
  private mutating func readKeyShare(_ bytes: Span<UInt8>, _ data: ByteCursor) throws(ParseFault) {
    var data = data
    group = NamedGroup(rawValue: try data.readUInt16(bytes, "group"))
    if data.isAtEnd && isHelloRetryRequest { return }
    skipVarying(try readVector16(bytes, of: &data, "key_exchange"))
    try data.finish("key_share")
  }
}

extension HelloMessage {
  /// The next protocol name; nil when truncated, since the beginning of a name is another one. Each byte
  /// becomes the character of the same number.
  fileprivate mutating func readProtocolName(
    _ bytes: Span<UInt8>, _ list: inout ByteCursor
  ) throws(ParseFault) -> String? {
    let length = Int(try list.readUInt8(bytes, "protocol_name"))
    let name = readVector(length, of: &list, "protocol_name")
    return name.remaining == length ? String(latin1: bytes, name.rest) : nil
  }
}
