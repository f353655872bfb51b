import Protocols

// Names of code points in Zeek's logs (base/protocols/ssl/consts.zeek). One without a name is `unknown-` and the number.

extension ProtocolVersion {
  /// `TLSv12` where IANA and Wireshark write TLS 1.2, and `TLSv13-draft23` for a draft.
  var zeekName: String {
    let number = Int(rawValue)
    if number / 0xff == Self.draftMark { return "TLSv13-draft\(number % Self.draftMark)" }
    let isReleased = Self.assignments.contains { $0.number == rawValue }
    guard isReleased, let name else { return "unknown-\(number)" }
    return name.replacing(" ", with: "v").replacing(".", with: "").replacing("SSLv20", with: "SSLv2")
      .replacing("SSLv30", with: "SSLv3")
  }

  /// The first byte of a draft's number.
  private static let draftMark = 0x7f
}

extension CodePoint {
  var zeekName: String { name ?? "unknown-\(rawValue)" }
}

extension AlertDescription {
  /// Zeek keeps the names that IANA marks as reserved, and lacks two.
  var zeekName: String {
    guard let name, !Self.unknownToZeek.contains(name) else { return "unknown-\(rawValue)" }
    return name.replacing("_RESERVED", with: "")
  }

  private static let unknownToZeek: Set = ["too_many_cids_requested", "missing_extension"]
}

extension ServerHello {
  /// The chosen suite. A server of SSL 2.0 names all that both ends know; the first stands for them.
  var zeekCipher: String? {
    if let cipherSuite { return cipherSuite.zeekName }
    return sslv2CipherKinds.first?.zeekName.replacing("SSL_CK", with: "SSLv20_CK")
  }
}
