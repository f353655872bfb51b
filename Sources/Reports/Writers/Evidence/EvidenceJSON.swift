import Diagnosis

/// What was understood of the server's files, for programs: schema `wsuscap.evidence/1`, one file a line.
enum EvidenceJSON {
  /// Logs of Configuration Manager and of WSUS have milliseconds.
  static let timeDigits = 3

  static func write(_ reading: ServerFileReading) -> ByteBuffer {
    var json = JSONText()
    json.openObject()
    json.member("schema", "wsuscap.evidence/1")
    json.openObject("generator")
    json.member("name", Generator.name)
    json.member("version", Generator.version)
    json.closeObject()
    json.openArray("files")
    for facts in reading.understood {
      json.breakLine()
      json.add(facts)
    }
    json.closeArray()
    json.openArray("not_read")
    for file in reading.refused {
      json.breakLine()
      json.add(file)
    }
    json.closeArray()
    json.closeObject()
    json.buffer.add("\n")
    return json.buffer
  }
}

extension JSONText {
  fileprivate mutating func add(_ file: RefusedFile) {
    openObject()
    member("path", file.path)
    member("code", file.reason.code)
    let text = Words.english.refusal(file.reason)
    member("message", text.wrong)
    if let advice = text.advice { member("advice", advice) }
    switch file.reason {
    case .unreadable(let words): member("system", words)
    case .archive(let format): member("format", format)
    case .alreadyRead(let name): member("read_as", name)
    case .tooDeep(let limit), .tooMany(let limit): member("limit", limit)
    default: break
    }
    closeObject()
  }

  /// What the message says stands in fields beside it.
  private mutating func add(_ note: ServerFileNote) {
    openObject()
    member("code", note.code)
    member("message", Words.english.note(note))
    switch note {
    case .cutLines(let count, let first):
      member("count", count)
      member("line", first)
    case .endsEarly(let line): member("line", line)
    case .readInPart(let bytes): member("bytes", bytes)
    case .unreadable(let words): member("system", words)
    case .mixedEncodings: break
    case .assumedTimeZone(let minutes, let sign):
      openArray("minutes")
      for number in minutes { value(number) }
      closeArray()
      member("sign", sign.rawValue)
    case .timesWithoutZone(let count), .moreFacts(let count): member("count", count)
    case .unreadableValue(let name, let line):
      member("name", name)
      member("line", line)
    }
    closeObject()
  }

  fileprivate mutating func add(_ facts: ServerFacts) {
    openObject()
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
    closeObject()
  }

  private mutating func add(_ file: ServerFile) {
    member("path", file.path)
    member("kind", file.kind.rawValue)
    member("encoding", file.encoding.rawValue)
    member("byte_order_mark", file.hasByteOrderMark)
    member("bytes", file.bytes)
    member("lines", file.lines)
    openArray("notes")
    for note in file.notes { add(note) }
    closeArray()
  }

  /// An array of objects; left out when it is empty, since most files have one kind of fact.
  private mutating func members<Fact>(
    _ name: StaticString, _ facts: [Fact], _ write: (inout JSONText, Fact) -> Void
  ) {
    guard !facts.isEmpty else { return }
    openArray(name)
    for fact in facts {
      openObject()
      write(&self, fact)
      closeObject()
    }
    closeArray()
  }
}
