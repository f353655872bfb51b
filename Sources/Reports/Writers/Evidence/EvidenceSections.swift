import Diagnosis

/// The facts of a file as parts of a page.
struct EvidenceSections {
  struct Section {
    var heading: EvidenceHeading
    var facts: [Fact]
  }

  struct Fact {
    /// Where it stands; nil for one that stands nowhere.
    var line: Int?
    var text: Phrase
    var style = TextStyle.plain
    /// Lines below: the line of the file, lists, faults.
    var details: [(text: Phrase, style: TextStyle)] = []
  }

  private(set) var sections: [Section] = []
  let language: Words

  init(_ language: Words) {
    self.language = language
  }

  mutating func add(_ facts: ServerFacts) {
    section(.windows, facts.windowsVersions.map(windows))
    section(.serviceStarts, facts.serviceStarts.map(start))
    section(.synchronizations, facts.synchronizations.map(synchronization))
    section(.failures, facts.failures.map(failure))
    section(.driverImports, facts.driverImports.map { [driverImports($0)] } ?? [])
    section(.importFailures, facts.importFailures.map(importFailures))
    section(.syncFailures, facts.syncFailures.map(syncFailure))
    section(.cipherOrder, facts.cipherOrders.map(cipherOrder))
    section(.protocols, protocols(facts))
    section(.framework, facts.frameworkSettings.map(framework))
    section(.workerProcessSwitch, facts.workerProcessSwitches.map(workerProcessSwitch))
    section(.updateSource, facts.updateSources.map(updateSource))
  }

  private mutating func section(_ heading: EvidenceHeading, _ facts: [Fact]) {
    if !facts.isEmpty { sections.append(Section(heading: heading, facts: facts)) }
  }

  /// The line of the file as it stands there.
  private func quoted(_ citation: Citation) -> (text: Phrase, style: TextStyle) {
    (Phrase(citation.text.drop { $0 == " " }.description), .faint)
  }

  private func joined(_ parts: [Phrase?]) -> Phrase {
    language.list(parts.compactMap { $0 }.filter { !$0.isEmpty })
  }

  // MARK: Logs

  private func start(_ start: ServiceStart) -> Fact {
    let at = time(start.time).map { language.remark(.at($0)) }
    let who = joined([at, language.label(start.component)])
    let known = start.protocols.filter { $0.state != .unknownWording }
    let said = known.map { "\(name: $0.protocolName ?? "") \(language.label($0.state))" as Phrase }
    let text: Phrase =
      start.protocols.isEmpty
      ? "\(language.remark(.noSchannelLines)) (\(language.label(start.sign)))" : joined(said)
    let unknown = start.protocols.filter { $0.state == .unknownWording }.map { quoted($0.citation) }
    return Fact(line: start.citation.line, text: text.isEmpty ? who : "\(who): \(text)", details: unknown)
  }

  private func synchronization(_ sync: Synchronization) -> Fact {
    let entries = language.remark(.entries(sync.count, period: period(sync.first, sync.last)))
    return Fact(line: sync.citation.line, text: "\(language.label(sync.outcome)): \(entries)")
  }

  private func failure(_ failure: LoggedFailure) -> Fact {
    let what = joined([
      language.label(failure.kind), failure.httpStatus.map { language.remark(.httpStatus($0)) },
      failure.host.map { language.remark(.host($0)) },
    ])
    let entries = language.remark(.entries(failure.count, period: period(failure.first, failure.last)))
    return Fact(
      line: failure.citation.line, text: "\(language.label(failure.component)): \(what)",
      details: [(entries, .plain), quoted(failure.citation)])
  }

  private func driverImports(_ imports: DriverImports) -> Fact {
    Fact(
      line: imports.citation.line,
      text: language.remark(.entries(imports.count, period: period(imports.first, imports.last))))
  }

  private func importFailures(_ failures: ImportFailures) -> Fact {
    let entries = language.remark(.entries(failures.count, period: period(failures.first, failures.last)))
    var details = [(text: entries, style: TextStyle.plain)]
    if !failures.updates.isEmpty {
      let shown = Array(failures.updates.prefix(3))
      details.append((language.remark(.updates(shown, of: failures.updates.count)), .plain))
    }
    return Fact(
      line: failures.citation.line, text: language.label(failures.kind),
      details: details + [quoted(failures.citation)])
  }

