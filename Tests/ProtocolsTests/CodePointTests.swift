import Foundation
import Testing

@testable import Protocols

@Suite("Code points")
struct CodePointTests {
  @Test func tablesAscendWithoutDuplicates() {
    expectAscending(AlertDescription.self)
    expectAscending(AlertLevel.self)
    expectAscending(CipherSuite.self)
    expectAscending(ContentType.self)
    expectAscending(ExtensionType.self)
    expectAscending(HandshakeType.self)
    expectAscending(NamedGroup.self)
    expectAscending(ProtocolVersion.self)
    expectAscending(SignatureScheme.self)
    expectAscending(SSLv2CipherKind.self)
  }

  /// Counts of the registries in September 2026; extensions 40 and 46 are "Reserved" entries.
  @Test func tablesHoldTheWholeRegistries() {
    #expect(CipherSuite.assignments.count == 356)
    #expect(NamedGroup.assignments.count == 59)
    #expect(SignatureScheme.assignments.count == 49)
    #expect(ExtensionType.assignments.count == 66)
    #expect(AlertDescription.assignments.count == 37)
    #expect(HandshakeType.assignments.count == 25)
  }

  /// Every number answers the name of its entry and nothing else does: no look-up goes astray.
  @Test func lookUpFindsExactlyTheEntries() {
    let entries = Dictionary(
      uniqueKeysWithValues: (CipherSuite.assignments + CipherSuite.unregistered).map { ($0.number, $0.name) })
    for number in UInt16.min...UInt16.max where CipherSuite.name(of: number) != entries[number] {
      Issue.record("0x\(String(number, radix: 16)) is called \(CipherSuite.name(of: number) ?? "nothing")")
    }
  }

  @Test func greaseIsToldByRule() {
    let grease = (0..<16).map { UInt16($0 << 12 | 0xa00 | $0 << 4 | 0xa) }
    #expect(grease.first == 0x0a0a && grease.last == 0xfafa)
    for number in UInt16.min...UInt16.max {
      let expected = grease.contains(number)
      if CipherSuite(rawValue: number).isGREASE != expected { Issue.record("cipher suite \(number)") }
      if NamedGroup(rawValue: number).isGREASE != expected { Issue.record("group \(number)") }
      if ExtensionType(rawValue: number).isGREASE != expected { Issue.record("extension \(number)") }
      if ProtocolVersion(rawValue: number).isGREASE != expected { Issue.record("version \(number)") }
      if SignatureScheme(rawValue: number).isGREASE != expected { Issue.record("scheme \(number)") }
    }
    for number in grease { #expect(CipherSuite(rawValue: number).displayName == "GREASE") }
    #expect(!ContentType(rawValue: 0x0a).isGREASE)
  }

  @Test func numberAndNameArePrinted() {
    #expect(CipherSuite(rawValue: 0xc030).hexadecimal == "0xc030")
    #expect(CipherSuite(rawValue: 0x0005).hexadecimal == "0x0005")
    #expect(AlertDescription(rawValue: 0).hexadecimal == "0x00")
    #expect(SSLv2CipherKind(rawValue: 0x10080).hexadecimal == "0x010080")
    #expect(CipherSuite(rawValue: 0x4242).name == nil)
    #expect(CipherSuite(rawValue: 0x4242).displayName == "unknown")
    #expect(ContentType(rawValue: 0x80).displayName == "unknown")
  }
}

/// Values as the RFCs print them.
@Suite("Code points in the RFCs")
struct RegisteredCodePointTests {
  @Test func suites() {
    #expect(CipherSuite.ecdheRSAWithAES256GCMSHA384.name == "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384")
    #expect(CipherSuite.ecdheRSAWithAES128GCMSHA256.name == "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
    #expect(CipherSuite.ecdheRSAWithAES256CBCSHA384.name == "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384")
    #expect(CipherSuite.ecdheRSAWithAES128CBCSHA256.name == "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256")
    #expect(CipherSuite.emptyRenegotiationInfo.name == "TLS_EMPTY_RENEGOTIATION_INFO_SCSV")
    #expect(CipherSuite.fallback.name == "TLS_FALLBACK_SCSV")
    #expect(CipherSuite.aes128GCMSHA256.name == "TLS_AES_128_GCM_SHA256")
    #expect(CipherSuite.name(of: 0x002f) == "TLS_RSA_WITH_AES_128_CBC_SHA")
    #expect(CipherSuite.name(of: 0xcca8) == "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256")
    #expect(CipherSuite.name(of: 0xc0b3) == "TLS_ECCPWD_WITH_AES_256_CCM_SHA384")
    #expect(CipherSuite.name(of: 0xfefe) == "SSL_RSA_FIPS_WITH_DES_CBC_SHA")
  }

