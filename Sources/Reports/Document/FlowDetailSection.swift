import Diagnosis
import Packets
import Protocols

extension CaptureDocument {
  var chosenFlows: [Block] {
    Set(options.flows).sorted().map { id in
      guard capture.hasFlow(id) else {
        return .paragraph(Paragraph(text: words.remark(.noFlow(id: id, flows: capture.flowCount))))
      }
      return .article(article(on: capture.flow(id)))
    }
  }

  /// Everything that is known of one flow: the flow itself, what happened on it, then its messages.
  private func article(on flow: JudgedFlow) -> Article {
    let proxy = flow.judgement.isThroughProxy ? "proxy_connect, " : ""
    let title = words.heading(.flow(id: flow.evidence.id))
    let id = "flow-\(flow.evidence.id)"
    let headline = Headline(
      id: id, title: "\(title): \(proxy)\(words.label(flow.judgement))",
      style: flow.judgement.style, confidence: confidence(flow.judgement.confidence),
      flow: ends(of: flow))
    let reason = words.reason(of: flow, in: capture.store)
    let walkthrough = walkthrough(of: flow, form: .whole, id: id)
    var blocks: [Block] = [
      .paragraph(Paragraph(text: reason)), .part(Part(blocks: [.facts(facts(of: flow))])),
      .walkthrough(walkthrough),
    ]
    if let doubts = words.doubts(flow.judgement.doubts, flow.peer) {
      blocks.insert(.paragraph(Paragraph(text: doubts)), at: 1)
    }
    for event in flow.evidence.events { blocks += messages(of: event, endpoint: flow.endpoint) }
    if layout.notesLast {
      let notes = walkthrough.notes.map { Item(text: $0) }
      blocks.append(.part(Part(heading: words.heading(.notes), blocks: notes.isEmpty ? [] : [.list(notes)])))
    }
    return Article(headline: headline, blocks: blocks)
  }

  private func facts(of flow: JudgedFlow) -> [Fact] {
    let evidence = flow.evidence
    let seen = FlowSummary(flow, store: capture.store)
    var facts: [Fact] = [
      value(.client, "\(evidence.client.description) (\(words.basis(evidence.clientBasis)))"),
      value(.server, "\(evidence.server.description)"),
    ]
    if let server = flow.serverName {
      facts.append(value(.name, "\(name: server.name) (\(words.nameSource(server.source)))"))
    }
    if let endpoint = flow.endpoint { facts.append(value(.endpoint, Phrase(endpoint.id))) }
    if let request = seen.connectRequest {
      let authority: Phrase = request.authority.flatMap(capture.store.name).map { "\(name: $0)" } ?? ""
      let status: Phrase = seen.connectResponse?.status.map { " \($0)" } ?? ""
      facts.append(value(.proxy, "\(authority)\(status)"))
    }
    if let process = evidence.processID {
      let name: Phrase = capture.store.processNames[process].map { " (\(name: $0))" } ?? ""
      facts.append(value(.process, "\(process)\(name)"))
    }
    let day = words.date(UTCTime(nanoseconds: evidence.start))
    facts.append(value(.time, "\(day) \(clock(evidence.start, digits: 9)) UTC"))
    facts.append(value(.duration, words.duration(nanoseconds: evidence.end &- evidence.start)))
    if let roundTrip = seen.roundTrip {
      facts.append(value(.roundTrip, words.duration(nanoseconds: roundTrip)))
    }
    let community = CommunityID.tcp(evidence.client, evidence.server)
    return facts + [
      value(.packets, pair(evidence.packets)), value(.bytes, pair(evidence.bytes)),
      value(.retransmissions, pair(evidence.retransmissions)), value(.communityID, Phrase(community)),
    ]
  }

  private func pair(_ counts: PerRole<some FixedWidthInteger & Sendable>) -> Phrase {
    words.list([
      "\(words.role(.client)) \(count: counts.client)",
      "\(words.role(.server)) \(count: counts.server)",
    ])
  }

  // MARK: Messages

  private func messages(of event: FlowEvent, endpoint: Endpoint?) -> [Block] {
    let store = capture.store
    if let reference = event.helloReference {
      return [message(.clientHello(frame: event.frame), facts(of: store.clientHello(reference), endpoint))]
    }
    if let index = event.serverHelloIndex {
      return [message(.serverHello(frame: event.frame), facts(of: store.serverHellos[Int(index)]))]
    }
    guard let chain = event.chain else { return [] }
    return store.certificates(ofChain: chain).map {
      message(.certificate(frame: event.frame), facts(of: $0))
    }
  }

  private func message(_ heading: Heading, _ facts: [Fact]) -> Block {
    .part(Part(heading: words.heading(heading), isFolded: true, blocks: [.facts(facts)]))
  }

