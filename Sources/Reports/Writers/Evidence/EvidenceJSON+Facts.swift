import Diagnosis

// The members of one fact each; the caller writes the object around them.

extension JSONWriter {
  mutating func add(_ citation: Citation) {
    field("line", citation.line)
    field("text", citation.text)
  }

  private mutating func add(times first: Int64?, _ last: Int64?) {
    field("first", first.map(EvidenceJSON.time))
    field("last", last.map(EvidenceJSON.time))
  }

  mutating func add(_ version: WindowsVersion) {
    field("product_name", version.productName)
    field("build", version.build)
    field("server", version.server?.rawValue)
    field("computer_name", version.computerName)
    add(version.citation)
  }

  mutating func add(_ start: ServiceStart) {
    field("time", start.time.map(EvidenceJSON.time))
    field("component", start.component.rawValue)
    field("sign", start.sign.rawValue)
    add(start.citation)
    objects("protocols", start.protocols) { json, line in
      json.field("name", line.protocolName)
      json.field("state", line.state.rawValue)
      json.add(line.citation)
    }
  }

  mutating func add(_ synchronization: Synchronization) {
    field("outcome", synchronization.outcome.rawValue)
    field("kind", synchronization.kind?.rawValue)
    field("count", synchronization.count)
    add(times: synchronization.first, synchronization.last)
    add(synchronization.citation)
  }

  mutating func add(_ failure: LoggedFailure) {
    field("component", failure.component.rawValue)
    field("kind", failure.kind.rawValue)
    field("host", failure.host)
    field("http_status", failure.httpStatus)
    field("count", failure.count)
    add(times: failure.first, failure.last)
    field("times", failure.times.map(EvidenceJSON.time))
    add(failure.citation)
  }

  mutating func add(_ imports: DriverImports) {
    field("count", imports.count)
    add(times: imports.first, imports.last)
    add(imports.citation)
  }

  mutating func add(_ failures: ImportFailures) {
    field("origin", failures.origin.rawValue)
    field("kind", failures.kind.rawValue)
    field("count", failures.count)
    field("updates", failures.updates)
    add(times: failures.first, failures.last)
    add(failures.citation)
  }

  mutating func add(_ failure: SyncFailure) {
    field("kind", failure.kind.rawValue)
    field("error", failure.text)
    field("count", failure.count)
    add(times: failure.first, failure.last)
    add(failure.citation)
  }
}

extension JSONWriter {
  mutating func add(_ order: CipherOrder) {
    switch order.source {
    case .groupPolicy(let object, let setting):
      field("source", "group_policy")
      field("winning_object", object)
      field("setting", setting)
    case .policyRegistry: field("source", "policy_registry")
    case .localRegistry: field("source", "local_registry")
    case .effective: field("source", "effective")
    }
    if order.isDisabled { field("state", "disabled") }
    field("suites", order.suites)
    field("cipher_suites", order.cipherSuites)
    objects("faults", order.faults) { $0.add($1) }
    add(order.citation)
  }

  private mutating func add(_ fault: CipherOrder.Fault) {
    field("code", fault.code)
    field("message", Words.english.fault(fault))
    switch fault {
    case .tooLong(let characters): field("characters", characters)
    case .unknownNames(let names): field("names", names)
    case .impossibleNames(let names, let systems):
      field("names", names)
      field("systems", systems.map(\.rawValue))
    case .whiteSpace, .empty, .wrongType: break
    }
  }

  mutating func add(_ setting: ProtocolSetting) {
    field("protocol", setting.protocolName)
    field("role", setting.role.code)
    field("enabled", setting.enabled)
    field("disabled_by_default", setting.disabledByDefault)
    add(lines: setting.citations)
  }

  mutating func add(_ setting: FrameworkSetting) {
    field("version", setting.version.rawValue)
    field("bits", setting.is32Bit ? 32 : 64)
    field("strong_crypto", setting.strongCrypto)
    field("system_default_tls", setting.systemDefaultTLS)
    add(lines: setting.citations)
  }

  private mutating func add(lines citations: [Citation]) {
    field("lines", citations.map(\.line))
  }

  mutating func add(_ setting: WorkerProcessSwitch) {
    field("value", setting.value)
    add(setting.citation)
    guard let fault = setting.fault else { return }
    object("xml_fault") { json in
      json.field("code", fault.reason.code)
      json.field("line", fault.line)
      json.field("column", fault.column)
      json.field("message", Words.english.fault(fault.reason))
    }
  }

  mutating func add(_ source: UpdateSource) {
    field("url", source.url)
    field("host", source.host)
    field("redirector_change_number", source.redirectorChangeNumber)
    add(source.citation)
  }
}

extension JSONWriter {
  mutating func add(_ server: UpstreamServer) {
    field("host", server.host)
    field("port", server.port)
    field("tls", server.usesTLS)
    add(server.citation)
  }

  mutating func add(_ proxy: ProxySetting) {
    field("user", proxy.user.rawValue)
    field("host", proxy.host)
    field("port", proxy.port)
    field("enabled", proxy.isEnabled)
    add(proxy.citation)
  }

  mutating func add(_ event: LoggedEvent) {
    field("id", event.id)
    field("source", event.source.rawValue)
    field("time", event.time.map(EvidenceJSON.time))
    field("local_time", event.localTime)
    field("error_state", event.errorState)
    field("alert", event.alert)
    add(event.citation)
  }

  mutating func add(_ hotfix: Hotfix) {
    field("id", hotfix.id)
    field("installed", hotfix.installed)
    switch hotfix.kind {
    case .monthlyRollup(let server):
      field("kind", "monthly_rollup")
      field("system", server.rawValue)
    case .securityOnly(let server):
      field("kind", "security_only")
      field("system", server.rawValue)
    case nil: break
    }
    add(hotfix.citation)
  }

  mutating func add(_ setting: AlgorithmSetting) {
    field("group", setting.group.rawValue)
    field("name", setting.name)
    field("enabled", setting.enabled)
    add(lines: setting.citations)
  }

  mutating func add(_ result: PolicyResult) {
    field("computer_name", result.computerName)
    field("domain", result.domain)
    field("objects", result.objects)
    add(result.citation)
  }

  mutating func add(_ zone: ServerTimeZone) {
    field("utc_offset_minutes", zone.minutes)
    field("summer_time", zone.hasSummerTime)
    add(zone.citation)
  }
}