  @Test func groupsAndSchemes() {
    #expect(NamedGroup.secp256r1.name == "secp256r1")
    #expect(NamedGroup.secp384r1.name == "secp384r1")
    #expect(NamedGroup.x25519.name == "x25519")
    #expect(NamedGroup.x25519MLKEM768.name == "X25519MLKEM768")
    #expect(NamedGroup.name(of: 0x11eb) == "SecP256r1MLKEM768")
    #expect(NamedGroup.name(of: 0x6399) == "X25519Kyber768Draft00")
    #expect(NamedGroup.name(of: 0x0202) == "MLKEM1024")
    #expect(NamedGroup(rawValue: 0x0104).isFiniteField && !NamedGroup.secp256r1.isFiniteField)
    #expect(SignatureScheme.rsaPKCS1SHA1.name == "rsa_pkcs1_sha1")
    #expect(SignatureScheme.ecdsaSHA1.name == "ecdsa_sha1")
    #expect(SignatureScheme.name(of: 0x0402) == "dsa_sha256_RESERVED")
    #expect(SignatureScheme.name(of: 0x0301) == "rsa_pkcs1_sha224")
    #expect(SignatureScheme.rsaPSSRSAESHA256.name == "rsa_pss_rsae_sha256")
  }

  @Test func messages() {
    #expect(ContentType.handshake.rawValue == 22 && ContentType.handshake.name == "handshake")
    #expect(ContentType.changeCipherSpec.name == "change_cipher_spec")
    for type in UInt8.min...UInt8.max {
      let isNamed = HandshakeType(rawValue: type).name != nil || type == HandshakeType.nextProtocol.rawValue
      #expect(HandshakeHeader.isKnown(type) == isNamed, "type \(type)")
    }
    #expect(HandshakeType.clientHello.name == "client_hello")
    #expect(HandshakeType.serverHelloDone.name == "server_hello_done_RESERVED")
    #expect(HandshakeType.finished.rawValue == 20)
    #expect(ExtensionType.serverName.name == "server_name")
    #expect(ExtensionType.supportedVersions.rawValue == 43)
    #expect(ExtensionType.supportedVersions.name == "supported_versions")
    #expect(ExtensionType.keyShare.name == "key_share")
    #expect(ExtensionType.renegotiationInfo.name == "renegotiation_info")
    #expect(ExtensionType.name(of: 17513) == "application_settings")
  }

  @Test func alerts() {
    #expect(AlertLevel.fatal.name == "fatal" && AlertLevel.warning.rawValue == 1)
    #expect(AlertDescription.closeNotify.name == "close_notify")
    #expect(AlertDescription.handshakeFailure.rawValue == 40)
    #expect(AlertDescription.noCertificate.name == "no_certificate_RESERVED")
    #expect(AlertDescription.unknownCA.name == "unknown_ca")
    #expect(AlertDescription.name(of: 60) == "export_restriction_RESERVED")
    #expect(AlertDescription.protocolVersion.rawValue == 70)
    #expect(AlertDescription.insufficientSecurity.rawValue == 71)
    #expect(AlertDescription.name(of: 21) == "decryption_failed_RESERVED")
    let certificateAlerts = AlertDescription.assignments.map(\.number).filter {
      AlertDescription(rawValue: $0).concernsCertificate
    }
    #expect(certificateAlerts == [41, 42, 43, 44, 45, 46, 48, 111, 113, 114, 116])
  }

