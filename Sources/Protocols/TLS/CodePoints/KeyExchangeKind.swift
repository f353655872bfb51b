/// How a cipher suite agrees on a secret. Anonymous Diffie-Hellman (RFC 5246, section 7.4.3; RFC 8422,
/// section 2.3) is `dhe` or `ecdhe` with ``AuthenticationKind/anonymous``.
package enum KeyExchangeKind: Hashable, Sendable {
  case rsa
  /// The server's share is fixed in its certificate.
  case dh, ecdh
  /// The server's share is fresh; `ecdhe` needs a curve that both sides take.
  case dhe, ecdhe
  case psk, srp, eccpwd, ecjpake, kerberos, gost
  /// TLS 1.3: the suite leaves it to `supported_groups`, `key_share` and `pre_shared_key`.
  case any
}

/// How a cipher suite lets the server prove who it is.
package enum AuthenticationKind: Hashable, Sendable {
  /// A certificate with a key of that algorithm.
  case rsa, dss, ecdsa, gost
  case psk, kerberos
  /// A password: SRP without certificate (RFC 5054), ECCPWD (RFC 8492), EC-JPAKE.
  case password
  case anonymous
  /// TLS 1.3: the suite leaves it to `signature_algorithms` and `pre_shared_key`.
  case any
}

extension CipherSuite {
  /// Nil when the name does not tell: no name, a signal, the null suite. Read from the name: too slow for
  /// each packet.
  package var keyExchange: KeyExchangeKind? {
    guard let words = handshakeWords else { return nil }
    let isAnonymous = words.contains("anon")
    switch words.first {
    case "RSA": return .rsa
    case "DH": return isAnonymous ? .dhe : .dh
    case "ECDH": return isAnonymous ? .ecdhe : .ecdh
    case "DHE": return .dhe
    case "ECDHE": return .ecdhe
    case "PSK": return words.contains("DHE") ? .dhe : .psk
    case "SRP": return .srp
    case "ECCPWD": return .eccpwd
    case "ECJPAKE": return .ecjpake
    case "KRB5": return .kerberos
    case "GOSTR341112", "GOSTR341094", "GOSTR341001": return .gost
    case "TLS13": return .any
    default: return nil
    }
  }

  /// How the server proves its identity, or nil when the name does not tell. `RSA_PSK` is
  /// ``AuthenticationKind/psk``, though its server has an RSA certificate too.
  package var authentication: AuthenticationKind? {
    guard let words = handshakeWords else { return nil }
    if words.contains("PSK") { return .psk }
    if words.contains("anon") { return .anonymous }
    if words.contains("DSS") { return .dss }
    if words.contains("ECDSA") { return .ecdsa }
    if words.contains("RSA") { return .rsa }
    switch keyExchange {
    case .srp, .eccpwd, .ecjpake: return .password
    case .kerberos: return .kerberos
    case .gost: return .gost
    case .any: return .any
    case .rsa, .dh, .ecdh, .dhe, .ecdhe, .psk, nil: return nil
    }
  }

  /// The parts of the name between the protocol and `WITH`: `ECDHE`, `RSA` in `TLS_ECDHE_RSA_WITH_…`; `TLS13`
  /// for a registered name without `WITH`.
  private var handshakeWords: ArraySlice<Substring>? {
    guard !isSignaling, let words = name?.split(separator: "_") else { return nil }
    if let end = words.firstIndex(of: "WITH") { return words[..<end].dropFirst() }
    return words.first == "TLS" ? ["TLS13"] : nil
  }
}
