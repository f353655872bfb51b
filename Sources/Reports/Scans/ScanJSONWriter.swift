/// The summary of a scan as JSON, schema `wsuscap.scan/1`.
enum ScanJSONWriter {
  static func write(_ summary: ScanSummary) -> ByteBuffer {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "wsuscap.scan/1")
      json.addGenerator()
      json.addTotals(summary)
      json.addOutcomes(summary)
      json.addLists(summary)
    }
    json.endLine()
    return json.buffer
  }
}

extension JSONWriter {
  fileprivate mutating func addTotals(_ summary: ScanSummary) {
    breakLine()
    object("totals") { json in
      json.field("captures", summary.captures)
      json.field("copies", summary.copies)
      json.field("wsus_servers", summary.wsusServers)
      json.field("failing_wsus_servers", summary.failingWSUSServers)
      json.field("flows", summary.flows)
      json.field("findings", summary.findings)
      json.field("evidence_files", summary.evidence)
      json.field("skipped_files", summary.skippedFiles)
      json.field("failed_files", summary.failed)
      json.field("first_packet", summary.firstPacket)
      json.field("last_packet", summary.lastPacket)
    }
    breakLine()
    object("by_verdict") { json in
      for count in summary.verdicts {
        json.key(named: count.verdict)
        json.value(count.flows)
      }
    }
  }

  fileprivate mutating func addOutcomes(_ summary: ScanSummary) {
    list("outcomes", summary.outcomes) { json, outcome in
      json.field("client", outcome.client)
      json.field("server", outcome.server)
      json.field("is_wsus_server", outcome.synchronizes)
      json.field("fails", outcome.fails)
      json.field("attempts", outcome.attempts)
      json.field("captures", outcome.captures)
      json.field("certain", outcome.certain)
      json.field("first", outcome.first)
      json.field("last", outcome.last)
      json.field("successes", outcome.successes)
      json.field("last_success", outcome.lastSuccess)
      json.field("sites", outcome.sites)
      json.objects("causes", outcome.causes) { json, cause in
        json.field("code", cause.code)
        json.field("severity", cause.severity)
        json.addIssue(cause.issue)
        json.field("attempts", cause.attempts)
        json.field("captures", cause.captures)
        json.field("certain", cause.certain)
        json.field("first_step", cause.firstStep)
      }
    }
  }

  private mutating func addIssue(_ issue: ScanIssue) {
    field("issue", issue.decided)
    field("issue_candidates", issue.candidates)
  }

  fileprivate mutating func addLists(_ summary: ScanSummary) {
    list("findings", summary.issues) { json, count in
      json.field("code", count.code)
      json.field("severity", count.severity)
      json.addIssue(count.issue)
      json.field("findings", count.findings)
      json.field("attempts", count.attempts)
      json.field("captures", count.captures)
    }
    list("failing_servers", summary.servers) { json, server in
      json.field("server", server.server)
      json.field("code", server.code)
      json.field("severity", server.severity)
      json.addIssue(server.issue)
      json.field("attempts", server.attempts)
      json.field("clients", server.clients)
      json.field("captures", server.captures)
      json.field("first", server.first)
      json.field("last", server.last)
    }
    list("sites", summary.sites) { json, site in
      json.field("site", site.site)
      json.field("captures", site.captures)
      json.field("captures_with_findings", site.failing)
      json.field("findings", site.findings)
      json.field("flows", site.flows)
    }
    list("days", summary.days) { json, day in
      json.field("day", day.day)
      json.field("error", day.errors)
      json.field("warning", day.warnings)
      json.field("info", day.infos)
    }
    list("captures", summary.listed) { json, capture in
      json.field("path", capture.path)
      json.field("flows", capture.flows)
      json.field("findings", capture.findings)
      json.field("severity", capture.gravest?.severity)
      json.field("code", capture.gravest?.code)
      if let gravest = capture.gravest { json.addIssue(gravest.issue) }
      json.field("client", capture.client)
      json.field("server", capture.server)
      json.field("successes", capture.successes)
      json.field("undecided", capture.undecided)
      json.field("first_packet", capture.firstPacket)
      json.field("report", capture.report)
    }
    list("failed_files", summary.failures) { json, file in
      json.field("path", file.path)
      json.field("message", file.message)
      json.field("advice", file.advice)
    }
    list("skipped_kinds", summary.skipped) { json, kind in
      json.field("message", kind.message)
      json.field("files", kind.files)
    }
  }

  private mutating func list<Element>(
    _ name: StaticString, _ elements: [Element], _ write: (inout JSONWriter, Element) -> Void
  ) {
    breakLine()
    objects(name, elements, breaksLines: true, write)
  }
}
