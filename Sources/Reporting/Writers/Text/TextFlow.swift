import Diagnosis
import PacketDecoding
import ProtocolParsing

extension TextReport {
  /// One flow with everything that is known of it.
  mutating func addFlow(_ flow: JudgedFlow) {
    let verdict = language.label(flow.judgement.verdict).text
    let proxy = flow.judgement.isThroughProxy ? "proxy_connect, " : ""
    page.paragraph(
      "\(language.heading(.flow(id: flow.evidence.id))): \(proxy)\(verdict) (Wireshark: tcp.stream eq \(flow.evidence.id))",
      indent: 0, style: flow.style, tail: (language.label(flow.judgement.confidence).text, .faint))
    page.paragraph(language.reason(flow.judgement.reason), indent: 4)
    page.blankLine()
    addFacts(flow)
    page.blankLine()
    addLadder(of: flow)
    page.blankLine()
    addEvents(flow)
    for event in flow.evidence.events { addMessage(event, of: flow) }
    let notes = Diagnosis.notes(for: flow, store: capture.store)
    guard !notes.isEmpty else { return }
    page.blankLine()
    page.line([(language.heading(.notes).text, .strong)], indent: 2)
    for note in notes { page.paragraph(language.note(note), indent: 6, first: ("    -", .plain)) }
  }

  private mutating func addFacts(_ flow: JudgedFlow) {
    let evidence = flow.evidence
    let facts = FlowFacts(evidence.events)
    add(.client, "\(evidence.client.description) (\(language.basis(evidence.clientBasis)))")
    add(.server, "\(evidence.server.description)")
    if let server = flow.serverName {
      add(.name, "\(name: server.name) (\(language.nameSource(server.source)))")
    }
    if let endpoint = flow.endpoint { add(.endpoint, Phrase(endpoint.id)) }
    if let request = facts.connectRequest {
      let authority: Phrase = capture.store.name(request.detail).map { "\(name: $0)" } ?? ""
      let status: Phrase = facts.connectResponse.map { " \($0.detail)" } ?? ""
      add(.proxy, authority + status)
    }
    if let process = evidence.processID { add(.process, "\(process)") }
    let day = language.date(UTCTime(nanoseconds: evidence.start))
    add(.time, "\(day) \(clock(evidence.start, digits: 9)) UTC")
    add(.duration, language.duration(nanoseconds: evidence.end &- evidence.start))
    if let roundTrip = facts.roundTrip { add(.roundTrip, language.duration(nanoseconds: roundTrip)) }
    add(.packets, pair(evidence.packets))
    add(.bytes, pair(evidence.bytes))
    add(.retransmissions, pair(evidence.retransmissions))
    add(
      .communityID, Phrase(String(decoding: CommunityID.tcp(evidence.client, evidence.server), as: UTF8.self))
    )
  }

  private func pair(_ counts: PerRole<some FixedWidthInteger & Sendable>) -> Phrase {
    language.list([
      "\(language.role(.client)) \(count: counts.client)",
      "\(language.role(.server)) \(count: counts.server)",
    ])
  }

  // MARK: Messages

  private mutating func addMessage(_ event: FlowEvent, of flow: JudgedFlow) {
    switch event.kind {
    case .clientHello: addClientHello(capture.store.clientHello(event.detail), event, flow.endpoint)
    case .serverHello, .helloRetryRequest:
      addServerHello(capture.store.serverHellos[Int(event.detail)], event)
    case .certificate:
      for certificate in capture.store.certificates(ofChain: event.detail) {
        addCertificate(certificate, event)
      }
    default: break
    }
  }

