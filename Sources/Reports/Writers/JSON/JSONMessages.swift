import Diagnosis
import Protocols

extension ClientHello {
  /// The members that do not change with the flow, as far as they stand before `server_name`.
  func membersBeforeName() -> ByteBuffer {
    var json = JSONText()
    json.member("record_version", recordVersion)
    if let clientVersion { json.member("client_version", clientVersion) }
    if !supportedVersions.isEmpty { json.member("supported_versions", supportedVersions) }
    if let version = provenHighestVersion { json.member("max_version", version.displayedName) }
    if hasAllCipherSuites || !cipherSuites.isEmpty || !sslv2CipherKinds.isEmpty {
      json.openArray("cipher_suites")
      for suite in cipherSuites { json.value(suite) }
      for kind in sslv2CipherKinds { json.value(kind) }
      json.closeArray()
    }
    if !supportedGroups.isEmpty { json.member("supported_groups", supportedGroups) }
    if !signatureAlgorithms.isEmpty { json.member("signature_algorithms", signatureAlgorithms) }
    return json.buffer
  }

  /// Those that stand after it, without `ja4`, which changes with the name's presence.
  func membersAfterName() -> ByteBuffer {
    var json = JSONText()
    if !alpn.isEmpty { json.member("alpn", alpn) }
    if isResumptionKnown { json.member("offers_resumption", offersResumption) }
    json.member("sslv2_format", isSSLv2Format)
    json.member("complete", isComplete)
    if let ja3 { json.member("ja3", ja3) }
    return json.buffer
  }

  /// The member `client_system`; nothing for a hello that does not tell.
  func membersOfSystem() -> ByteBuffer {
    var json = JSONText()
    guard let system = clientSystem else { return json.buffer }
    json.openObject("client_system")
    json.member("systems", system.systems.map(\.rawValue))
    json.member("match", system.order?.rawValue ?? "none")
    json.member("basis", Words.english.basis(system))
    switch system.stack {
    case .schannel: json.member("is_schannel", true)
    case .foreign: json.member("is_schannel", false)
    case .undecided: break
    }
    json.closeObject()
    return json.buffer
  }
}

extension ServerHello {
  func members() -> ByteBuffer {
    var json = JSONText()
    if let version { json.member("version", version) }
    if let cipherSuite { json.member("cipher_suite", cipherSuite) }
    if let group { json.member("group", group) }
    if let alpn { json.member("alpn", alpn) }
    if isResumptionKnown { json.member("resumed", resumesSession) }
    // The random tells, which stands before the suite.
    if isComplete || isHelloRetryRequest || cipherSuite != nil {
      json.member("hello_retry_request", isHelloRetryRequest)
    }
    if !isComplete { json.member("complete", false) }
    if let ja3s { json.member("ja3s", ja3s) }
    return json.buffer
  }
}

extension CertificateSummary {
  func members() -> ByteBuffer {
    var json = JSONText()
    if fault == nil {
      json.member("subject", subject)
      json.member("issuer", issuer)
      json.member("serial", serial)
      json.member("not_before", seconds: notBefore)
      json.member("not_after", seconds: notAfter)
      json.member("subject_alternative_names", subjectAlternativeNames)
    }
    json.member("sha256", sha256)
    if fault == nil {
      json.member("key", key)
      json.member("signature", signature)
    }
    if let fault { json.member("fault", fault) }
    return json.buffer
  }
}

extension JSONText {
  /// A time in whole seconds, as certificates have it.
  mutating func member(_ name: StaticString, seconds: Int64) {
    key(name)
    beginString()
    buffer.addDateTime(UTCTime(seconds: seconds))
    buffer.add("Z")
    endString()
  }
}