  private func syncFailure(_ failure: SyncFailure) -> Fact {
    let entries = language.remark(.entries(failure.count, period: period(failure.first, failure.last)))
    return Fact(
      line: failure.citation.line, text: language.label(failure.kind),
      details: [(entries, .plain), quoted(failure.citation)])
  }

  // MARK: Times

  private func period(_ first: Int64?, _ last: Int64?) -> Phrase? {
    guard let first, let last, let from = time(first) else { return nil }
    let (start, end) = (UTCTime(nanoseconds: first), UTCTime(nanoseconds: last))
    if first == last { return language.remark(.at(from)) }
    let isOneDay = (start.year, start.month, start.day) == (end.year, end.month, end.day)
    let to = isOneDay ? clock(end) : "\(language.date(end)) \(clock(end))"
    return language.remark(.period(from: from, to: to))
  }

  private func time(_ time: Int64?) -> Phrase? {
    time.map(UTCTime.init(nanoseconds:)).map { "\(language.date($0)) \(clock($0))" }
  }

  private func clock(_ time: UTCTime) -> Phrase {
    var text = ByteBuffer()
    text.addClock(time)
    return Phrase(text.text)
  }

  // MARK: Settings

  private func windows(_ version: WindowsVersion) -> Fact {
    let parts = [version.productName, version.build].compactMap { $0.map { "\(name: $0)" as Phrase } }
    return Fact(line: version.citation.line, text: joined(parts))
  }

  private func cipherOrder(_ order: CipherOrder) -> Fact {
    let names = language.list(order.suites.map { "\(name: $0)" })
    let faults = order.faults.map { (text: language.fault($0), style: TextStyle.warning) }
    return Fact(
      line: order.citation.line,
      text: "\(language.label(order.source)): \(language.remark(.suites(order.suites.count)))",
      details: (names.isEmpty ? [] : [(names, .plain)]) + faults)
  }

  private func protocols(_ facts: ServerFacts) -> [Fact] {
    if facts.protocolSettings.isEmpty, let root = facts.exportedProtocols {
      return [Fact(line: root.line, text: language.remark(.allProtocolsAtDefault))]
    }
    return facts.protocolSettings.map { setting in
      let values = joined([
        language.remark(.value(name: "Enabled", setting.enabled)),
        language.remark(.value(name: "DisabledByDefault", setting.disabledByDefault)),
      ])
      return Fact(
        line: setting.citations.first?.line,
        text: "\(name: setting.protocolName) \(language.role(setting.role)): \(values)")
    }
  }

  private func framework(_ setting: FrameworkSetting) -> Fact {
    let values = joined([
      language.remark(.value(name: "SchUseStrongCrypto", setting.strongCrypto)),
      language.remark(.value(name: "SystemDefaultTlsVersions", setting.systemDefaultTLS)),
    ])
    let bits = language.remark(.bits(setting.is32Bit ? 32 : 64))
    return Fact(
      line: setting.citations.first?.line, text: "\(setting.version.rawValue), \(bits): \(values)")
  }

  private func workerProcessSwitch(_ setting: WorkerProcessSwitch) -> Fact {
    let text = language.remark(setting.value.map(EvidenceRemark.switchIs) ?? .switchIsNotSet)
    guard let fault = setting.fault else { return Fact(line: setting.citation.line, text: text) }
    let what =
      "\(language.remark(.xmlFault(line: fault.line, column: fault.column))): \(language.fault(fault.reason))"
      as Phrase
    return Fact(line: setting.citation.line, text: text, details: [(what, .bad)])
  }

  private func updateSource(_ source: UpdateSource) -> Fact {
    let number = source.redirectorChangeNumber.map { language.remark(.redirectorChangeNumber($0)) }
    return Fact(line: source.citation.line, text: joined(["\(name: source.url)", number]))
  }
}
