/// The summary of a scan as JSON, schema `wsuscap.scan/1`.
enum ScanJSONWriter {
  static func write(_ summary: ScanSummary) -> ByteBuffer {
    var json = JSONText()
    json.openObject()
    json.member("schema", "wsuscap.scan/1")
    json.addGenerator()
    json.addTotals(summary)
    json.addLists(summary)
    json.closeObject()
    json.buffer.add("\n")
    return json.buffer
  }
}

extension JSONText {
  fileprivate mutating func addTotals(_ summary: ScanSummary) {
    breakLine()
    openObject("totals")
    member("captures", summary.captures)
    member("copies", summary.copies)
    member("flows", summary.flows)
    member("findings", summary.findings)
    member("evidence_files", summary.evidence)
    member("skipped_files", summary.skippedFiles)
    member("failed_files", summary.failed)
    if let first = summary.firstPacket { member("first_packet", first) }
    if let last = summary.lastPacket { member("last_packet", last) }
    closeObject()
    breakLine()
    openObject("by_verdict")
    for count in summary.verdicts {
      key(named: count.verdict)
      value(count.flows)
    }
    closeObject()
  }

  fileprivate mutating func addLists(_ summary: ScanSummary) {
    list("findings", summary.issues) { json, count in
      json.member("code", count.code)
      json.member("severity", count.severity)
      json.member("issues", count.issue.split(separator: " ").compactMap { Int($0) })
      json.member("findings", count.findings)
      json.member("attempts", count.attempts)
      json.member("captures", count.captures)
    }
    list("failing_servers", summary.servers) { json, server in
      json.member("server", server.server)
      json.member("code", server.code)
      json.member("attempts", server.attempts)
      json.member("clients", server.clients)
      json.member("captures", server.captures)
      json.member("first", server.first)
      json.member("last", server.last)
    }
    list("sites", summary.sites) { json, site in
      json.member("site", site.site)
      json.member("captures", site.captures)
      json.member("captures_with_findings", site.failing)
      json.member("findings", site.findings)
      json.member("flows", site.flows)
    }
    list("days", summary.days) { json, day in
      json.member("day", day.day)
      json.member("error", day.errors)
      json.member("warning", day.warnings)
      json.member("info", day.infos)
    }
    addCaptures(summary)
    addFailures(summary)
  }

  private mutating func addCaptures(_ summary: ScanSummary) {
    list("captures", summary.listed) { json, capture in
      json.member("path", capture.path)
      json.member("flows", capture.flows)
      json.member("findings", capture.findings)
      if let severity = capture.severity { json.member("severity", severity) }
      json.member("codes", capture.codes)
      if let first = capture.firstPacket { json.member("first_packet", first) }
      if let report = capture.report { json.member("report", report) }
    }
  }

  private mutating func addFailures(_ summary: ScanSummary) {
    list("failed_files", summary.failures) { json, file in
      json.member("path", file.path)
      json.member("message", file.message)
      if let advice = file.advice { json.member("advice", advice) }
    }
    list("skipped_kinds", summary.skipped) { json, kind in
      json.member("message", kind.message)
      json.member("files", kind.files)
    }
  }

  private mutating func list<Element>(
    _ name: StaticString, _ elements: [Element], _ write: (inout JSONText, Element) -> Void
  ) {
    breakLine()
    openArray(name)
    for element in elements {
      breakLine()
      openObject()
      write(&self, element)
      closeObject()
    }
    closeArray()
  }
}
