import Diagnosis

extension ServerFileFormat {
  /// The configuration of IIS' worker process, `%SystemRoot%\system32\inetsrv\w3wp.exe.config`.
  static let workerProcessConfiguration = ServerFileFormat(
    kind: .workerProcessConfiguration, recognises: WorkerProcessConfiguration.recognises,
    read: WorkerProcessConfiguration.read)
}

/// Reads the switch that makes the worker process use the system's TLS versions, and sets it.
package enum WorkerProcessConfiguration {
  /// Bytes of a file that are read. w3wp.exe.config has a few hundred.
  static let limit = 1024 * 1024

  /// A file whose first element is `configuration`, apart from faults, and that belongs to no other program.
  @Sendable
  static func recognises(_ opening: TextOpening) -> Bool {
    guard opening.startsWithMarkup, !opening.holds("<html"), !isOfOtherProgram(opening) else { return false }
    return opening.holds("<configuration") || opening.holds(WorkerProcessSwitch.name)
  }

  /// Whether the file configures a web site, or a program of its own: then it says nothing of the worker process,
  /// not even that the switch is absent.
  static func isOfOtherProgram(_ opening: TextOpening) -> Bool {
    guard opening.startsWithMarkup, opening.holds("<configuration") else { return false }
    if ["<system.web>", "<system.webServer"].contains(where: opening.holds) { return true }
    return !opening.holds(WorkerProcessSwitch.name)
      && ["<appSettings", "<connectionStrings", "<startup", "<system.serviceModel"].contains(
        where: opening.holds)
  }

  @Sendable
  static func read(_ source: TextSource, _ context: ReadingContext) -> FormatReading {
    let text = WholeText(source, limit: limit)
    let units = Array(String(decoding: text.utf8, as: UTF8.self).utf16)
    var facts = ServerFacts()
    do {
      let configuration = try ConfigurationTree(units)
      let setting = configuration.setting
      facts.workerProcessSwitches.append(
        WorkerProcessSwitch(
          value: setting?.flag, citation: citation(units, setting?.position, context), fault: nil))
    } catch {
      let (flag, position) = search(units)
      facts.workerProcessSwitches.append(
        WorkerProcessSwitch(value: flag, citation: citation(units, position, context), fault: error))
    }
    return FormatReading(facts, text)
  }

  /// Looks for the switch in a text that is not XML.
  private static func search(_ units: [UInt16]) -> (flag: Bool?, position: Int?) {
    let name = Array(WorkerProcessSwitch.name.utf16)
    var position = 0
    while let found = units[position...].firstIndex(of: name[0]) {
      position = found + 1
      guard units[found...].starts(with: name) else { continue }
      let end = min(units.count, found + name.count + 16)
      let stop = units[(found + name.count)..<end].firstIndex {
        [.semicolon, .quote, .apostrophe, .less].contains($0)
      }
      return (SwitchList(units, found..<(stop ?? end)).flag, found)
    }
    return (nil, nil)
  }

  private static func citation(_ units: [UInt16], _ position: Int?, _ context: ReadingContext) -> Citation {
    let line = position.map { XMLPosition.lineAndColumn(units, $0).line } ?? 1
    let isEnd: (UInt16) -> Bool = { $0 == 0x0A || $0 == 0x0D }
    let start = position.flatMap { units[..<$0].lastIndex(where: isEnd).map { $0 + 1 } } ?? 0
    let end = units[start...].firstIndex(where: isEnd) ?? units.count
    return context.citation(line, String(decoding: units[start..<end], as: UTF16.self))
  }
}
