import Diagnosis

/// What was understood of the server's files, for programs: schema `wsuscap.evidence/2`, one file a line.
enum EvidenceJSON {
  /// Logs of Configuration Manager and of WSUS have milliseconds.
  static func time(_ nanoseconds: Int64) -> Timestamp {
    Timestamp(nanoseconds: nanoseconds, digits: 3)
  }

  static func write(_ reading: ServerFileReading) -> ByteBuffer {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "wsuscap.evidence/2")
      json.addGenerator()
      json.objects("files", reading.understood, breaksLines: true) { $0.add($1) }
      json.objects("not_read", reading.refused, breaksLines: true) { $0.add($1) }
    }
    json.endLine()
    return json.buffer
  }
}

extension JSONWriter {
  fileprivate mutating func add(_ file: RefusedFile) {
    field("path", file.path)
    field("code", file.reason.code)
    let text = Words.english.refusal(file.reason)
    field("message", text.wrong)
    field("advice", text.advice)
    switch file.reason {
    case .unreadable(let words): field("system", words)
    case .archive(let format): field("format", format)
    case .alreadyRead(let name): field("read_as", name)
    case .tooDeep(let limit), .tooMany(let limit): field("limit", limit)
    case .notFound, .noRegularFile, .linkOutside, .empty, .capture, .eventLog, .eventTrace, .binary,
      .ownReport,
      .otherConfiguration,
      .unknownText, .noEvidenceInside:
      break
    }
  }

  /// The note's values, in fields of their own.
  private mutating func add(_ note: ServerFileNote) {
    field("code", note.code)
    field("message", Words.english.note(note))
    switch note {
    case .cutLines(let count, let first):
      field("count", count)
      field("line", first)
    case .endsEarly(let line): field("line", line)
    case .readInPart(let bytes): field("bytes", bytes)
    case .unreadable(let words): field("system", words)
    case .mixedEncodings, .noSettings: break
    case .assumedTimeZone(let minutes, let sign):
      field("minutes", minutes)
      field("sign", sign.rawValue)
    case .timesWithoutZone(let count), .moreFacts(let count): field("count", count)
    case .unreadableValue(let name, let line):
      field("name", name)
      field("line", line)
    case .excerpt(let excerpt):
      field("undone", excerpt.changes.map(\.rawValue))
      field("lacks", excerpt.lacks.map(\.rawValue))
    case .assumedEncoding(let encoding): field("encoding", encoding.rawValue)
    case .otherControlSet(let number): field("control_set", number)
    }
  }

  fileprivate mutating func add(_ facts: ServerFacts) {
    if let file = facts.files.first { add(file) }
    members("windows", facts.windowsVersions) { $0.add($1) }
    members("service_starts", facts.serviceStarts) { $0.add($1) }
    members("synchronizations", facts.synchronizations) { $0.add($1) }
    members("failures", facts.failures) { $0.add($1) }
    members("driver_imports", facts.driverImports.map { [$0] } ?? []) { $0.add($1) }
    members("import_failures", facts.importFailures) { $0.add($1) }
    members("sync_failures", facts.syncFailures) { $0.add($1) }
    members("cipher_orders", facts.cipherOrders) { $0.add($1) }
    members("exported_protocols", facts.exportedProtocols.map { [$0] } ?? []) { $0.add($1) }
    members("protocol_settings", facts.protocolSettings) { $0.add($1) }
    members("framework_settings", facts.frameworkSettings) { $0.add($1) }
    members("worker_process_switches", facts.workerProcessSwitches) { $0.add($1) }
    members("update_sources", facts.updateSources) { $0.add($1) }
    members("upstream", facts.upstreamServers) { $0.add($1) }
    members("proxy_settings", facts.proxySettings) { $0.add($1) }
    members("events", facts.events) { $0.add($1) }
    members("hotfixes", facts.hotfixes) { $0.add($1) }
    members("algorithms", facts.algorithms) { $0.add($1) }
    members("policy_results", facts.policyResults) { $0.add($1) }
    members("time_zones", facts.timeZones) { $0.add($1) }
  }

  private mutating func add(_ file: ServerFile) {
    field("path", file.path)
    field("kind", file.kind.rawValue)
    field("encoding", file.encoding.rawValue)
    field("byte_order_mark", file.hasByteOrderMark)
    field("bytes", file.bytes)
    field("lines", file.lines)
    objects("notes", file.notes) { $0.add($1) }
  }

  /// An array of objects; left out when it is empty, since most files have one kind of fact.
  private mutating func members<Fact>(
    _ name: StaticString, _ facts: [Fact], _ write: (inout JSONWriter, Fact) -> Void
  ) {
    if !facts.isEmpty { objects(name, facts, write) }
  }
}
