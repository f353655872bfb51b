import Diagnosis

/// A doubt as programs read it.
struct DoubtRecord {
  let doubt: Doubt
  let peer: Peer

  static let fields: [Field<DoubtRecord>] = [
    Field("code") { $0.doubt.code.rawValue },
    Field("message") { Words.english.message($0.doubt, $0.peer) },
    Field("frames") { $0.doubt.frames },
  ]
}

/// Who ended a flow, as programs read it.
struct EndedByRecord {
  let end: EndedBy
  let digits: Int

  static let fields: [Field<EndedByRecord>] = [
    Field("side", csv: .at(43, "ended_by"), stored: .init("ended_by", version: 2)) { $0.end.side.rawValue },
    Field("frame") { $0.end.frame },
    Field("how") { $0.end.how.rawValue },
    Field("ttl") { $0.end.hopLimit > 0 ? $0.end.hopLimit : nil },
    Field("usual_ttl") { $0.end.usualHopLimit > 0 ? $0.end.usualHopLimit : nil },
    Field("after_ms") { record in
      record.end.after.map { TimeSpan(milliseconds: $0, digits: record.digits) }
    },
    Field("round_trip_ms") { record in
      record.end.roundTrip.map { TimeSpan(milliseconds: $0, digits: record.digits) }
    },
  ]
}
