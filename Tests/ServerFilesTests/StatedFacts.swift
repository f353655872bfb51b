import Diagnosis

extension ServerFacts {
  /// What the facts say, each with the line that is cited: to compare a file with a part of it. A value is a statement of
  /// its own, so that a part says less and nothing else.
  var statements: [Statement] {
    var list = Statements()
    addLogs(to: &list)
    addSettings(to: &list)
    addSystem(to: &list)
    return list.all
  }

  struct Statement {
    let text: String
    let line: Int
  }

  fileprivate struct Statements {
    var all: [Statement] = []

    mutating func add(_ text: String, _ line: Int) { all.append(Statement(text: text, line: line)) }

    mutating func add(_ key: String, _ values: [UInt32?], _ citations: [Citation]) {
      let line = citations.map(\.line).max() ?? 0
      for (index, value) in values.enumerated() {
        if let value { add("\(key) \(index) \(value)", line) }
      }
    }
  }

  private func addLogs(to list: inout Statements) {
    for failure in failures {
      list.add("failed \(failure.component) \(failure.kind) \(failure.host ?? "")", failure.citation.line)
    }
    for start in serviceStarts {
      for line in start.protocols {
        list.add("start \(start.component) \(line.state) \(line.protocolName ?? "")", line.citation.line)
      }
    }
    for end in synchronizations {
      list.add("synchronised \(end.outcome) \(end.kind?.rawValue ?? "")", end.citation.line)
    }
    for failure in importFailures {
      list.add("import \(failure.origin) \(failure.kind)", failure.citation.line)
      for update in failure.updates { list.add("update \(update)", failure.citation.line) }
    }
    for failure in syncFailures { list.add("failed sync \(failure.kind)", failure.citation.line) }
    for event in events {
      list.add("event \(event.source) \(event.id)", event.citation.line)
      if let state = event.errorState { list.add("state \(state)", event.citation.line) }
      if let alert = event.alert { list.add("alert \(alert)", event.citation.line) }
    }
  }

  private func addSettings(to list: inout Statements) {
    for order in cipherOrders {
      list.add("order \(order.source.rawName) \(order.isDisabled)", order.citation.line)
      for suite in order.suites { list.add("suite \(suite)", order.citation.line) }
    }
    for setting in protocolSettings {
      list.add(
        "\(setting.role) \(setting.protocolName)", [setting.enabled, setting.disabledByDefault],
        setting.citations)
    }
    for setting in frameworkSettings {
      list.add(
        "\(setting.version) \(setting.is32Bit)", [setting.strongCrypto, setting.systemDefaultTLS],
        setting.citations)
    }
    for setting in algorithms {
      list.add("\(setting.group) \(setting.name)", [setting.enabled], setting.citations)
    }
    for setting in workerProcessSwitches {
      if let value = setting.value { list.add("switch \(value)", setting.citation.line) }
    }
  }

  private func addSystem(to list: inout Statements) {
    for source in updateSources { list.add("source \(source.url)", source.citation.line) }
    for server in upstreamServers { list.add("upstream \(server.host)", server.citation.line) }
    for proxy in proxySettings {
      list.add("proxy \(proxy.user) \(proxy.host)", proxy.citation.line)
      if let port = proxy.port { list.add("port \(port)", proxy.citation.line) }
    }
    for hotfix in hotfixes { list.add("hotfix \(hotfix.id)", hotfix.citation.line) }
    for version in windowsVersions {
      for name in [version.computerName, version.productName, version.build].compactMap({ $0 }) {
        list.add("windows \(name)", version.citation.line)
      }
    }
    for result in policyResults {
      for name in result.objects { list.add("object \(name)", result.citation.line) }
    }
    for zone in timeZones { list.add("zone \(zone.minutes)", zone.citation.line) }
  }
}

extension CipherOrder.Source {
  fileprivate var rawName: String {
    switch self {
    case .groupPolicy(let object, _): "group policy \(object ?? "")"
    case .policyRegistry: "policy"
    case .localRegistry: "local"
    case .effective: "effective"
    }
  }
}
