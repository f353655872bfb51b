import Diagnosis

// The members of one fact each; who calls opens and closes the object.

extension JSONText {
  mutating func add(_ citation: Citation) {
    member("line", citation.line)
    member("text", citation.text)
  }

  private mutating func add(times first: Int64?, _ last: Int64?) {
    if let first { member("first", time: first, digits: EvidenceJSON.timeDigits) }
    if let last { member("last", time: last, digits: EvidenceJSON.timeDigits) }
  }

  mutating func add(_ version: WindowsVersion) {
    if let name = version.productName { member("product_name", name) }
    if let build = version.build { member("build", build) }
    if let server = version.server { member("server", server.rawValue) }
    add(version.citation)
  }

  mutating func add(_ start: ServiceStart) {
    if let time = start.time { member("time", time: time, digits: EvidenceJSON.timeDigits) }
    member("component", start.component.rawValue)
    member("sign", start.sign.rawValue)
    add(start.citation)
    openArray("protocols")
    for line in start.protocols {
      openObject()
      if let name = line.protocolName { member("name", name) }
      member("state", line.state.rawValue)
      add(line.citation)
      closeObject()
    }
    closeArray()
  }

  mutating func add(_ synchronization: Synchronization) {
    member("outcome", synchronization.outcome.rawValue)
    member("count", synchronization.count)
    add(times: synchronization.first, synchronization.last)
    add(synchronization.citation)
  }

  mutating func add(_ failure: LoggedFailure) {
    member("component", failure.component.rawValue)
    member("kind", failure.kind.rawValue)
    if let host = failure.host { member("host", host) }
    if let status = failure.httpStatus { member("http_status", status) }
    member("count", failure.count)
    add(times: failure.first, failure.last)
    openArray("times")
    for time in failure.times {
      beginString()
      buffer.addDateTime(UTCTime(nanoseconds: time))
      buffer.addFraction(UTCTime(nanoseconds: time).nanosecond, digits: EvidenceJSON.timeDigits)
      buffer.add("Z")
      endString()
    }
    closeArray()
    add(failure.citation)
  }

  mutating func add(_ imports: DriverImports) {
    member("count", imports.count)
    add(times: imports.first, imports.last)
    add(imports.citation)
  }

  mutating func add(_ failures: ImportFailures) {
    member("kind", failures.kind.rawValue)
    member("count", failures.count)
    member("updates", failures.updates)
    add(times: failures.first, failures.last)
    add(failures.citation)
  }

  mutating func add(_ failure: SyncFailure) {
    member("kind", failure.kind.rawValue)
    member("error", failure.text)
    member("count", failure.count)
    add(times: failure.first, failure.last)
    add(failure.citation)
  }
}

extension JSONText {
  mutating func add(_ order: CipherOrder) {
    switch order.source {
    case .groupPolicy(let object, let setting):
      member("source", "group_policy")
      if let object { member("winning_object", object) }
      if let setting { member("setting", setting) }
    case .policyRegistry: member("source", "policy_registry")
    case .localRegistry: member("source", "local_registry")
    }
    member("suites", order.suites)
    member("cipher_suites", order.cipherSuites)
    openArray("faults")
    for fault in order.faults { add(fault) }
    closeArray()
    add(order.citation)
  }

  private mutating func add(_ fault: CipherOrder.Fault) {
    openObject()
    member("code", fault.code)
    member("message", Words.english.fault(fault))
    switch fault {
    case .tooLong(let characters): member("characters", characters)
    case .unknownNames(let names): member("names", names)
    case .impossibleNames(let names, let systems):
      member("names", names)
      member("systems", systems.map(\.rawValue))
    case .whiteSpace, .empty: break
    }
    closeObject()
  }

  mutating func add(_ setting: ProtocolSetting) {
    member("protocol", setting.protocolName)
    member("role", setting.role.code)
    if let enabled = setting.enabled { member("enabled", enabled) }
    if let disabled = setting.disabledByDefault { member("disabled_by_default", disabled) }
    add(lines: setting.citations)
  }

  mutating func add(_ setting: FrameworkSetting) {
    member("version", setting.version.rawValue)
    member("bits", setting.is32Bit ? 32 : 64)
    if let value = setting.strongCrypto { member("strong_crypto", value) }
    if let value = setting.systemDefaultTLS { member("system_default_tls", value) }
    add(lines: setting.citations)
  }

  private mutating func add(lines citations: [Citation]) {
    openArray("lines")
    for citation in citations { value(citation.line) }
    closeArray()
  }

  mutating func add(_ setting: WorkerProcessSwitch) {
    if let value = setting.value { member("value", value) }
    add(setting.citation)
    guard let fault = setting.fault else { return }
    openObject("xml_fault")
    member("code", fault.reason.code)
    member("line", fault.line)
    member("column", fault.column)
    member("message", Words.english.fault(fault.reason))
    closeObject()
  }

  mutating func add(_ source: UpdateSource) {
    member("url", source.url)
    member("host", source.host)
    if let number = source.redirectorChangeNumber { member("redirector_change_number", number) }
    add(source.citation)
  }
}