  @Test func secondVersionKinds() {
    #expect(SSLv2CipherKind(rawValue: 0x010080).name == "SSL_CK_RC4_128_WITH_MD5")
    #expect(SSLv2CipherKind(rawValue: 0x0700c0).name == "SSL_CK_DES_192_EDE3_CBC_WITH_MD5")
    #expect(SSLv2CipherKind(rawValue: 0x010080).cipherSuite == nil)
    #expect(SSLv2CipherKind(rawValue: 0x00002f).name == "TLS_RSA_WITH_AES_128_CBC_SHA")
    #expect(SSLv2CipherKind(rawValue: 0x0000ff).cipherSuite == .emptyRenegotiationInfo)
    #expect(SSLv2CipherKind(rawValue: 0xffffffff).name == nil)
  }
}

@Suite("Protocol versions")
struct ProtocolVersionTests {
  @Test func versionsAscend() {
    let versions: [ProtocolVersion] = [.ssl20, .ssl30, .tls10, .tls11, .tls12, .tls13]
    for (older, newer) in zip(versions, versions.dropFirst()) {
      #expect(older < newer)
      #expect(!(newer <= older))
    }
  }

  @Test func draftsRankAsTheVersionTheyBecame() {
    for number: UInt16 in [0x7f12, 0x7f1c, 0x7e02, 0xfb17, 0xfb1a] {
      let draft = ProtocolVersion(rawValue: number)
      #expect(draft.released == .tls13)
      #expect(draft > .tls12)
      #expect(draft <= .tls13 && draft >= .tls13)
      #expect(draft != .tls13)
    }
    #expect(ProtocolVersion(rawValue: 0x7f1d).released.rawValue == 0x7f1d)
  }

  @Test func versionsHaveNames() {
    #expect(ProtocolVersion.ssl20.name == "SSL 2.0")
    #expect(ProtocolVersion.tls12.name == "TLS 1.2")
    #expect(ProtocolVersion.name(of: 0x7f17) == "TLS 1.3 draft 23")
    #expect(ProtocolVersion.name(of: 0x7e01) == "TLS 1.3 experiment 1")
    #expect(ProtocolVersion.name(of: 0xfb1a) == "TLS 1.3 draft 26 (Facebook)")
    #expect(ProtocolVersion(rawValue: 0x0305).displayName == "unknown")
  }
}

@Suite("What a cipher suite's name says")
struct KeyExchangeKindTests {
  @Test func exchangeAndAuthentication() {
    let cases: [(UInt16, KeyExchangeKind?, AuthenticationKind?)] = [
      (0x0000, nil, nil), (0x0003, .rsa, .rsa), (0x000d, .dh, .dss), (0x0018, .dhe, .anonymous),
      (0x001e, .kerberos, .kerberos), (0x0033, .dhe, .rsa), (0x0063, .dhe, .dss), (0x008a, .psk, .psk),
      (0x0090, .dhe, .psk), (0x0092, .rsa, .psk), (0x00ff, nil, nil), (0x1301, .any, .any),
      (0x00c6, .any, .any), (0x5600, nil, nil), (0xc002, .ecdh, .ecdsa), (0xc00c, .ecdh, .rsa),
      (0xc016, .ecdhe, .anonymous), (0xc01a, .srp, .password), (0xc01b, .srp, .rsa), (0xc01c, .srp, .dss),
      (0xc02b, .ecdhe, .ecdsa), (0xc030, .ecdhe, .rsa), (0xc035, .ecdhe, .psk), (0xc0aa, .dhe, .psk),
      (0xc0b0, .eccpwd, .password), (0xc0b4, .any, .any), (0xc0ff, .ecjpake, .password),
      (0xc100, .gost, .gost), (0xfefe, .rsa, .rsa), (0x0a0a, nil, nil), (0x4242, nil, nil),
    ]
    for (number, exchange, authentication) in cases {
      let suite = CipherSuite(rawValue: number)
      #expect(suite.keyExchange == exchange, "\(suite.displayName)")
      #expect(suite.authentication == authentication, "\(suite.displayName)")
    }
  }