  private func facts(of hello: ClientHello, _ endpoint: Endpoint?) -> [Fact] {
    var facts: [Fact] = []
    if let name = hello.serverName { facts.append(value(.serverName, "\(name: name)")) }
    facts.append(value(.recordVersion, "\(hello.recordVersion)"))
    if let version = hello.clientVersion { facts.append(value(.clientVersion, "\(version)")) }
    facts += codes(.supportedVersions, hello.supportedVersions)
    let taken = endpoint?.cipherSuites ?? []
    facts += codes(.cipherSuites, hello.cipherSuites) { taken.contains($0) }
    facts += codes(.cipherSuites, hello.sslv2CipherKinds)
    if hello.cipherSuites.contains(where: taken.contains) {
      facts.append(.remark(words.remark(.acceptedByEndpoint)))
    }
    facts += codes(.groups, hello.supportedGroups)
    facts += codes(.signatureAlgorithms, hello.signatureAlgorithms)
    if !hello.alpn.isEmpty { facts.append(value(.alpn, Self.listed(hello.alpn))) }
    facts += codes(.extensions, hello.extensions.map(\.type))
    if hello.isResumptionKnown {
      facts.append(value(.resumption, words.remark(hello.offersResumption ? .yes : .no)))
    }
    if hello.isSSLv2Format { facts.append(value(.sslv2Format, words.remark(.yes))) }
    if let ja3 = hello.ja3 { facts.append(value(.ja3, Phrase(ja3))) }
    if let ja4 = hello.ja4 { facts.append(value(.ja4, Phrase(ja4))) }
    if let system = hello.clientSystem {
      facts.append(value(.clientSystem, text(on: system, isOfEndpoint: endpoint != nil)))
    }
    return facts
  }

  /// The system that a hello looks like. Who talks to an endpoint without Schannel is worth a warning.
  private func text(on system: ClientSystem, isOfEndpoint: Bool) -> Phrase {
    isOfEndpoint && system.stack.isForeign
      ? words.paragraph([words.looks(system), words.basis(system)])
      : words.description(of: system)
  }

  private func facts(of hello: ServerHello) -> [Fact] {
    var facts: [Fact] = []
    if let version = hello.version { facts.append(value(.version, "\(version)")) }
    if let suite = hello.cipherSuite {
      facts.append(value(.cipherSuite, "\(suite.hexadecimal) \(suite.displayName)"))
    }
    facts += codes(.cipherSuites, hello.sslv2CipherKinds)
    if let group = hello.group { facts.append(value(.group, "\(group.hexadecimal) \(group.displayName)")) }
    if let alpn = hello.alpn { facts.append(value(.alpn, "\(name: alpn)")) }
    facts += codes(.extensions, hello.extensions.map(\.type))
    if hello.isResumptionKnown {
      facts.append(value(.resumed, words.remark(hello.resumesSession ? .yes : .no)))
    }
    if let ja3s = hello.ja3s { facts.append(value(.ja3s, Phrase(ja3s))) }
    return facts
  }

  private func facts(of certificate: CertificateSummary) -> [Fact] {
    var facts: [Fact] = [value(.sha256, Phrase(certificate.sha256))]
    if let fault = certificate.fault { return facts + [value(.error, words.fault(fault))] }
    facts += [
      value(.subject, "\(name: certificate.subject)"), value(.issuer, "\(name: certificate.issuer)"),
      value(.serial, Phrase(certificate.serial)),
      value(.validity, "\(day(certificate.notBefore)) - \(day(certificate.notAfter))"),
    ]
    let names = certificate.subjectAlternativeNames
    if !names.isEmpty { facts.append(value(.alternativeNames, Self.listed(names))) }
    return facts + [value(.key, Phrase(certificate.key)), value(.signature, Phrase(certificate.signature))]
  }

  /// Names from the network, in the order of the wire.
  private static func listed(_ names: [String]) -> Phrase {
    Phrase(names.map { ("\(name: $0)" as Phrase).text }.joined(separator: ", "))
  }

  private func value(_ term: Term, _ value: Phrase) -> Fact {
    .value(name: words.heading(.term(term)), value)
  }

  private func day(_ seconds: Int64) -> Phrase { words.date(UTCTime(seconds: seconds)) }

  private func codes<Value: CodePoint>(
    _ term: Term, _ codes: [Value], marked: (Value) -> Bool = { _ in false }
  ) -> [Fact] {
    guard !codes.isEmpty else { return [] }
    return [
      .codes(
        name: words.heading(.term(term)),
        codes.map { .init(id: $0.hexadecimal, name: $0.displayName, isMarked: marked($0)) })
    ]
  }
}
