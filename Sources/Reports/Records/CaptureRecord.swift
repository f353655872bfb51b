import Analysis
import Diagnosis

extension CaptureDescription {
  static let fields: [Field<CaptureDescription>] = [
    Field("path") { $0.path },
    Field("bytes", stored: "bytes") { $0.bytes },
    Field("sha256") { $0.sha256 },
    Field("format", stored: "format") { $0.format },
    Field("compression", stored: "compression") { $0.compression },
    Field("packets", stored: "packets") { $0.packets },
    Field("tcp_packets", stored: "tcp_packets") { $0.tcpPackets },
    Field("first_packet", stored: "first_packet") { $0.timestamp($0.firstPacket) },
    Field("last_packet", stored: "last_packet") { $0.timestamp($0.lastPacket) },
    Field("duration_s") { $0.duration },
    Field("link_types") { $0.linkTypes },
    .list("interfaces", Interface.fields) { $0.interfaces },
    .list("notes", NoteRecord.fields) { $0.notes.map(NoteRecord.init) },
  ]

  private func timestamp(_ time: Int64?) -> Timestamp? {
    firstPacket == nil || lastPacket == nil
      ? nil : time.map { Timestamp(nanoseconds: $0, digits: timeDigits) }
  }

  private var duration: TimeSpan? {
    guard let firstPacket, let lastPacket else { return nil }
    return TimeSpan(seconds: lastPacket &- firstPacket, digits: timeDigits)
  }
}

extension CaptureDescription.Interface {
  fileprivate static let fields: [Field<Self>] = [
    Field("name") { $0.name },
    Field("link_type") { $0.linkType },
    Field("snap_length") { $0.snapLength > 0 ? $0.snapLength : nil },
    Field("packets") { $0.packets },
    Field("dropped") { $0.dropped },
  ]
}

extension NoteRecord {
  init(_ note: CaptureDescription.Note) {
    self.init(code: note.code, message: Words.english.note(note))
  }
}

/// Which policy the flows were judged by, and as of which day.
extension PolicyInForce {
  static let fields: [Field<PolicyInForce>] = [
    Field("as_of", stored: "policy_date") { $0.asOf.description },
    Field("source", stored: "policy_source") { $0.source.path ?? "built-in" },
  ]
}

extension PolicySource {
  fileprivate var path: String? {
    if case .file(let path) = self { path } else { nil }
  }
}

struct CaptureSummary {
  /// In the order of `Verdict.allCases`.
  let flowsByVerdict: [Int]
  let findings: Int

  init(_ selection: FlowSelection) {
    (flowsByVerdict, findings) = (selection.verdictCounts(), selection.findingCount)
  }

  static let fields: [Field<CaptureSummary>] = [
    Field("flows") { $0.flowsByVerdict.reduce(0, +) },
    .custom("by_verdict", .object) { summary, json in
      json.object("by_verdict") { json in
        for (verdict, count) in zip(Verdict.allCases, summary.flowsByVerdict) where count > 0 {
          json.key(named: verdict.rawValue)
          json.value(count)
        }
      }
    },
    Field("findings") { $0.findings },
  ]
}
