import Diagnosis

/// What was understood of the server's files: file by file, each fact with the number of its line.
struct EvidenceDocument {
  private let words: Words

  static func write(_ reading: ServerFileReading, options: ReportOptions) -> ByteBuffer {
    let document = EvidenceDocument(words: options.language.words)
    return TextRenderer(options).text(of: document.blocks(reading))
  }

  private init(words: Words) {
    self.words = words
  }

  private func blocks(_ reading: ServerFileReading) -> [Block] {
    let blocks = reading.understood.flatMap(blocks(on:))
    let nothing = Block.paragraph(Paragraph(text: words.remark(.noEvidence)))
    return (blocks.isEmpty ? [nothing] : blocks) + refused(reading.refused)
  }

  private func refused(_ files: [RefusedFile]) -> [Block] {
    guard !files.isEmpty else { return [] }
    let found = files.filter { !$0.isNamed }
    var items = (files.filter(\.isNamed) + found.prefix(Self.foundLimit)).map { file in
      Item(
        mark: .path, text: Phrase(file.path),
        details: [(words.sentence(words.refusal(file.reason)), .plain)])
    }
    let rest = found.count - Self.foundLimit
    if rest > 0 { items.append(Item(text: words.remark(.otherFiles(rest)))) }
    return [.part(Part(heading: words.heading(.notRead), level: .section, blocks: [.list(items)]))]
  }

  /// Files of folders that are listed: a folder may be a whole disk by mistake. JSON has all of them.
  private static let foundLimit = 20

  // MARK: A file

  private func blocks(on facts: ServerFacts) -> [Block] {
    guard let file = facts.files.first else { return [] }
    let sections = sections(facts)
    let mark: Phrase = file.hasByteOrderMark ? " \(words.remark(.byteOrderMark))" : ""
    let encoding: Phrase = "\(file.encoding.rawValue)\(mark)"
    let about = words.list([Phrase(file.kind.rawValue), encoding, words.remark(.lines(file.lines))])
    let title = Title(
      name: Phrase(file.path), facts: about, remarks: sections.isEmpty ? [words.remark(.nothingFound)] : [],
      form: .lines)
    let notes = file.notes.map { words.note($0) }
    let heading = words.heading(.notes) as Phrase
    return [.title(title)] + sections
      + (notes.isEmpty ? [] : [.notes(Notes(heading: heading, notes: notes, level: .subsection))])
  }

  private func sections(_ facts: ServerFacts) -> [Block] {
    let sections: [(EvidenceHeading, [Item])] = [
      (.windows, facts.windowsVersions.map(windows)),
      (.serviceStarts, facts.serviceStarts.map(start)),
      (.synchronizations, facts.synchronizations.map(synchronization)),
      (.failures, facts.failures.map(failure)),
      (.driverImports, facts.driverImports.map { [driverImports($0)] } ?? []),
      (.importFailures, facts.importFailures.map(importFailures)),
      (.syncFailures, facts.syncFailures.map(syncFailure)),
      (.cipherOrder, facts.cipherOrders.map(cipherOrder)),
      (.protocols, protocols(facts)),
      (.framework, facts.frameworkSettings.map(framework)),
      (.workerProcessSwitch, facts.workerProcessSwitches.map(workerProcessSwitch)),
      (.updateSource, facts.updateSources.map(updateSource)),
      (.upstream, facts.upstreamServers.map(upstream)),
      (.proxies, facts.proxySettings.map(proxy)),
      (.events, facts.events.map(event)),
      (.hotfixes, hotfixes(facts.hotfixes)),
      (.algorithms, facts.algorithms.map(algorithm)),
      (.policyResults, facts.policyResults.map(policyResult)),
      (.timeZones, facts.timeZones.map(timeZone)),
    ]
    return sections.filter { !$0.1.isEmpty }.map { heading, items in
      .part(Part(heading: words.heading(heading), blocks: [.list(items)]))
    }
  }

  private func item(
    _ line: Int?, _ text: Phrase, details: [(text: Phrase, style: TextStyle)] = []
  ) -> Item {
    Item(mark: .label(line.map { words.remark(.line($0)) } ?? ""), text: text, details: details)
  }

