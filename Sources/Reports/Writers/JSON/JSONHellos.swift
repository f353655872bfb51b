import Diagnosis
import Protocols

/// Writes the `tls` object of flows.
///
/// Thousands of flows send the same hello: what does not change with the flow is written once and kept.
struct JSONHellos {
  /// What is written of a hello beside its frames and its server name. A class: one reference is counted for each
  /// flow and not three.
  private final class Offer: Sendable {
    /// The members before the name, and its opening mark.
    let beforeName: ByteBuffer
    /// Its closing mark, the members behind it and the end of the object.
    let afterName: ByteBuffer
    /// All members of a hello without a name, which has another JA4.
    let withoutName: ByteBuffer

    init(_ offered: ClientHello) {
      var hello = offered
      let first = ByteBuffer(",", hello.membersBeforeName())
      hello.serverName = nil
      withoutName = first + JSONText.end(of: hello)
      hello.serverName = "name"
      beforeName = first + ByteBuffer(",\"server_name\":\"")
      afterName = ByteBuffer("\"", JSONText.end(of: hello))
    }
  }

  private var offers = Shelf<Offer>()
  private var answers = Shelf<ByteBuffer>()
  private var certificates = Shelf<ByteBuffer>()
  private var alerts = Shelf<ByteBuffer>()
  private var common: [CommonKey: ByteBuffer] = [:]

  /// How many lists of common suites are kept.
  private static let limit = 4096

  private struct CommonKey: Hashable {
    var hello: UInt32
    var endpoint: String
  }

  /// The member `tls`; nothing for a flow without TLS.
  mutating func addTLS(
    _ flow: JudgedFlow, _ facts: FlowSummary, store: EvidenceStore, to json: inout JSONText
  ) {
    let hasTLS =
      facts.clientHello != nil || facts.serverHello != nil || facts.has(.certificate) || facts.has(.alert)
    guard hasTLS else { return }
    json.piece(",\"tls\":{")
    json.needsComma = false
    if let version = facts.negotiatedVersion(store) { json.member("version", version.displayedName) }
    addHellos(flow.evidence.events, facts, store, &json)
    if facts.has(.certificate) { addCertificates(flow.evidence.events, store, &json) }
    if facts.has(.alert) { addAlerts(flow.evidence.events, &json) }
    addCommonSuites(flow, facts, store, &json)
    json.closeObject()
  }

  // MARK: Hellos

  private mutating func addHellos(
    _ events: [FlowEvent], _ facts: FlowSummary, _ store: EvidenceStore, _ json: inout JSONText
  ) {
    if let hello = facts.clientHello {
      json.addMessage("client_hello", hello)
      addMembers(ofClientHello: hello, store, &json)
    }
    if facts.clientHelloCount > 1 {
      json.openArray("client_hellos")
      for event in events {
        guard case .clientHello = event.kind else { continue }
        json.openObject()
        json.addFrames(event)
        addMembers(ofClientHello: event, store, &json)
      }
      json.closeArray()
    }
    if let hello = facts.serverHello {
      json.addMessage("server_hello", hello)
      addMembers(ofServerHello: hello, store, &json)
    }
    if facts.serverHelloCount > 1 {
      json.openArray("server_hellos")
      for event in events where event.kind == .serverHello || event.kind == .helloRetryRequest {
        json.openObject()
        json.addFrames(event)
        addMembers(ofServerHello: event, store, &json)
      }
      json.closeArray()
    }
  }

  /// What stands behind the frames, and the end of the object.
  private mutating func addMembers(
    ofClientHello event: FlowEvent, _ store: EvidenceStore, _ json: inout JSONText
  ) {
    guard let reference = event.helloReference else { return }
    let sighting = store.sightings[Int(reference)]
    let offer = offer(sighting.hello, store)
    if sighting.serverName == EvidenceStore.noName {
      json.buffer.add(offer.withoutName)
    } else {
      json.buffer.add(offer.beforeName)
      store.names.lend(Int(sighting.serverName)) { json.buffer.addEscaped(utf8: $0) }
      json.buffer.add(offer.afterName)
    }
    json.needsComma = true
  }

  private mutating func offer(_ hello: UInt32, _ store: EvidenceStore) -> Offer {
    offers.item(Int(hello)) { Offer(store.clientHellos[Int(hello)]) }
  }

