import Diagnosis
import Protocols

/// The field set `tls` of the Elastic Common Schema.
struct ECSTLS {
  private var offers: [UInt32: ByteBuffer] = [:]
  private var chains: [UInt32: ByteBuffer] = [:]

  /// How many of each are kept: what many flows share is written once.
  private static let limit = 4096

  /// Writes the member `tls`; nothing for a flow without TLS.
  mutating func add(_ flow: JudgedFlow, _ facts: FlowSummary, store: EvidenceStore, to json: inout JSONText) {
    guard facts.clientHello != nil || facts.serverHello != nil else { return }
    json.openObject("tls")
    json.member("established", flow.judgement.verdict == .success)
    let answer = facts.serverHello?.serverHelloIndex.map { store.serverHellos[Int($0)] }
    if let answer, !answer.isHelloRetryRequest { add(answer, to: &json) }
    if let hello = facts.clientHello?.helloReference { addClient(hello, store, to: &json) }
    addServer(answer, facts, store, to: &json)
    json.closeObject()
  }

  private func add(_ answer: ServerHello, to json: inout JSONText) {
    if let (family, number) = answer.version?.familyAndNumber {
      json.member("version_protocol", family)
      json.member("version", number)
    }
    if let suite = answer.cipherSuite { json.member("cipher", suite.displayedName) }
    if let group = answer.group { json.member("curve", group.displayedName) }
    if let alpn = answer.alpn { json.member("next_protocol", alpn) }
    if answer.isResumptionKnown { json.member("resumed", answer.resumesSession) }
  }

  private mutating func addClient(_ reference: UInt32, _ store: EvidenceStore, to json: inout JSONText) {
    let sighting = store.sightings[Int(reference)]
    if offers[sighting.hello] == nil {
      if offers.count >= Self.limit { offers.removeAll() }
      offers[sighting.hello] = Self.members(store.clientHellos[Int(sighting.hello)])
    }
    json.openObject("client")
    if let name = store.name(sighting.serverName) { json.member("server_name", name) }
    json.fragment(offers[sighting.hello] ?? ByteBuffer())
    json.closeObject()
  }

  private static func members(_ hello: ClientHello) -> ByteBuffer {
    var json = JSONText()
    if let ja3 = hello.ja3 { json.member("ja3", ja3) }
    json.member("supported_ciphers", hello.cipherSuites.map(\.displayedName))
    return json.buffer
  }

  private mutating func addServer(
    _ answer: ServerHello?, _ facts: FlowSummary, _ store: EvidenceStore, to json: inout JSONText
  ) {
    let own = facts.certificate.server?.chain.flatMap { store.chains[Int($0)].first }
    let ja3s = answer.flatMap { $0.isHelloRetryRequest ? nil : $0.ja3s }
    guard own != nil || ja3s != nil else { return }
    json.openObject("server")
    if let ja3s { json.member("ja3s", ja3s) }
    if let own {
      if chains[own] == nil {
        if chains.count >= Self.limit { chains.removeAll() }
        chains[own] = Self.members(store.certificates[Int(own)])
      }
      json.fragment(chains[own] ?? ByteBuffer())
    }
    json.closeObject()
  }

  private static func members(_ certificate: CertificateSummary) -> ByteBuffer {
    var json = JSONText()
    json.openObject("hash")
    json.member("sha256", certificate.sha256.uppercased())
    json.closeObject()
    guard certificate.fault == nil else { return json.buffer }
    json.member("subject", certificate.subject)
    json.member("issuer", certificate.issuer)
    json.member("not_before", seconds: certificate.notBefore)
    json.member("not_after", seconds: certificate.notAfter)
    json.openObject("x509")
    json.member("serial_number", certificate.serial.uppercased())
    json.member("alternative_names", certificate.subjectAlternativeNames)
    json.closeObject()
    return json.buffer
  }
}

extension CodePoint {
  /// The registry's name, else the number: a list of `unknown` tells nobody anything.
  var displayedName: String { name ?? (isGREASE ? "GREASE" : hexadecimal) }
}

extension ProtocolVersion {
  /// `tls` and `1.2`, as ECS splits a version; nil for one without a name.
  fileprivate var familyAndNumber: (String, String)? {
    guard let parts = name?.split(separator: " "), parts.count == 2 else { return nil }
    return (parts[0].lowercased(), String(parts[1]))
  }
}