  /// The line of the file as it is.
  private func quoted(_ citation: Citation) -> (text: Phrase, style: TextStyle) {
    (Phrase(citation.text.drop { $0 == " " }.description), .faint)
  }

  private func joined(_ parts: [Phrase?]) -> Phrase {
    words.list(parts.compactMap { $0 }.filter { !$0.isEmpty })
  }

  // MARK: Logs

  private func start(_ start: ServiceStart) -> Item {
    let at = time(start.time).map { words.remark(.at($0)) }
    let who = joined([at, words.label(start.component)])
    let known = start.protocols.filter { $0.state != .unknownWording }
    let said = known.map { "\(name: $0.protocolName ?? "") \(words.label($0.state))" as Phrase }
    let text: Phrase =
      start.protocols.isEmpty
      ? "\(words.remark(.noSchannelLines)) (\(words.label(start.sign)))" : joined(said)
    let unknown = start.protocols.filter { $0.state == .unknownWording }.map { quoted($0.citation) }
    return item(start.citation.line, text.isEmpty ? who : "\(who): \(text)", details: unknown)
  }

  private func synchronization(_ sync: Synchronization) -> Item {
    let entries = words.remark(.entries(sync.count, period: period(sync.first, sync.last)))
    let kind = sync.kind.map { words.label($0) }
    return item(
      sync.citation.line, "\(words.label(sync.outcome)): \(joined([entries, kind]))",
      details: [quoted(sync.citation)])
  }

  private func failure(_ failure: LoggedFailure) -> Item {
    let what = joined([
      words.label(failure.kind), failure.httpStatus.map { words.remark(.httpStatus($0)) },
      failure.host.map { words.remark(.host($0)) },
    ])
    let entries = words.remark(.entries(failure.count, period: period(failure.first, failure.last)))
    return item(
      failure.citation.line, "\(words.label(failure.component)): \(what)",
      details: [(entries, .plain), quoted(failure.citation)])
  }

  private func driverImports(_ imports: DriverImports) -> Item {
    item(
      imports.citation.line,
      words.remark(.entries(imports.count, period: period(imports.first, imports.last))))
  }

  private func importFailures(_ failures: ImportFailures) -> Item {
    let entries = words.remark(.entries(failures.count, period: period(failures.first, failures.last)))
    var details = [(text: entries, style: TextStyle.plain)]
    if !failures.updates.isEmpty {
      let shown = Array(failures.updates.prefix(3))
      details.append((words.remark(.updates(shown, of: failures.updates.count)), .plain))
    }
    return item(
      failures.citation.line, words.label(failures.kind),
      details: details + [quoted(failures.citation)])
  }

  private func syncFailure(_ failure: SyncFailure) -> Item {
    let entries = words.remark(.entries(failure.count, period: period(failure.first, failure.last)))
    return item(
      failure.citation.line, words.label(failure.kind),
      details: [(entries, .plain), quoted(failure.citation)])
  }

  // MARK: Times

  private func period(_ first: Int64?, _ last: Int64?) -> Phrase? {
    guard let first, let last, let from = time(first) else { return nil }
    let (start, end) = (UTCTime(nanoseconds: first), UTCTime(nanoseconds: last))
    if first == last { return words.remark(.at(from)) }
    let to = start.isSameDay(as: end) ? words.clock(end) : "\(words.date(end)) \(words.clock(end))"
    return words.remark(.period(from: from, to: to))
  }

  private func time(_ time: Int64?) -> Phrase? {
    time.map(UTCTime.init(nanoseconds:)).map { "\(words.date($0)) \(words.clock($0))" }
  }

  // MARK: Settings

  private func windows(_ version: WindowsVersion) -> Item {
    let parts = [version.productName, version.build, version.computerName].compactMap {
      $0.map { "\(name: $0)" as Phrase }
    }
    return item(version.citation.line, joined(parts))
  }