  private mutating func addMembers(
    ofServerHello event: FlowEvent, _ store: EvidenceStore, _ json: inout JSONText
  ) {
    guard let index = event.serverHelloIndex.map({ Int($0) }) else { return }
    json.fragment(answers.item(index) { store.serverHellos[index].members() })
    json.closeObject()
  }

  // MARK: Certificates, alerts, common suites

  private mutating func addCertificates(_ events: [FlowEvent], _ store: EvidenceStore, _ json: inout JSONText)
  {
    json.openArray("certificates")
    for event in events {
      guard let chain = event.chain else { continue }
      for certificate in store.chains[Int(chain)] {
        let members = certificates.item(Int(certificate)) { store.certificates[Int(certificate)].members() }
        json.openObject()
        json.addFrame(event.frame, before: members)
        json.closeObject()
      }
    }
    json.closeArray()
  }

  private mutating func addAlerts(_ events: [FlowEvent], _ json: inout JSONText) {
    json.openArray("alerts")
    for event in events {
      guard case .alert = event.payload else { continue }
      json.openObject()
      json.addFrames(event)
      let key = Int(event.payload.number) << 1 | Int(event.from.rawValue)
      json.fragment(alerts.item(key) { event.alertMembers })
      json.closeObject()
    }
    json.closeArray()
  }

  private mutating func addCommonSuites(
    _ flow: JudgedFlow, _ facts: FlowSummary, _ store: EvidenceStore, _ json: inout JSONText
  ) {
    guard let reference = facts.clientHello?.helloReference, let endpoint = flow.endpoint,
      let taken = endpoint.cipherSuites
    else { return }
    let index = store.sightings[Int(reference)].hello
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

extension FlowEvent {
  /// What an alert's members say beside its frames.
  fileprivate var alertMembers: ByteBuffer {
    var json = JSONText()
    guard let alert else { return json.buffer }
    json.member("from", from.code)
    json.openObject("level")
    json.member("id", alert.level.rawValue)
    json.member("name", alert.level.displayName)
    json.closeObject()
    json.openObject("description")
    json.member("id", alert.description.rawValue)
    json.member("name", alert.description.displayName)
    json.closeObject()
    return json.buffer
  }
}

extension JSONText {
  /// The members of a hello behind its server name, and the end of the object.
  fileprivate static func end(of hello: ClientHello) -> ByteBuffer {
    var json = JSONText()
    json.piece(",")
    json.fragment(hello.membersAfterName())
    if let ja4 = hello.ja4 { json.member("ja4", ja4) }
    json.fragment(hello.membersOfSystem())
    json.closeObject()
    return json.buffer
  }

  /// The first members of an object: a frame, and others that were written before.
  fileprivate mutating func addFrame(_ frame: UInt32, before members: ByteBuffer) {
    buffer.write(atMost: Self.framesRoom + members.count) { pen in
      pen.put("\"frame\":")
      pen.put(frame)
      pen.put(",")
      pen.put(members)
    }
  }

  /// Opens the object of a message, a member, with its frames.
  fileprivate mutating func addMessage(_ name: StaticString, _ event: FlowEvent) {
    let isFirst = !needsComma
    buffer.write(atMost: name.utf8CodeUnitCount + Self.framesRoom) { pen in
      if isFirst { pen.put("\"") } else { pen.put(",\"") }
      pen.put(name)
      pen.put("\":{\"frame\":")
      pen.putFrames(of: event)
    }
    needsComma = true
  }

  /// The frame of a message's first byte, and where it was completed when that is another.
  mutating func addFrames(_ event: FlowEvent) {
    let isFirst = !needsComma
    buffer.write(atMost: Self.framesRoom) { pen in
      if isFirst { pen.put("\"frame\":") } else { pen.put(",\"frame\":") }
      pen.putFrames(of: event)
    }
    needsComma = true
  }

  /// Keys of 27 bytes and two frames of 10.
  private static let framesRoom = 64
}

extension Pen {
  @inline(__always)
  fileprivate mutating func putFrames(of event: FlowEvent) {
    put(event.frame)
    if event.reassembledIn == event.frame { return }
    put(",\"reassembled_in\":")
    put(event.reassembledIn)
  }
}
