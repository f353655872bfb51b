package import Diagnosis
import Glibc
import Packets
import Protocols

/// One flow as one flat row, for tables and catalogs: the values that JSON has, under its names.
package struct FlowRecord: Hashable, Sendable {
  /// Wireshark's `tcp.stream`.
  package var id: Int
  package var verdict: String
  package var confidence: String
  /// One English sentence that names frames.
  package var reason: String
  package var isThroughProxy: Bool
  package var clientIP: String
  package var clientPort: Int
  package var serverIP: String
  package var serverPort: Int
  package var serverName: String?
  package var nameSource: String?
  /// The endpoint policy's id.
  package var endpoint: String?
  package var proxyAuthority: String?
  package var proxyStatus: Int?
  /// RFC 3339 in UTC.
  package var start: String
  package var end: String
  package var clientPackets: Int
  package var serverPackets: Int
  package var clientBytes: Int
  package var serverBytes: Int
  /// What was negotiated, such as `TLS 1.2`.
  package var version: String?
  /// The highest that the client offers.
  package var maximumVersion: String?
  package var cipherSuite: String?
  package var notes: [NoteRecord]

  package init(
    id: Int, verdict: String, confidence: String, reason: String, clientIP: String, clientPort: Int,
    serverIP: String, serverPort: Int, start: String, end: String
  ) {
    (self.id, self.verdict, self.confidence, self.reason) = (id, verdict, confidence, reason)
    (self.clientIP, self.clientPort) = (clientIP, clientPort)
    (self.serverIP, self.serverPort) = (serverIP, serverPort)
    (self.start, self.end) = (start, end)
    isThroughProxy = false
    (clientPackets, serverPackets, clientBytes, serverBytes) = (0, 0, 0, 0)
    notes = []
  }

  /// - Parameter digits: how many digits of a second the capture's times have.
  package init(_ flow: JudgedFlow, store: EvidenceStore, digits: Int) {
    let evidence = flow.evidence
    self.init(
      id: evidence.id, verdict: flow.judgement.verdict.rawValue,
      confidence: flow.judgement.confidence.rawValue,
      reason: Words.english.reason(flow.judgement.reason).text,
      clientIP: evidence.client.address.description, clientPort: Int(evidence.client.port),
      serverIP: evidence.server.address.description, serverPort: Int(evidence.server.port),
      start: RecordTime.text(evidence.start, digits: digits),
      end: RecordTime.text(evidence.end, digits: digits))
    isThroughProxy = flow.judgement.isThroughProxy
    serverName = flow.serverName?.name
    nameSource = flow.serverName?.source.rawValue
    endpoint = flow.endpoint?.id
    (clientPackets, serverPackets) = (Int(evidence.packets.client), Int(evidence.packets.server))
    clientBytes = Int(clamping: evidence.bytes.client)
    serverBytes = Int(clamping: evidence.bytes.server)
    let facts = FlowSummary(flow, store: store)
    addMessages(facts, store)
    notes = facts.notes.map {
      NoteRecord(code: $0.code.rawValue, message: Words.english.note($0).text)
    }
  }

  private mutating func addMessages(_ facts: FlowSummary, _ store: EvidenceStore) {
    if let request = facts.connectRequest {
      proxyAuthority = request.authority.flatMap(store.name)
      proxyStatus = facts.connectResponse?.status.map { Int($0) }
    }
    version = facts.negotiatedVersion(store)?.displayedName
    if let reference = facts.clientHello?.helloReference {
      let offer = store.clientHellos[Int(store.sightings[Int(reference)].hello)]
      maximumVersion = offer.provenHighestVersion?.displayedName
    }
    if let index = facts.serverHello?.serverHelloIndex {
      cipherSuite = store.serverHellos[Int(index)].cipherSuite?.displayName
    }
  }
}

/// Something that is odd about a capture or a flow, as it stands in JSON.
package struct NoteRecord: Hashable, Sendable {
  package var code: String
  package var message: String

  package init(code: String, message: String) {
    (self.code, self.message) = (code, message)
  }
}

/// Times as JSON writes them.
package enum RecordTime {
  /// This second, as RFC 3339 in UTC.
  package static func now() -> String {
    var buffer = ByteBuffer()
    buffer.addDateTime(UTCTime(seconds: Int64(time(nil))))
    buffer.add("Z")
    return buffer.text
  }

  /// RFC 3339 in UTC with so many digits of a second's fraction, from nanoseconds since 1970.
  package static func text(_ nanoseconds: Int64, digits: Int) -> String {
    var buffer = ByteBuffer()
    let moment = UTCTime(nanoseconds: nanoseconds)
    buffer.addDateTime(moment)
    buffer.addFraction(moment.nanosecond, digits: digits)
    buffer.add("Z")
    return buffer.text
  }
}
