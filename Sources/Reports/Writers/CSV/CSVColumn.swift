import Analysis
import Diagnosis
import Packets
import Protocols

/// One column of the table: its name, and what stands in it.
struct CSVColumn: Sendable {
  let name: String
  let write: @Sendable (CSVRow, inout CSVTable) -> Void

  init(_ name: String, _ write: @escaping @Sendable (CSVRow, inout CSVTable) -> Void) {
    self.name = name
    self.write = write
  }

  /// Every column, in order. New ones are added at the end: scripts count.
  static let all: [CSVColumn] = identity + ends + measures + handshake

  private static let identity: [CSVColumn] = [
    CSVColumn("capture") { $1.add($0.path) },
    CSVColumn("flow") { $1.add($0.evidence.id) },
    CSVColumn("verdict") { $1.add(plain: $0.flow.judgement.verdict.rawValue) },
    CSVColumn("confidence") { $1.add(plain: $0.flow.judgement.confidence.rawValue) },
    CSVColumn("issue") { $1.add(plain: $0.issue ?? "") },
    CSVColumn("reason") { $1.add(Words.english.reason($0.flow.judgement.reason)) },
    CSVColumn("endpoint") { $1.add($0.flow.endpoint?.id ?? "") },
    CSVColumn("server_name") { $1.add($0.flow.serverName?.name ?? "") },
    CSVColumn("name_source") { $1.add(plain: $0.flow.serverName?.source.rawValue ?? "") },
  ]

  private static let ends: [CSVColumn] = [
    CSVColumn("client_ip") { $1.add($0.evidence.client.address) },
    CSVColumn("client_port") { $1.add($0.evidence.client.port) },
    CSVColumn("server_ip") { $1.add($0.evidence.server.address) },
    CSVColumn("server_port") { $1.add($0.evidence.server.port) },
    CSVColumn("process_id") { $1.add(optional: $0.evidence.processID) },
    CSVColumn("proxy_authority") { $1.add($0.authority ?? "") },
    CSVColumn("proxy_status") { $1.add(optional: $0.facts.connectResponse?.status) },
    CSVColumn("community_id") { $1.addCommunityID($0.evidence) },
  ]

  private static let measures: [CSVColumn] = [
    CSVColumn("start") { $1.add(time: $0.evidence.start) },
    CSVColumn("duration_s") { row, table in
      table.add(nanoseconds: row.evidence.end &- row.evidence.start, scale: 9, digits: row.digits)
    },
    CSVColumn("round_trip_ms") { row, table in
      guard let roundTrip = row.facts.roundTrip else { return table.addEmpty() }
      table.add(nanoseconds: roundTrip, scale: 6, digits: max(0, row.digits - 3))
    },
    CSVColumn("first_frame") { $1.add($0.evidence.firstFrame) },
    CSVColumn("last_frame") { $1.add($0.evidence.lastFrame) },
    CSVColumn("client_packets") { $1.add($0.evidence.packets.client) },
    CSVColumn("server_packets") { $1.add($0.evidence.packets.server) },
    CSVColumn("client_bytes") { $1.add($0.evidence.bytes.client) },
    CSVColumn("server_bytes") { $1.add($0.evidence.bytes.server) },
    CSVColumn("client_retransmissions") { $1.add($0.evidence.retransmissions.client) },
    CSVColumn("server_retransmissions") { $1.add($0.evidence.retransmissions.server) },
  ]

  private static let handshake: [CSVColumn] = [
    CSVColumn("client_hello_frame") { $1.add(optional: $0.facts.clientHello?.frame) },
    CSVColumn("max_version") { $1.add(plain: $0.offer?.maximum ?? "") },
    CSVColumn("offered_cipher_suites") { $1.add(optional: $0.offer?.suites) },
    CSVColumn("common_cipher_suites") { $1.add(optional: $0.commonSuites) },
    CSVColumn("server_name_indication") { $1.add($0.serverNameIndication ?? "") },
    CSVColumn("version") { $1.add(plain: $0.version) },
    CSVColumn("cipher_suite") { $1.add(plain: $0.cipherSuite) },
    CSVColumn("alert") { row, table in
      guard let event = row.facts.lastAlert, let alert = event.alert else { return table.addEmpty() }
      table.add(plain: "\(event.from.code) \(alert.description.displayName)")
    },
    CSVColumn("certificate_subject") { $1.add($0.certificate?.subject ?? "") },
    CSVColumn("certificate_issuer") { $1.add($0.certificate?.issuer ?? "") },
    CSVColumn("ja3") { $1.add(plain: $0.offer?.ja3 ?? "") },
    CSVColumn("ja3s") { $1.add(plain: $0.ja3s) },
    CSVColumn("ja4") { $1.add(plain: $0.offer?.ja4 ?? "") },
  ]
}

extension CSVTable {
  fileprivate mutating func add(optional number: (some FixedWidthInteger)?) {
    if let number { add(number) } else { addEmpty() }
  }

  fileprivate mutating func addCommunityID(_ evidence: FlowEvidence) {
    add(atMost: 64) { CommunityID.put(evidence.client, evidence.server, &$0) }
  }
}
