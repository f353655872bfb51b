import GRDB
import Reports

extension Catalog {
  /// Keeps the result on a capture, and gives it to the file: both or neither.
  ///
  /// When another scan kept a result for the same key meanwhile, that one stays.
  /// - Parameter isForced: puts the new result into the place of one that is there.
  package func keep(_ entry: CaptureEntry, for file: FileEntry, isForced: Bool) throws(CatalogError) {
    try write { db in
      var found = try db.capture(of: entry.key)
      if let old = found, isForced {
        // In place, so that other files which have this result keep it.
        try db.cachedStatement(sql: "DELETE FROM stored_flows WHERE capture = ?").execute(arguments: [old])
        try db.cachedStatement(sql: "DELETE FROM stored_notes WHERE capture = ?").execute(arguments: [old])
        try db.cachedStatement(sql: "DELETE FROM stored_findings WHERE capture = ?").execute(arguments: [old])
        try db.replace(old, with: entry)
        try db.addRows(of: entry, to: old)
      } else if found == nil {
        let new = try db.add(entry)
        try db.addRows(of: entry, to: new)
        found = new
      }
      try db.keep(file, capture: found)
    }
  }
}

extension Database {
  fileprivate func add(_ entry: CaptureEntry) throws -> Int64 {
    let statement = try cachedStatement(
      sql: """
        INSERT INTO stored_captures (sha256, conditions, tool_version, bytes, format, compression, packets, tcp_packets,
          first_packet, last_packet, policy_date, policy_source, flows, findings, report, analysed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let capture = entry.capture
    try statement.execute(arguments: [
      entry.key.sha256, entry.key.conditions.digest, entry.key.conditions.toolVersion, capture.bytes,
      capture.format, capture.compression, capture.packets, capture.tcpPackets, capture.firstPacket,
      capture.lastPacket, capture.policyDate, capture.policySource, entry.flowCount, entry.findings.count,
      entry.report, RecordTime.now(),
    ])
    return lastInsertedRowID
  }

  /// What may differ when the same content is analysed again under the same conditions.
  fileprivate func replace(_ old: Int64, with entry: CaptureEntry) throws {
    let statement = try cachedStatement(
      sql: """
        UPDATE stored_captures SET flows = ?, findings = ?, report = ?, policy_date = ?, policy_source = ?, analysed_at = ?
        WHERE id = ?
        """)
    try statement.execute(arguments: [
      entry.flowCount, entry.findings.count, entry.report, entry.capture.policyDate,
      entry.capture.policySource,
      RecordTime.now(), old,
    ])
  }

  fileprivate func addRows(of entry: CaptureEntry, to capture: Int64) throws {
    for note in entry.capture.notes { try add(note, to: capture, flow: nil) }
    for place in 0..<entry.flowCount {
      let flow = entry.flow(place)
      try add(flow, to: capture)
      for note in flow.notes { try add(note, to: capture, flow: flow.id) }
    }
    for (number, finding) in entry.findings.enumerated() { try add(finding, number: number, to: capture) }
  }

  private func add(_ note: NoteRecord, to capture: Int64, flow: Int?) throws {
    try cachedStatement(sql: "INSERT INTO stored_notes (capture, flow, code, message) VALUES (?, ?, ?, ?)")
      .execute(arguments: [capture, flow, note.code, note.message])
  }

  private func add(_ flow: FlowRecord, to capture: Int64) throws {
    let statement = try cachedStatement(
      sql: """
        INSERT INTO stored_flows (capture, flow, verdict, confidence, reason, through_proxy, client_ip, client_port,
          server_ip, server_port, server_name, name_source, endpoint, proxy_authority, proxy_status, started, ended,
          client_packets, server_packets, client_bytes, server_bytes, tls_version, max_version, cipher_suite)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let ends: StatementArguments = [
      flow.clientIP, flow.clientPort, flow.serverIP, flow.serverPort, flow.serverName, flow.nameSource,
      flow.endpoint, flow.proxyAuthority, flow.proxyStatus, flow.start, flow.end,
    ]
    let measures: StatementArguments = [
      flow.clientPackets, flow.serverPackets, flow.clientBytes, flow.serverBytes, flow.version,
      flow.maximumVersion, flow.cipherSuite,
    ]
    try statement.execute(
      arguments: [
        capture, flow.id, flow.verdict, flow.confidence, flow.reason, flow.isThroughProxy ? 1 : 0,
      ] + ends + measures)
  }

  private func add(_ finding: FindingRecord, number: Int, to capture: Int64) throws {
    let statement = try cachedStatement(
      sql: """
        INSERT INTO stored_findings (capture, number, code, severity, title, client_ip, server_name, server_ips,
          server_ports, endpoint, route, confidence, attempts, first, last, issue, issue_candidates)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let what: StatementArguments = [
      capture, number, finding.code, finding.severity, finding.title, finding.clientIP, finding.serverName,
    ]
    let `where`: StatementArguments = [
      finding.serverIPs.joined(separator: " "), finding.serverPorts.map(String.init).joined(separator: " "),
      finding.endpoint, finding.route, finding.confidence, finding.attempts, finding.first, finding.last,
    ]
    let issue: StatementArguments = [
      finding.issue, finding.issueCandidates.map(String.init).joined(separator: " "),
    ]
    try statement.execute(arguments: what + `where` + issue)
    let id = lastInsertedRowID
    let link = try cachedStatement(sql: "INSERT INTO finding_flows (finding, flow) VALUES (?, ?)")
    for flow in finding.flows { try link.execute(arguments: [id, flow]) }
  }
}
