import Bytes

// The book of hello extensions: one line for each that is decoded, in order of its number. Every other
// extension is kept with its type and length.

extension ClientHello {
  mutating func readExtension(
    _ type: ExtensionType, _ bytes: Span<UInt8>, _ data: ByteCursor
  ) throws(ParseFault) {
    switch type {
    case .serverName: try readServerName(bytes, data)
    case .supportedGroups: try readSupportedGroups(bytes, data)
    case .ecPointFormats: try readECPointFormats(bytes, data)
    case .signatureAlgorithms: try readSignatureAlgorithms(bytes, data)
    case .applicationLayerProtocolNegotiation: try readALPN(bytes, data)
    case .sessionTicket: readSessionTicket(data)
    case .preSharedKey: readPreSharedKey(data)
    case .supportedVersions: try readSupportedVersions(bytes, data)
    default: break
    }
  }
}

extension ServerHello {
  mutating func readExtension(
    _ type: ExtensionType, _ bytes: Span<UInt8>, _ data: ByteCursor
  ) throws(ParseFault) {
    switch type {
    case .applicationLayerProtocolNegotiation: try readALPN(bytes, data)
    case .preSharedKey: try readPreSharedKey(bytes, data)
    case .supportedVersions: try readSupportedVersions(bytes, data)
    case .keyShare: try readKeyShare(bytes, data)
    default: break
    }
  }
}
