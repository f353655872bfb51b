import Protocols

/// What a server accepts, prepared for comparison with hellos. Made once for each endpoint, because reading a
/// suite's key exchange from its name is too slow for every flow.
struct ServerTerms: Sendable {
  /// A suite that the server accepts and has a certificate for.
  private struct Suite: Sendable {
    var number: UInt16
    var needsCurve: Bool
  }

  let minimumVersion: ProtocolVersion
  let maximumVersion: ProtocolVersion
  let known: KnownTerms
  private let needsRSASignature: Bool
  private let suites: [Suite]?
  private let groups: [NamedGroup]?
  private let signatureAlgorithms: [SignatureScheme]?

  /// The terms when only the version is assumed.
  init(minimumVersion: ProtocolVersion) {
    self.minimumVersion = minimumVersion
    maximumVersion = .tls13
    known = KnownTerms()
    needsRSASignature = false
    suites = nil
    groups = nil
    signatureAlgorithms = nil
  }

  init(_ endpoint: Endpoint, dated: ListKinds = []) {
    minimumVersion = endpoint.minimumVersion
    maximumVersion = endpoint.maximumVersion
    known = KnownTerms(
      statesMinimum: endpoint.statesMinimumVersion, statesSuites: endpoint.cipherSuites != nil,
      areGroupsComplete: endpoint.areGroupsComplete,
      statesSignatureAlgorithms: endpoint.signatureAlgorithms != nil, dated: dated)
    needsRSASignature = endpoint.hasRSACertificate == true
    groups = endpoint.groups
    signatureAlgorithms = endpoint.signatureAlgorithms
    suites = endpoint.cipherSuites?.filter(endpoint.hasCertificate(for:)).map {
      Suite(number: $0.rawValue, needsCurve: $0.keyExchange == .ecdhe)
    }
  }

  /// How the suites of a hello fit. A truncated list proves what it shares, never what it lacks.
  func fit(_ hello: ClientHello) -> SuiteFit {
    guard let suites else { return .unknown }
    var sharesSuite = false
    let sharesCurve = hasCurve(hello)
    for suite in suites where hello.cipherSuites.contains(where: { $0.rawValue == suite.number }) {
      guard !suite.needsCurve || sharesCurve else {
        sharesSuite = true
        continue
      }
      if suite.needsCurve, lacksSignature(hello) { return .noSignatureAlgorithm }
      return .shared
    }
    if sharesSuite { return .noGroup }
    return hello.hasAllCipherSuites ? .noSuite : .cut
  }

  /// A client that does not send signature_algorithms leaves them to the server (RFC 5246, section 7.4.1.4.1).
  private func lacksSignature(_ hello: ClientHello) -> Bool {
    if needsRSASignature, hello.lacksRSASignature { return true }
    guard let signatureAlgorithms, hello.isComplete, !hello.signatureAlgorithms.isEmpty else { return false }
    return !hello.signatureAlgorithms.contains(where: signatureAlgorithms.contains)
  }

  /// A client that does not send supported_groups leaves the curve to the server (RFC 8422, section 4).
  private func hasCurve(_ hello: ClientHello) -> Bool {
    if hello.supportedGroups.isEmpty { return true }
    return hello.supportedGroups.contains { group in
      if let groups { return groups.contains(group) }
      return group.isCurve
    }
  }
}

extension NamedGroup {
  fileprivate var isCurve: Bool { !isGREASE && !isFiniteField }
}

extension ClientHello {
  /// Whether it offers any curve, known to the policy or not.
  var offersCurve: Bool { supportedGroups.contains(where: \.isCurve) }
}

extension Endpoint {
  /// Whether the endpoint has a certificate for a suite; true when its key is unknown. ECDHE_RSA needs an RSA
  /// certificate, ECDHE_ECDSA an elliptic curve (RFC 8422, section 2).
  func hasCertificate(for suite: CipherSuite) -> Bool {
    guard let hasRSACertificate else { return true }
    let authentication = suite.authentication
    if authentication == .rsa { return hasRSACertificate }
    return authentication != .ecdsa || !hasRSACertificate
  }
}

enum SuiteFit: Sendable {
  case unknown
  case shared
  case noSuite
  /// A suite is shared, but none of the curves that it could use.
  case noGroup
  /// A suite is shared, but the hello accepts no signature that the server's key, or its list, allows.
  case noSignatureAlgorithm
  /// None is shared in the captured part of the list.
  case cut
}

extension ClientHello {
  /// Whether it lists signature algorithms and none of them is of an RSA key (RFC 5246, section 7.4.1.4.1; RFC 8446,
  /// section 4.2.3): the server then has nothing to sign its key exchange with.
  var lacksRSASignature: Bool {
    let listed = signatureAlgorithms.filter { !$0.isGREASE }
    return isComplete && !listed.isEmpty && !listed.contains { $0.isRSA }
  }
}

extension SignatureScheme {
  /// The signature is 1 (RSA) in the low byte until TLS 1.2, or a scheme of RSASSA-PSS.
  fileprivate var isRSA: Bool {
    rawValue & 0xff == 1 && rawValue >> 8 <= 6 || (0x0804...0x0806).contains(rawValue)
      || (0x0809...0x080b).contains(rawValue)
  }
}
