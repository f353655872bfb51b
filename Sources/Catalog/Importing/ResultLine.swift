import Reports

/// One line of `--format ndjson`, as far as a catalog keeps it: a flow, a capture, or a fault. The names are those of
/// the report, in camel case.
struct ResultLine: Decodable {
  /// The capture's path, as whoever analysed it named it.
  var capture: String
  var fault: Fault?
  /// Of a capture's own line.
  var file: File?
  var policy: Policy?
  var generator: Generator?
  var findings: [Finding]?
  /// Of a flow's line.
  var id: Int?
  var verdict: String?
  var labels: [String]?
  var confidence: String?
  var reason: String?
  var client: End?
  var server: End?
  var endpoint: String?
  var proxy: Proxy?
  var start: String?
  var end: String?
  var packets: Pair?
  var bytes: Pair?
  var tls: TLS?
  var notes: [Note]?

  struct Fault: Decodable {
    var status: Int32
    var message: String
    var advice: String?
  }

  struct File: Decodable {
    var bytes: Int
    var sha256: String?
    var format: String
    var compression: String?
    var packets: Int
    var tcpPackets: Int
    var firstPacket: String?
    var lastPacket: String?
    var notes: [Note]
  }

  struct Policy: Decodable {
    var asOf: String
    var source: String
  }

  struct Generator: Decodable {
    var version: String
  }

  struct End: Decodable {
    var ip: String
    var port: Int
    var name: String?
    var nameSource: String?
  }

  struct Proxy: Decodable {
    var authority: String?
    var status: Int?
  }

  struct Pair: Decodable {
    var client: Int
    var server: Int
  }

  struct Note: Decodable {
    var code: String
    var message: String

    var record: NoteRecord { NoteRecord(code: code, message: message) }
  }

  struct TLS: Decodable {
    var version: String?
    var clientHello: ClientHello?
    var serverHello: ServerHello?

    struct ClientHello: Decodable {
      var maxVersion: String?
    }

    struct ServerHello: Decodable {
      var cipherSuite: CodePoint?
    }

    struct CodePoint: Decodable {
      var name: String
    }
  }

  struct Finding: Decodable {
    var code: String
    var severity: String
    var title: String
    var client: Client
    var server: Server
    var endpoint: String?
    var route: String
    var confidence: String
    var attempts: Int
    var flows: [Int]
    var first: String
    var last: String
    var issue: Issue?

    struct Client: Decodable {
      var ip: String
    }

    struct Server: Decodable {
      var name: String?
      var ip: [String]
      var port: [Int]
    }

    struct Issue: Decodable {
      var candidates: [Int]
      var best: Int?
    }
  }
}

extension ResultLine {
  /// The flow; nil when the line is none.
  var flow: FlowRecord? {
    guard let id, let verdict, let confidence, let reason, let client, let server, let start, let end else {
      return nil
    }
    var flow = FlowRecord(
      id: id, verdict: verdict, confidence: confidence, reason: reason, clientIP: client.ip,
      clientPort: client.port, serverIP: server.ip, serverPort: server.port, start: start, end: end)
    flow.isThroughProxy = labels?.first == "proxy_connect"
    (flow.serverName, flow.nameSource) = (server.name, server.nameSource)
    flow.endpoint = endpoint
    (flow.proxyAuthority, flow.proxyStatus) = (proxy?.authority, proxy?.status)
    (flow.clientPackets, flow.serverPackets) = (packets?.client ?? 0, packets?.server ?? 0)
    (flow.clientBytes, flow.serverBytes) = (bytes?.client ?? 0, bytes?.server ?? 0)
    flow.version = tls?.version
    flow.maximumVersion = tls?.clientHello?.maxVersion
    flow.cipherSuite = tls?.serverHello?.cipherSuite?.name
    flow.notes = notes?.map(\.record) ?? []
    return flow
  }

  /// What is said of the capture; nil when the line is not its own.
  var captureRecord: CaptureRecord? {
    guard let file, let policy else { return nil }
    var capture = CaptureRecord(
      bytes: file.bytes, format: file.format, packets: file.packets, tcpPackets: file.tcpPackets,
      policyDate: policy.asOf, policySource: policy.source, notes: file.notes.map(\.record))
    capture.compression = file.compression
    (capture.firstPacket, capture.lastPacket) = (file.firstPacket, file.lastPacket)
    return capture
  }
}

extension FindingRecord {
  init(_ finding: ResultLine.Finding) {
    self.init(
      code: finding.code, severity: finding.severity, title: finding.title, clientIP: finding.client.ip,
      route: finding.route, confidence: finding.confidence, attempts: finding.attempts, first: finding.first,
      last: finding.last)
    serverName = finding.server.name
    (serverIPs, serverPorts) = (finding.server.ip, finding.server.port)
    endpoint = finding.endpoint
    flows = finding.flows
    issueCandidates = finding.issue?.candidates ?? []
    issue = finding.issue?.best
  }
}
