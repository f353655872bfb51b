/// A Windows Server whose Schannel says hello.
package enum WindowsServer: Sendable, CaseIterable {
  case server2008R2, server2012, server2012R2, server2016, server2019, server2022, server2025

  /// The default cipher suites, in order (Microsoft's "TLS Cipher Suites in Windows ..." pages).
  package var cipherSuites: [UInt16] {
    switch self {
    case .server2012:
      [
        0xC028, 0xC027, 0xC014, 0xC013, 0x009F, 0x009E, 0x009D, 0x009C, 0x003D, 0x003C, 0x0035, 0x002F,
        0xC02C,
        0xC02B, 0xC024, 0xC023, 0xC00A, 0xC009, 0x006A, 0x0040, 0x0038, 0x0032, 0x000A, 0x0013, 0x0005,
        0x0004,
      ]
    case .server2008R2, .server2012R2:
      [
        0xC028, 0xC027, 0xC014, 0xC013, 0x009F, 0x009E, 0x0039, 0x0033, 0x009D, 0x009C, 0x003D, 0x003C,
        0x0035, 0x002F, 0xC02C, 0xC02B, 0xC024, 0xC023, 0xC00A, 0xC009, 0x006A, 0x0040, 0x0038, 0x0032,
        0x000A, 0x0013, 0x0005, 0x0004,
      ]
    case .server2016:
      [
        0xC02C, 0xC02B, 0xC030, 0xC02F, 0x009F, 0x009E, 0xC024, 0xC023, 0xC028, 0xC027, 0xC00A, 0xC009,
        0xC014, 0xC013, 0x0039, 0x0033, 0x009D, 0x009C, 0x003D, 0x003C, 0x0035, 0x002F, 0x000A, 0x006A,
        0x0040, 0x0038, 0x0032, 0x0013, 0x0005, 0x0004,
      ]
    case .server2019: Self.suites2019
    // .NET asks for strong cryptography, and 3DES is left out.
    case .server2022: [0x1302, 0x1301] + Self.suites2019.dropLast()
    case .server2025:
      [
        0x1302, 0x1301, 0xC02C, 0xC02B, 0xC030, 0xC02F, 0xC024, 0xC023, 0xC028, 0xC027, 0xC00A, 0xC009,
        0xC014,
        0xC013, 0x009D, 0x009C, 0x003D, 0x003C, 0x0035, 0x002F,
      ]
    }
  }

  /// The suites that TLS 1.0 and 1.1 know: no GCM, no SHA-256 or SHA-384 (RFC 5246 and later brought those).
  package var oldCipherSuites: [UInt16] {
    let old: Set<UInt16> = [
      0xC014, 0xC013, 0xC00A, 0xC009, 0x0039, 0x0033, 0x0038, 0x0032, 0x0035, 0x002F, 0x000A, 0x0013, 0x0005,
      0x0004,
    ]
    return cipherSuites.filter(old.contains)
  }

  /// The curves, in order: P-256 and P-384; from Windows 10 version 1607 on, x25519 before them.
  package var groups: [UInt16] { isOld ? [23, 24] : [29, 23, 24] }

  /// Older than Windows Server 2016.
  private var isOld: Bool { self == .server2008R2 || self == .server2012 || self == .server2012R2 }

  /// Session tickets came with Windows 8.
  var asksForTicket: Bool { self != .server2008R2 }

  private static let suites2019: [UInt16] = [
    0xC02C, 0xC02B, 0xC030, 0xC02F, 0x009F, 0x009E, 0xC024, 0xC023, 0xC028, 0xC027, 0xC00A, 0xC009, 0xC014,
    0xC013, 0x009D, 0x009C, 0x003D, 0x003C, 0x0035, 0x002F, 0x000A,
  ]
}

extension ClientHello {
  /// The hello that Schannel sends for a .NET program: record version as the hello's, empty session ID,
  /// extensions 0, 5, 10, 11, 13 (from TLS 1.2 on), 35, 23, 65281. With 19 or 21 suites it has the JA3 that is
  /// known of Windows 10 (a0e9f5d6..., ce5f3254...).
  ///
  /// `cipherSuites` replaces the system's list, as a group policy does.
  package static func schannel(
    _ system: WindowsServer, version: TLSVersion, name: String?, cipherSuites: [UInt16]? = nil,
    random: [UInt8] = ClientHello.plainRandom
  ) -> ClientHello {
    if version == .tls13 {
      return schannel13(system, name: name, cipherSuites: cipherSuites, random: random)
    }
    let modern = version.rawValue >= TLSVersion.tls12.rawValue
    var extensions: [TLSExtension] = name.map { [.serverName($0)] } ?? []
    extensions += [.statusRequest, .supportedGroups(system.groups), .pointFormats]
    if modern { extensions.append(.signatureAlgorithms(schannelSignatures)) }
    if system.asksForTicket { extensions.append(.sessionTicket()) }
    extensions += [.extendedMasterSecret, .renegotiationInfo]
    let defaults = modern ? system.cipherSuites.filter { $0 >> 8 != 0x13 } : system.oldCipherSuites
    let list = cipherSuites ?? defaults
    return ClientHello(
      version: version, cipherSuites: list, extensions: extensions, random: random)
  }

  /// With TLS 1.3: a record of TLS 1.0, a session ID, and another order of extensions, as measured with curl and
  /// .NET on Windows 11. Without ALPN its JA4 is t13d201200_2b729b4bf6f3_e24568c0d440 for 20 suites.
  private static func schannel13(
    _ system: WindowsServer, name: String?, cipherSuites: [UInt16]?, random: [UInt8]
  ) -> ClientHello {
    let pss: [UInt16] = [0x0804, 0x0805, 0x0806]
    var extensions: [TLSExtension] = name.map { [.serverName($0)] } ?? []
    extensions += [
      .statusRequest, .supportedVersions([.tls13, .tls12]), .signatureAlgorithms(pss + schannelSignatures),
      .sessionTicket(), .supportedGroups(system.groups), .pointFormats,
      .keyShares([(29, [UInt8](repeating: 9, count: 32))]), TLSExtension(type: 49), .extendedMasterSecret,
      .renegotiationInfo, .keyExchangeModes,
    ]
    var hello = ClientHello(
      version: .tls12, cipherSuites: cipherSuites ?? system.cipherSuites, extensions: extensions,
      random: random)
    hello.recordVersion = .tls10
    hello.sessionID = [UInt8](repeating: 3, count: 32)
    return hello
  }

  /// RSA with SHA-256, SHA-384, SHA-1; ECDSA likewise; DSA with SHA-1; SHA-512 last.
  private static let schannelSignatures: [UInt16] = [
    0x0401, 0x0501, 0x0201, 0x0403, 0x0503, 0x0203, 0x0202, 0x0601, 0x0603,
  ]
}
