import Analysis
import Diagnosis

extension JSONText {
  /// The member `capture`: the file and what it holds.
  mutating func addCapture(_ capture: CaptureDescription, as name: StaticString = "capture") {
    openObject(name)
    member("path", capture.path)
    member("bytes", capture.bytes)
    if let digest = capture.sha256 { member("sha256", digest) }
    member("format", capture.format)
    if let compression = capture.compression { member("compression", compression) }
    member("packets", capture.packets)
    member("tcp_packets", capture.tcpPackets)
    if let first = capture.firstPacket, let last = capture.lastPacket {
      member("first_packet", time: first, digits: capture.timeDigits)
      member("last_packet", time: last, digits: capture.timeDigits)
      member("duration_s", nanoseconds: last &- first, scale: 9, digits: capture.timeDigits)
    }
    member("link_types", capture.linkTypes)
    openArray("interfaces")
    for interface in capture.interfaces { add(interface) }
    closeArray()
    openArray("notes")
    for note in capture.notes { addNote(code: note.code, message: Phrase(note.message)) }
    closeArray()
    closeObject()
  }

  /// The member `policy`: which policy the flows were judged by, and as of which day.
  mutating func addPolicy(_ policy: PolicyInForce) {
    openObject("policy")
    member("as_of", policy.asOf.description)
    if case .file(let path) = policy.source { member("source", path) } else { member("source", "built-in") }
    closeObject()
  }

  /// The member `summary` of the flows and findings that a report holds.
  mutating func addSummary(_ capture: ReportedCapture, _ selection: FlowSelection) {
    let counts = selection.verdictCounts()
    openObject("summary")
    member("flows", counts.reduce(0, +))
    openObject("by_verdict")
    for (verdict, count) in zip(Verdict.allCases, counts) where count > 0 {
      key(named: verdict.rawValue)
      value(count)
    }
    closeObject()
    member("findings", selection.findingCount)
    closeObject()
  }

  mutating func addNote(code: String, message: Phrase) {
    openObject()
    piece("\"code\":\"")
    buffer.add(code)
    piece("\",\"message\":\"")
    buffer.addEscaped(utf8: message.buffer.bytes)
    piece("\"}")
    needsComma = true
  }

  /// An RFC 3339 time in UTC.
  mutating func member(_ name: StaticString, time: Int64, digits: Int) {
    let moment = UTCTime(nanoseconds: time)
    key(name)
    beginString()
    buffer.addDateTime(moment)
    buffer.addFraction(moment.nanosecond, digits: digits)
    buffer.add("Z")
    endString()
  }

  private mutating func add(_ interface: CaptureDescription.Interface) {
    openObject()
    if let name = interface.name { member("name", name) }
    member("link_type", interface.linkType)
    if interface.snapLength > 0 { member("snap_length", interface.snapLength) }
    member("packets", interface.packets)
    if let dropped = interface.dropped { member("dropped", dropped) }
    closeObject()
  }
}
