/// A Windows Server whose Schannel says hello.
package enum WindowsServer: Sendable, CaseIterable {
  case server2012R2, server2016, server2019, server2022

  /// The default cipher suites, in order (Microsoft's "TLS Cipher Suites in Windows ..." pages).
  package var cipherSuites: [UInt16] {
    switch self {
    case .server2012R2:
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
    case .server2022: [0x1302, 0x1301] + Self.suites2019.dropLast()
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
  package var groups: [UInt16] { self == .server2012R2 ? [23, 24] : [29, 23, 24] }

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
    let modern = version.rawValue >= TLSVersion.tls12.rawValue
    var extensions: [TLSExtension] = name.map { [.serverName($0)] } ?? []
    extensions += [.statusRequest, .supportedGroups(system.groups), .pointFormats]
    if modern { extensions.append(.signatureAlgorithms(schannelSignatures)) }
    extensions += [.sessionTicket(), .extendedMasterSecret]
    if version == .tls13 {
      extensions += [
        .supportedVersions([.tls13, .tls12]), .keyExchangeModes,
        .keyShares([(29, [UInt8](repeating: 9, count: 32))]),
      ]
    }
    extensions.append(.renegotiationInfo)
    let list = cipherSuites ?? (modern ? system.cipherSuites : system.oldCipherSuites)
    return ClientHello(
      version: version == .tls13 ? .tls12 : version, cipherSuites: list, extensions: extensions,
      random: random)
  }

  /// RSA with SHA-256, SHA-384, SHA-1; ECDSA likewise; DSA with SHA-1; SHA-512 last.
  private static let schannelSignatures: [UInt16] = [
    0x0401, 0x0501, 0x0201, 0x0403, 0x0503, 0x0203, 0x0202, 0x0601, 0x0603,
  ]
}
