import Diagnosis
import Packets
import Protocols

/// Everything that is known of one flow, as parts of a page: the flow itself, then its messages.
struct FlowSections {
  struct Section {
    /// Nil for what is said of the flow as a whole.
    var heading: Heading?
    var facts: [Fact]
  }

  enum Fact {
    case value(Term, Phrase)
    /// In the order of the wire; those that the endpoint takes are marked.
    case codes(Term, [Code])
    case remark(Phrase)
  }

  struct Code {
    var id: String
    var name: String
    var isMarked: Bool
  }

  private(set) var sections: [Section] = []
  private let capture: ReportedCapture
  private let language: Words

  /// - Parameter clock: a time of day in UTC.
  init(_ flow: JudgedFlow, of capture: ReportedCapture, _ language: Words, clock: (Int64) -> Phrase) {
    (self.capture, self.language) = (capture, language)
    sections = [Section(heading: nil, facts: facts(of: flow, clock: clock))]
    for event in flow.evidence.events { add(event, of: flow) }
  }

  private func facts(of flow: JudgedFlow, clock: (Int64) -> Phrase) -> [Fact] {
    let evidence = flow.evidence
    let seen = FlowSummary(flow, store: capture.store)
    var facts: [Fact] = [
      .value(.client, "\(evidence.client.description) (\(language.basis(evidence.clientBasis)))"),
      .value(.server, "\(evidence.server.description)"),
    ]
    if let server = flow.serverName {
      facts.append(.value(.name, "\(name: server.name) (\(language.nameSource(server.source)))"))
    }
    if let endpoint = flow.endpoint { facts.append(.value(.endpoint, Phrase(endpoint.id))) }
    if let request = seen.connectRequest {
      let authority: Phrase = request.authority.flatMap(capture.store.name).map { "\(name: $0)" } ?? ""
      let status: Phrase = seen.connectResponse?.status.map { " \($0)" } ?? ""
      facts.append(.value(.proxy, "\(authority)\(status)"))
    }
    if let process = evidence.processID { facts.append(.value(.process, "\(process)")) }
    let day = language.date(UTCTime(nanoseconds: evidence.start))
    facts.append(.value(.time, "\(day) \(clock(evidence.start)) UTC"))
    facts.append(.value(.duration, language.duration(nanoseconds: evidence.end &- evidence.start)))
    if let roundTrip = seen.roundTrip {
      facts.append(.value(.roundTrip, language.duration(nanoseconds: roundTrip)))
    }
    let community = String(decoding: CommunityID.tcp(evidence.client, evidence.server), as: UTF8.self)
    return facts + [
      .value(.packets, pair(evidence.packets)), .value(.bytes, pair(evidence.bytes)),
      .value(.retransmissions, pair(evidence.retransmissions)), .value(.communityID, Phrase(community)),
    ]
  }

  private func pair(_ counts: PerRole<some FixedWidthInteger & Sendable>) -> Phrase {
    language.list([
      "\(language.role(.client)) \(count: counts.client)",
      "\(language.role(.server)) \(count: counts.server)",
    ])
  }

  // MARK: Messages

  private mutating func add(_ event: FlowEvent, of flow: JudgedFlow) {
    let store = capture.store
    switch event.payload {
    case .clientHello(let reference):
      let facts = facts(of: store.clientHello(reference), flow.endpoint)
      sections.append(Section(heading: .clientHello(frame: event.frame), facts: facts))
    case .serverHello(let index), .helloRetryRequest(let index):
      let facts = facts(of: store.serverHellos[Int(index)])
      sections.append(Section(heading: .serverHello(frame: event.frame), facts: facts))
    case .certificate(let chain):
      for certificate in store.certificates(ofChain: chain) {
        sections.append(
          Section(heading: .certificate(frame: event.frame), facts: facts(of: certificate)))
      }
    default: break
    }
  }