  private func cipherOrder(_ order: CipherOrder) -> Item {
    let names = words.list(order.suites.map { "\(name: $0)" })
    let faults = order.faults.map { (text: words.fault($0), style: TextStyle.warning) }
    return item(
      order.citation.line,
      "\(words.label(order.source)): \(words.remark(.suites(order.suites.count)))",
      details: (names.isEmpty ? [] : [(names, .plain)])
        + (order.isDisabled ? [(words.remark(.disabledPolicy), .plain)] : []) + faults)
  }

  private func protocols(_ facts: ServerFacts) -> [Item] {
    if facts.protocolSettings.isEmpty, let root = facts.exportedProtocols {
      return [item(root.line, words.remark(.allProtocolsAtDefault))]
    }
    return facts.protocolSettings.map { setting in
      let values = joined([
        words.remark(.value(name: "Enabled", setting.enabled)),
        words.remark(.value(name: "DisabledByDefault", setting.disabledByDefault)),
      ])
      return item(
        setting.citations.first?.line,
        "\(name: setting.protocolName) \(words.role(setting.role)): \(values)")
    }
  }

  private func framework(_ setting: FrameworkSetting) -> Item {
    let values = joined([
      words.remark(.value(name: "SchUseStrongCrypto", setting.strongCrypto)),
      words.remark(.value(name: "SystemDefaultTlsVersions", setting.systemDefaultTLS)),
    ])
    let bits = words.remark(.bits(setting.is32Bit ? 32 : 64))
    return item(setting.citations.first?.line, "\(setting.version.rawValue), \(bits): \(values)")
  }

  private func workerProcessSwitch(_ setting: WorkerProcessSwitch) -> Item {
    let text = words.remark(setting.value.map(EvidenceRemark.switchIs) ?? .switchIsNotSet)
    guard let fault = setting.fault else { return item(setting.citation.line, text) }
    let what =
      "\(words.remark(.xmlFault(line: fault.line, column: fault.column))): \(words.fault(fault.reason))"
      as Phrase
    return item(setting.citation.line, text, details: [(what, .bad)])
  }

  private func updateSource(_ source: UpdateSource) -> Item {
    let number = source.redirectorChangeNumber.map { words.remark(.redirectorChangeNumber($0)) }
    return item(source.citation.line, joined(["\(name: source.url)", number]))
  }

  private func upstream(_ server: UpstreamServer) -> Item {
    item(
      server.citation.line, words.remark(.upstream(server.host, port: server.port, usesTLS: server.usesTLS)))
  }

  private func proxy(_ proxy: ProxySetting) -> Item {
    item(
      proxy.citation.line,
      words.remark(.proxy(proxy.host, port: proxy.port, isEnabled: proxy.isEnabled, proxy.user)))
  }

  private func event(_ event: LoggedEvent) -> Item {
    let at = time(event.time).map { words.remark(.at($0)) }
    return item(
      event.citation.line, joined(["\(event.source.rawValue) \(String(event.id))", at]),
      details: [quoted(event.citation)])
  }

  /// Those that tell something about WSUS, and how many others there are.
  private func hotfixes(_ hotfixes: [Hotfix]) -> [Item] {
    let known = hotfixes.filter { $0.kind != nil }
    let others = hotfixes.count - known.count
    return known.map { item($0.citation.line, words.remark(.hotfix($0))) }
      + (others > 0 ? [item(nil, words.remark(.otherHotfixes(others)))] : [])
  }

  private func policyResult(_ result: PolicyResult) -> Item {
    let system = joined(
      [result.computerName, result.domain].compactMap { $0.map { "\(name: $0)" as Phrase } })
    let objects = words.list(result.objects.map { "\(name: $0)" })
    return item(
      result.citation.line, system.isEmpty ? objects : "\(system): \(objects)")
  }

  private func timeZone(_ zone: ServerTimeZone) -> Item {
    item(zone.citation.line, words.offset(minutes: zone.minutes), details: [quoted(zone.citation)])
  }

  private func algorithm(_ setting: AlgorithmSetting) -> Item {
    item(
      setting.citations.first?.line,
      "\(setting.group.rawValue) \(name: setting.name): \(words.remark(.value(name: "Enabled", setting.enabled)))"
    )
  }
}
