import Diagnosis
import ProtocolParsing

/// Writes the `tls` object of flows.
///
/// Thousands of flows send the same hello: what does not change with the flow is written once and kept.
struct JSONHellos {
  /// A hello's members before its server name and after it, and the words of the walkthrough.
  private struct Offer {
    var beforeName = ByteBuffer()
    var afterName = ByteBuffer()
    var system = ByteBuffer()
    /// The member `ja4` of a hello without a server name, and of one with.
    var ja4 = ByteBuffer()
    var ja4WithName = ByteBuffer()
    /// What the walkthrough says of it, escaped, without the name.
    var words = ByteBuffer()
  }

  /// How many rendered hellos are kept. More kinds of clients than that do not share their hellos.
  private static let limit = 4096

  private var offers: [Offer] = []
  /// Where a hello stands in ``offers``.
  private var places: [UInt32: Int] = [:]
  private var answers: [UInt32: ByteBuffer] = [:]
  private var chains: [UInt32: ByteBuffer] = [:]
  private var details: [UInt64: ByteBuffer] = [:]
  private var common: [CommonKey: ByteBuffer] = [:]

  private struct CommonKey: Hashable {
    var hello: UInt32
    var endpoint: String
  }

  /// The member `tls`; nothing for a flow without TLS.
  mutating func addTLS(_ flow: JudgedFlow, _ facts: FlowFacts, store: EvidenceStore, to json: inout JSONText)
  {
    let hasTLS =
      facts.clientHello != nil || facts.serverHello != nil || facts.hasCertificates || facts.hasAlerts
    guard hasTLS else { return }
    json.openObject("tls")
    if let version = facts.negotiatedVersion(store) { json.member("version", version.displayedName) }
    addHellos(flow.evidence.events, facts, store, &json)
    if facts.hasCertificates { addCertificates(flow.evidence.events, store, &json) }
    if facts.hasAlerts { addAlerts(flow.evidence.events, &json) }
    addCommonSuites(flow, facts, store, &json)
    json.closeObject()
  }

  // MARK: Details

  /// The member `detail` of an event, behind others: what the walkthrough says of it. Nothing where it says nothing.
  mutating func addDetail(of event: FlowEvent, store: EvidenceStore, to json: inout JSONText) {
    let mark = json.buffer.count
    json.piece(",\"detail\":\"")
    let start = json.buffer.count
    addWords(on: event, store: store, to: &json.buffer)
    if json.buffer.count == start { json.buffer.cut(to: mark) } else { json.piece("\"") }
  }

  /// What the walkthrough says of an event, in English, as it stands between quotation marks.
  mutating func addWords(on event: FlowEvent, store: EvidenceStore, to buffer: inout ByteBuffer) {
    switch event.kind {
    case .syn, .synAck, .handshakeAck, .serverKeyExchange, .certificateRequest, .serverHelloDone,
      .clientKeyExchange, .changeCipherSpec, .fin, .rst:
      return
    case .connectRequest:
      buffer.addEscaped(utf8: English().detail(of: event, in: store).buffer.bytes)
    case .clientHello:
      let sighting = store.sightings[Int(event.detail)]
      buffer.add(offers[offer(sighting.hello, store)].words)
      guard let name = store.name(sighting.serverName) else { return }
      buffer.addEscaped(utf8: English().clientHello("", serverName: name).buffer.bytes)
    default:
      let key = UInt64(event.kind.rawValue) << 32 | UInt64(event.detail)
      if let known = details[key] { return buffer.add(known) }
      var words = ByteBuffer()
      words.addEscaped(utf8: English().detail(of: event, in: store).buffer.bytes)
      if details.count >= Self.limit { details.removeAll() }
      details[key] = words
      buffer.add(words)
    }
  }

  // MARK: Hellos

  private mutating func addHellos(
    _ events: [FlowEvent], _ facts: FlowFacts, _ store: EvidenceStore, _ json: inout JSONText
  ) {
    if let hello = facts.clientHello {
      json.key("client_hello")
      addClientHello(hello, store, &json)
    }
    if facts.clientHelloCount > 1 {
      json.openArray("client_hellos")
      for event in events where event.kind == .clientHello { addClientHello(event, store, &json) }
      json.closeArray()
    }
    if let hello = facts.serverHello {
      json.key("server_hello")
      addServerHello(hello, store, &json)
    }
    if facts.serverHelloCount > 1 {
      json.openArray("server_hellos")
      for event in events where event.kind == .serverHello || event.kind == .helloRetryRequest {
        addServerHello(event, store, &json)
      }
      json.closeArray()
    }
  }

