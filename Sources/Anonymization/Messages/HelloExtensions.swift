extension MessageRewriting {
  /// The extensions of a hello (RFC 8446, section 4.2): length, then type, length and content of each.
  mutating func rewriteExtensions(_ pseudonyms: inout PacketPseudonyms) {
    guard length(bytes: 2) != nil else { return }
    // Every iteration reads four bytes.
    while let type = length(bytes: 2), let count = length(bytes: 2) {
      guard let range = part(count) else { return keepCutOff(type) }
      var content = MessageRewriting(bytes.content(range))
      content.rewriteExtension(type, &pseudonyms)
      bytes.write(content.bytes.bytes, at: range.lowerBound)
    }
  }

  /// Lists of numbers that the hello was cut off in.
  private mutating func keepCutOff(_ type: Int) {
    if Self.keptExtensions.contains(type) { keep(remaining) }
  }

  /// What lists only numbers of versions, groups, suites and the like, or keys that are used once.
  private static let keptExtensions: Set<Int> = [
    1,  // max_fragment_length
    10,  // supported_groups
    11,  // ec_point_formats
    13,  // signature_algorithms
    15,  // heartbeat
    21,  // padding
    22,  // encrypt_then_mac
    23,  // extended_master_secret
    27,  // compress_certificate
    28,  // record_size_limit
    34,  // delegated_credential
    42,  // early_data
    43,  // supported_versions
    45,  // psk_key_exchange_modes
    49,  // post_handshake_auth
    50,  // signature_algorithms_cert
    51,  // key_share
    0xff01,  // renegotiation_info
  ]

  private mutating func rewriteExtension(_ type: Int, _ pseudonyms: inout PacketPseudonyms) {
    switch type {
    case 0: rewriteServerNames(&pseudonyms)
    case 16: rewriteProtocols(&pseudonyms)
    // Tickets and cookies come back as they were sent.
    case 35: replace(0..<end) { pseudonyms.opaque($0) }
    case 44: rewriteCookie(pseudonyms)
    case 41: rewritePreSharedKeys(pseudonyms)
    // A request for OCSP without names of responders.
    case 5 where end <= 5: keep(end)
    case _ where Self.keptExtensions.contains(type): keep(end)
    default: break
    }
  }

  /// server_name (RFC 6066, section 3): length of the list, then type, length and name of each.
  private mutating func rewriteServerNames(_ pseudonyms: inout PacketPseudonyms) {
    guard length(bytes: 2) != nil else { return }
    while length(bytes: 1) != nil, let count = length(bytes: 2), let range = part(count) {
      replace(range) { pseudonyms.name($0) }
    }
  }

  /// application_layer_protocol_negotiation (RFC 7301): names that a program may invent.
  private mutating func rewriteProtocols(_ pseudonyms: inout PacketPseudonyms) {
    guard length(bytes: 2) != nil else { return }
    while let count = length(bytes: 1), let range = part(count) {
      replace(range) { Self.knownProtocols.contains($0) ? $0 : pseudonyms.name($0) }
    }
  }

  private static let knownProtocols: Set<[UInt8]> = Set(
    ["http/1.0", "http/1.1", "h2", "h3", "spdy/3.1", "acme-tls/1"].map { Array($0.utf8) })

  private mutating func rewriteCookie(_ pseudonyms: PacketPseudonyms) {
    guard let count = length(bytes: 2), let range = part(count) else { return }
    replace(range) { pseudonyms.opaque($0) }
  }

  /// pre_shared_key (RFC 8446, section 4.2.11): identities with their age (4), then binders; of a server two bytes.
  private mutating func rewritePreSharedKeys(_ pseudonyms: PacketPseudonyms) {
    guard let total = length(bytes: 2) else { return }
    let last = offset + total
    // Every iteration reads six bytes at least.
    while offset < last, let count = length(bytes: 2), let range = part(count) {
      replace(range) { pseudonyms.opaque($0) }
      keep(4)
    }
    keep(remaining)
  }
}