  private func facts(of hello: ClientHello, _ endpoint: Endpoint?) -> [Fact] {
    var facts: [Fact] = []
    if let name = hello.serverName { facts.append(.value(.serverName, "\(name: name)")) }
    facts.append(.value(.recordVersion, "\(hello.recordVersion)"))
    if let version = hello.clientVersion { facts.append(.value(.clientVersion, "\(version)")) }
    facts += codes(.supportedVersions, hello.supportedVersions)
    let taken = endpoint?.cipherSuites ?? []
    facts += codes(.cipherSuites, hello.cipherSuites) { taken.contains($0) }
    facts += codes(.cipherSuites, hello.sslv2CipherKinds)
    if hello.cipherSuites.contains(where: taken.contains) {
      facts.append(.remark(language.remark(.takenByEndpoint)))
    }
    facts += codes(.groups, hello.supportedGroups)
    facts += codes(.signatureAlgorithms, hello.signatureAlgorithms)
    if !hello.alpn.isEmpty { facts.append(.value(.alpn, Self.listed(hello.alpn))) }
    facts += codes(.extensions, hello.extensions.map(\.type))
    if hello.isResumptionKnown {
      facts.append(.value(.resumption, language.remark(hello.offersResumption ? .yes : .no)))
    }
    if hello.isSSLv2Format { facts.append(.value(.sslv2Format, language.remark(.yes))) }
    if let ja3 = hello.ja3 { facts.append(.value(.ja3, Phrase(ja3))) }
    if let ja4 = hello.ja4 { facts.append(.value(.ja4, Phrase(ja4))) }
    if let system = hello.clientSystem {
      facts.append(.value(.clientSystem, words(on: system, isOfEndpoint: endpoint != nil)))
    }
    return facts
  }

  /// The system that a hello looks like. Who talks to an endpoint without Schannel is worth a warning.
  private func words(on system: ClientSystem, isOfEndpoint: Bool) -> Phrase {
    isOfEndpoint && system.stack.isForeign
      ? language.paragraph([language.looks(system), language.basis(system)])
      : language.description(of: system)
  }

  private func facts(of hello: ServerHello) -> [Fact] {
    var facts: [Fact] = []
    if let version = hello.version { facts.append(.value(.version, "\(version)")) }
    if let suite = hello.cipherSuite {
      facts.append(.value(.cipherSuite, "\(suite.hexadecimal) \(suite.displayName)"))
    }
    facts += codes(.cipherSuites, hello.sslv2CipherKinds)
    if let group = hello.group { facts.append(.value(.group, "\(group.hexadecimal) \(group.displayName)")) }
    if let alpn = hello.alpn { facts.append(.value(.alpn, "\(name: alpn)")) }
    facts += codes(.extensions, hello.extensions.map(\.type))
    if hello.isResumptionKnown {
      facts.append(.value(.resumed, language.remark(hello.resumesSession ? .yes : .no)))
    }
    if let ja3s = hello.ja3s { facts.append(.value(.ja3s, Phrase(ja3s))) }
    return facts
  }

  private func facts(of certificate: CertificateSummary) -> [Fact] {
    var facts: [Fact] = [.value(.sha256, Phrase(certificate.sha256))]
    if let fault = certificate.fault { return facts + [.value(.fault, "\(name: fault)")] }
    facts += [
      .value(.subject, "\(name: certificate.subject)"), .value(.issuer, "\(name: certificate.issuer)"),
      .value(.serial, Phrase(certificate.serial)),
      .value(.validity, "\(day(certificate.notBefore)) - \(day(certificate.notAfter))"),
    ]
    let names = certificate.subjectAlternativeNames
    if !names.isEmpty { facts.append(.value(.alternativeNames, Self.listed(names))) }
    return facts + [.value(.key, Phrase(certificate.key)), .value(.signature, Phrase(certificate.signature))]
  }

  /// Names from the network, in the order of the wire.
  private static func listed(_ names: [String]) -> Phrase {
    Phrase(names.map { ("\(name: $0)" as Phrase).text }.joined(separator: ", "))
  }

  private func day(_ seconds: Int64) -> Phrase { language.date(UTCTime(seconds: seconds)) }

  private func codes<Value: CodePoint>(
    _ term: Term, _ codes: [Value], marked: (Value) -> Bool = { _ in false }
  ) -> [Fact] {
    guard !codes.isEmpty else { return [] }
    return [
      .codes(
        term, codes.map { Code(id: $0.hexadecimal, name: $0.displayName, isMarked: marked($0)) })
    ]
  }
}