  private mutating func addClientHello(_ event: FlowEvent, _ store: EvidenceStore, _ json: inout JSONText) {
    let sighting = store.sightings[Int(event.detail)]
    let place = offer(sighting.hello, store)
    let name = store.name(sighting.serverName)
    json.openObject()
    json.addFrames(event)
    json.fragment(offers[place].beforeName)
    if let name { json.member("server_name", name) }
    json.fragment(offers[place].afterName)
    if name == nil { json.fragment(offers[place].ja4) } else { json.fragment(offers[place].ja4WithName) }
    json.fragment(offers[place].system)
    json.closeObject()
  }

  /// The place of a hello in ``offers``, where it is rendered by then.
  private mutating func offer(_ index: UInt32, _ store: EvidenceStore) -> Int {
    if let known = places[index] { return known }
    if offers.count >= Self.limit {
      offers.removeAll()
      places.removeAll()
    }
    places[index] = offers.count
    offers.append(Self.render(store.clientHellos[Int(index)]))
    return offers.count - 1
  }

  private static func render(_ offered: ClientHello) -> Offer {
    var hello = offered
    var offer = Offer()
    offer.beforeName = hello.membersBeforeName()
    offer.afterName = hello.membersAfterName()
    offer.system = hello.membersOfSystem()
    offer.words.addEscaped(utf8: English().offer(hello).buffer.bytes)
    hello.serverName = nil
    offer.ja4 = JSONText.ja4(hello)
    hello.serverName = "name"
    offer.ja4WithName = JSONText.ja4(hello)
    return offer
  }

  private mutating func addServerHello(_ event: FlowEvent, _ store: EvidenceStore, _ json: inout JSONText) {
    json.openObject()
    json.addFrames(event)
    if let known = answers[event.detail] {
      json.fragment(known)
    } else {
      let members = store.serverHellos[Int(event.detail)].members()
      if answers.count >= Self.limit { answers.removeAll() }
      answers[event.detail] = members
      json.fragment(members)
    }
    json.closeObject()
  }

  // MARK: Certificates, alerts, common suites

  private mutating func addCertificates(_ events: [FlowEvent], _ store: EvidenceStore, _ json: inout JSONText)
  {
    json.openArray("certificates")
    for event in events where event.kind == .certificate {
      for certificate in store.chains[Int(event.detail)] {
        json.openObject()
        json.member("frame", event.frame)
        if let known = chains[certificate] {
          json.fragment(known)
        } else {
          let members = store.certificates[Int(certificate)].members()
          if chains.count >= Self.limit { chains.removeAll() }
          chains[certificate] = members
          json.fragment(members)
        }
        json.closeObject()
      }
    }
    json.closeArray()
  }

  private func addAlerts(_ events: [FlowEvent], _ json: inout JSONText) {
    json.openArray("alerts")
    for event in events where event.kind == .alert {
      json.openObject()
      json.addFrames(event)
      json.member("from", event.from.code)
      let alert = event.alert
      json.openObject("level")
      json.member("id", alert.level.rawValue)
      json.member("name", alert.level.displayName)
      json.closeObject()
      json.openObject("description")
      json.member("id", alert.description.rawValue)
      json.member("name", alert.description.displayName)
      json.closeObject()
      json.closeObject()
    }
    json.closeArray()
  }

  private mutating func addCommonSuites(
    _ flow: JudgedFlow, _ facts: FlowFacts, _ store: EvidenceStore, _ json: inout JSONText
  ) {
    guard let event = facts.clientHello, let endpoint = flow.endpoint, let taken = endpoint.cipherSuites
    else { return }
    let index = store.sightings[Int(event.detail)].hello
    // A list that was cut proves what it shares, never what it lacks.
    let hello = store.clientHellos[Int(index)]
    if !hello.hasAllCipherSuites, !hello.cipherSuites.contains(where: taken.contains) { return }
    let key = CommonKey(hello: index, endpoint: endpoint.id)
    json.openArray("common_cipher_suites")
    if let known = common[key] {
      json.fragment(known)
    } else {
      var shared = JSONText()
      for suite in hello.cipherSuites where taken.contains(suite) { shared.value(suite) }
      if common.count >= Self.limit { common.removeAll() }
      common[key] = shared.buffer
      json.fragment(shared.buffer)
    }
    json.closeArray()
  }
}

extension JSONText {
  fileprivate static func ja4(_ hello: ClientHello) -> ByteBuffer {
    var json = JSONText()
    if let ja4 = hello.ja4 { json.member("ja4", ja4) }
    return json.buffer
  }

  /// The frame of a message's first byte, and where it was completed when that is another.
  mutating func addFrames(_ event: FlowEvent) {
    member("frame", event.frame)
    if event.reassembledIn != event.frame { member("reassembled_in", event.reassembledIn) }
  }
}
