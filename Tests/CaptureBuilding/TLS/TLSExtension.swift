/// One extension of a hello: its type and its body (RFC 8446, section 4.2).
package struct TLSExtension: Hashable, Sendable {
  package var type: UInt16
  package var body: [UInt8]

  /// An extension of any type and body.
  package init(type: UInt16, body: [UInt8] = []) {
    self.type = type
    self.body = body
  }

  /// Type, length, body.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(type, width: 2)
    bytes.appendVector(body, width: 2)
    return bytes
  }

  /// The block of extensions that ends a hello. None leaves even the block's length out.
  static func block(_ extensions: [TLSExtension]) -> [UInt8] {
    guard !extensions.isEmpty else { return [] }
    var block: [UInt8] = []
    block.appendVector(extensions.flatMap(\.bytes), width: 2)
    return block
  }

  /// server_name with one host name (RFC 6066, section 3).
  package static func serverName(_ name: String) -> TLSExtension {
    var entry: [UInt8] = [0]
    entry.appendVector(Array(name.utf8), width: 2)
    return vector(0, entry)
  }

  /// status_request for OCSP, with empty lists (RFC 6066, section 8).
  package static let statusRequest = TLSExtension(type: 5, body: [1, 0, 0, 0, 0])

  /// supported_groups (RFC 8422, section 5.1.1).
  package static func supportedGroups(_ groups: [UInt16]) -> TLSExtension { list(10, groups) }

  /// ec_point_formats: uncompressed only (RFC 8422, section 5.1.2).
  package static let pointFormats = TLSExtension(type: 11, body: [1, 0])

  /// signature_algorithms (RFC 8446, section 4.2.3).
  package static func signatureAlgorithms(_ schemes: [UInt16]) -> TLSExtension { list(13, schemes) }

  /// application_layer_protocol_negotiation (RFC 7301, section 3.1).
  package static func applicationProtocols(_ names: [String]) -> TLSExtension {
    vector(
      16,
      names.flatMap { name -> [UInt8] in
        var entry: [UInt8] = []
        entry.appendVector(Array(name.utf8), width: 1)
        return entry
      })
  }

  /// extended_master_secret (RFC 7627, section 5.1).
  package static let extendedMasterSecret = TLSExtension(type: 23)

  /// session_ticket: a ticket to resume with, or empty to ask for one (RFC 5077, section 3.2).
  package static func sessionTicket(_ ticket: [UInt8] = []) -> TLSExtension {
    TLSExtension(type: 35, body: ticket)
  }

  /// supported_versions of a ClientHello (RFC 8446, section 4.2.1).
  package static func supportedVersions(_ versions: [TLSVersion]) -> TLSExtension {
    var body: [UInt8] = []
    body.appendVector(versions.flatMap(\.bytes), width: 1)
    return TLSExtension(type: 43, body: body)
  }

  /// supported_versions of a ServerHello: the one that was chosen.
  package static func selectedVersion(_ version: TLSVersion) -> TLSExtension {
    TLSExtension(type: 43, body: version.bytes)
  }

  /// psk_key_exchange_modes: with (EC)DHE (RFC 8446, section 4.2.9).
  package static let keyExchangeModes = TLSExtension(type: 45, body: [1, 1])

  /// key_share of a ClientHello: one share of a group (RFC 8446, section 4.2.8).
  package static func keyShares(_ shares: [(group: UInt16, key: [UInt8])]) -> TLSExtension {
    vector(51, shares.flatMap { keyShare($0.group, $0.key).body })
  }

  /// key_share of a ServerHello.
  package static func keyShare(_ group: UInt16, _ key: [UInt8]) -> TLSExtension {
    var body: [UInt8] = []
    body.append(group, width: 2)
    body.appendVector(key, width: 2)
    return TLSExtension(type: 51, body: body)
  }

  /// renegotiation_info of a first handshake (RFC 5746, section 3.2).
  package static let renegotiationInfo = TLSExtension(type: 65281, body: [0])

  private static func list(_ type: UInt16, _ values: [UInt16]) -> TLSExtension {
    vector(type, values.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] })
  }

  private static func vector(_ type: UInt16, _ bytes: [UInt8]) -> TLSExtension {
    var body: [UInt8] = []
    body.appendVector(bytes, width: 2)
    return TLSExtension(type: type, body: body)
  }
}