  /// Only the null suite and the two signals stay without an answer, and both questions agree on which.
  @Test func everyRegisteredSuiteAnswers() {
    let silent = CipherSuite.assignments.map(\.number).filter { CipherSuite(rawValue: $0).keyExchange == nil }
    #expect(silent == [0x0000, 0x00ff, 0x5600])
    for entry in CipherSuite.assignments {
      let suite = CipherSuite(rawValue: entry.number)
      #expect((suite.keyExchange == nil) == (suite.authentication == nil), "\(entry.name)")
    }
  }
}

/// Wireshark's tables were written independently: where both know a number, the names agree.
@Suite("Code points next to tshark", .enabled(if: TsharkTables.isInstalled))
struct TsharkComparisonTests {
  @Test func suitesAgree() throws {
    try expectAgreement(CipherSuite.self, "tls.handshake.ciphersuite", known: 350)
  }

  @Test func schemesAgree() throws {
    try expectAgreement(SignatureScheme.self, "tls.handshake.sig_hash_alg", known: 17)
  }

  @Test func groupsAgree() throws {
    // Wireshark 4.0 still has the trial numbers of FrodoKEM where IANA has put ML-KEM.
    try expectAgreement(
      NamedGroup.self, "tls.handshake.extensions_supported_group", known: 38,
      differing: [0x200, 0x201, 0x202])
  }

  @Test func extensionsAgree() throws {
    // Renamed by RFC 9846, singular at IANA, "Reserved" at IANA, a differing remark.
    try expectAgreement(
      ExtensionType.self, "tls.handshake.extension.type", known: 50, differing: [23, 34, 40, 46, 0xffa5])
  }
}

private func expectAscending<Family: CodePoint>(_ family: Family.Type) {
  for table in [Family.assignments, Family.unregistered] {
    for (entry, next) in zip(table, table.dropFirst()) {
      #expect(entry.number < next.number, "\(Family.self): \(entry.name), \(next.name)")
    }
    for entry in table {
      #expect(Family.name(of: entry.number) == entry.name)
      #expect(!Family(rawValue: entry.number).isGREASE)
    }
  }
}

/// Compares the names both tables have, and requires `known` of them so that an empty table cannot pass.
private func expectAgreement<Family: CodePoint>(
  _ family: Family.Type, _ field: String, known: Int, differing: Set<UInt16> = []
) throws where Family.RawValue == UInt16 {
  var compared = 0
  for (number, name) in try TsharkTables.names(of: field) where !differing.contains(number) {
    guard let ours = Family.name(of: number) else { continue }
    compared += 1
    #expect(ours == name, "0x\(String(number, radix: 16))")
  }
  #expect(compared >= known, "\(field)")
}

/// The value strings that `tshark -G values` prints: `V`, field, number, name, separated by tabs.
private enum TsharkTables {
  static let path = ["/usr/bin/tshark", "/usr/local/bin/tshark", "/opt/homebrew/bin/tshark"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  static var isInstalled: Bool { path != nil }

  static func names(of field: String) throws -> [(UInt16, String)] {
    try lines.get().compactMap { line in
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard columns.count >= 4, columns[0] == "V", columns[1] == field else { return nil }
      let digits = columns[2].hasPrefix("0x") ? (columns[2].dropFirst(2), 16) : (columns[2], 10)
      return UInt16(digits.0, radix: digits.1).map { ($0, String(columns[3])) }
    }
  }

  private static let lines = Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "/usr/bin/tshark")
    process.arguments = ["-G", "values"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self).split(separator: "\n").filter { $0.hasPrefix("V\ttls.") }
  }
}
