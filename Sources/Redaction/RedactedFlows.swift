import Diagnosis
import Packets

/// The ends of the flows of a capture, in the order of the flows.
struct FlowEnds {
  private(set) var addresses: [IPAddress] = []
  /// Names of servers, from whatever source.
  private(set) var hosts: [String] = []
  private(set) var processes: [Int32] = []
  /// Addresses of servers that are endpoints of the policy: they are not replaced.
  ///
  /// An address that is ever a client's or a proxy's is none, and neither is one of a private network, unless the policy
  /// itself lists it.
  private(set) var endpointServers: Set<IPAddress> = []

  init(ids: [Int], policy: EndpointPolicy, flow makeFlow: (Int) -> JudgedFlow) {
    endpointServers = PublicNames(policy).addresses
    var others: Set<IPAddress> = []
    var seen: Set<IPAddress> = []
    var seenHosts: Set<String> = []
    var seenProcesses: Set<Int32> = []
    for id in ids {
      let flow = makeFlow(id)
      let ends = (client: flow.evidence.client.address, server: flow.evidence.server.address)
      for address in [ends.client, ends.server] where seen.insert(address).inserted {
        addresses.append(address)
      }
      others.insert(ends.client)
      if flow.judgement.isThroughProxy {
        others.insert(ends.server)
      } else if flow.isToEndpoint, ends.server.isGlobal {
        endpointServers.insert(ends.server)
      }
      if let name = flow.serverName?.name, seenHosts.insert(name).inserted { hosts.append(name) }
      if let process = flow.evidence.processID, seenProcesses.insert(process).inserted {
        processes.append(process)
      }
    }
    endpointServers.subtract(others)
  }

  /// The ends of DNS questions, which no flow may have.
  mutating func add(_ name: UnresolvedName) {
    addresses += [name.client] + name.resolvers
    hosts.append(name.name)
    endpointServers.subtract([name.client] + name.resolvers)
  }
}

/// The pseudonyms of the ends of each flow. All are made before the first flow is asked for, so that every format of a
/// report has the same ones.
struct EndPseudonyms: Sendable {
  private var addresses: [IPAddress: IPAddress] = [:]
  private var hosts: [String: String] = [:]
  private var processes: [Int32: Int32] = [:]

  init(_ ends: FlowEnds, _ redactor: inout Redactor) {
    for address in ends.addresses { addresses[address] = redactor.address(address) }
    for host in ends.hosts { hosts[host] = redactor.host(host) }
    for process in ends.processes { processes[process] = redactor.process(process) }
  }

  /// The names of programs by the pseudonyms of their processes. Those of WSUS tell nothing of who was captured.
  func processNames(_ names: [Int32: String], _ redactor: inout Redactor) -> [Int32: String] {
    var redacted: [Int32: String] = [:]
    for (process, pseudonym) in processes {
      redacted[pseudonym] = names[process].map { Self.isOfWSUS($0) ? $0 : redactor.token(.program, $0) }
    }
    return redacted
  }

  private static func isOfWSUS(_ name: String) -> Bool {
    ["w3wp.exe", "wsusservice.exe"].contains(name.lowercased())
  }

  @Sendable
  func redacted(_ flow: JudgedFlow) -> JudgedFlow {
    var redacted = flow
    redacted.evidence.client = end(flow.evidence.client)
    redacted.evidence.server = end(flow.evidence.server)
    redacted.evidence.processID = flow.evidence.processID.map { processes[$0] ?? 0 }
    redacted.serverName = flow.serverName.map { ServerName(name: host($0.name), source: $0.source) }
    return redacted
  }

  @Sendable
  func redacted(_ finding: Finding) -> Finding {
    var redacted = finding
    redacted.client = address(finding.client)
    redacted.serverName = finding.serverName.map(host)
    redacted.serverAddresses = finding.serverAddresses.map(address)
    redacted.unresolvedName = finding.unresolvedName.map(self.redacted)
    return redacted
  }

  private func redacted(_ name: UnresolvedName) -> UnresolvedName {
    var redacted = name
    redacted.client = address(name.client)
    redacted.name = host(name.name)
    for index in name.questions.indices {
      redacted.questions[index].resolver = address(name.questions[index].resolver)
    }
    return redacted
  }

  private func end(_ end: EndPoint) -> EndPoint { EndPoint(address: address(end.address), port: end.port) }

  // Every flow was seen. Were there another, its ends would be left out and not told.
  private func address(_ address: IPAddress) -> IPAddress { addresses[address] ?? IPAddress(v4: 0xffff_ffff) }
  private func host(_ name: String) -> String { hosts[name] ?? "host.invalid" }
}