  private mutating func addClientHello(_ hello: ClientHello, _ event: FlowEvent, _ endpoint: Endpoint?) {
    page.blankLine()
    page.line([(language.heading(.clientHello(frame: event.frame)).text, .strong)], indent: 2)
    if let name = hello.serverName { add(.serverName, "\(name: name)") }
    add(.recordVersion, "\(hello.recordVersion)")
    if let version = hello.clientVersion { add(.clientVersion, "\(version)") }
    add(.supportedVersions, hello.supportedVersions)
    let taken = endpoint?.cipherSuites ?? []
    add(.cipherSuites, hello.cipherSuites) { taken.contains($0) }
    add(.cipherSuites, hello.sslv2CipherKinds)
    if hello.cipherSuites.contains(where: taken.contains) {
      page.paragraph(language.remark(.takenByEndpoint), indent: 6)
    }
    add(.groups, hello.supportedGroups)
    add(.signatureAlgorithms, hello.signatureAlgorithms)
    if !hello.alpn.isEmpty { add(.alpn, Phrase(hello.alpn.joined(separator: ", "))) }
    add(.extensions, hello.extensions.map(\.type))
    if hello.isResumptionKnown { add(.resumption, language.remark(hello.offersResumption ? .yes : .no)) }
    if hello.isSSLv2Format { add(.sslv2Format, language.remark(.yes)) }
    if let ja3 = hello.ja3 { add(.ja3, Phrase(ja3)) }
    if let ja4 = hello.ja4 { add(.ja4, Phrase(ja4)) }
    if let system = hello.clientSystem { addSystem(system, isOfEndpoint: endpoint != nil) }
  }

  /// The system that a hello looks like. Who talks to an endpoint without Schannel is worth a warning.
  private mutating func addSystem(_ system: ClientSystem, isOfEndpoint: Bool) {
    let isSuspect = isOfEndpoint && system.stack.isForeign
    add(
      .clientSystem,
      isSuspect
        ? language.paragraph([language.looks(system), language.basis(system)])
        : language.description(of: system))
  }

  private mutating func addServerHello(_ hello: ServerHello, _ event: FlowEvent) {
    page.blankLine()
    page.line([(language.heading(.serverHello(frame: event.frame)).text, .strong)], indent: 2)
    if let version = hello.version { add(.version, "\(version)") }
    if let suite = hello.cipherSuite { add(.cipherSuite, "\(suite.hexadecimal) \(suite.displayName)") }
    add(.cipherSuites, hello.sslv2CipherKinds)
    if let group = hello.group { add(.group, "\(group.hexadecimal) \(group.displayName)") }
    if let alpn = hello.alpn { add(.alpn, "\(name: alpn)") }
    add(.extensions, hello.extensions.map(\.type))
    if hello.isResumptionKnown { add(.resumed, language.remark(hello.resumesSession ? .yes : .no)) }
    if let ja3s = hello.ja3s { add(.ja3s, Phrase(ja3s)) }
  }

  private mutating func addCertificate(_ certificate: CertificateSummary, _ event: FlowEvent) {
    page.blankLine()
    page.line([(language.heading(.certificate(frame: event.frame)).text, .strong)], indent: 2)
    add(.sha256, Phrase(certificate.sha256))
    if let fault = certificate.fault { return add(.fault, "\(name: fault)") }
    add(.subject, "\(name: certificate.subject)")
    add(.issuer, "\(name: certificate.issuer)")
    add(.serial, Phrase(certificate.serial))
    add(.validity, "\(day(certificate.notBefore)) - \(day(certificate.notAfter))")
    let names = certificate.subjectAlternativeNames
    if !names.isEmpty {
      add(.alternativeNames, Phrase(names.map { SafeText.shown($0) }.joined(separator: ", ")))
    }
    add(.key, Phrase(certificate.key))
    add(.signature, Phrase(certificate.signature))
  }

  private func day(_ seconds: Int64) -> Phrase { language.date(UTCTime(seconds: seconds)) }

  // MARK: Lines

  private mutating func add(_ term: Term, _ value: Phrase) {
    let name = language.heading(.term(term)).text
    page.paragraph(value, indent: 26, first: ("    \(TextPage.clipped(name, to: 20))", .faint))
  }

  /// A list, one element a line, in the order of the wire.
  private mutating func add<Code: CodePoint>(
    _ term: Term, _ codes: [Code], marked: (Code) -> Bool = { _ in false }
  ) {
    guard !codes.isEmpty else { return }
    let name = language.heading(.term(term)).text
    page.line([("    \(name) (\(codes.count))", .faint)])
    for code in codes {
      let isMarked = marked(code)
      page.line(
        [("\(code.hexadecimal)  \(code.displayName)\(isMarked ? "  *" : "")", isMarked ? .good : .plain)],
        indent: 6)
    }
  }
}
