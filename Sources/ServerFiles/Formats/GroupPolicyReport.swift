import Diagnosis

extension ServerFileFormat {
  /// The report that `gpresult /h` or the Group Policy Management Console writes, mostly in UTF-16.
  static let groupPolicyReport = ServerFileFormat(
    kind: .groupPolicyReport, recognises: GroupPolicyReport.recognises, read: GroupPolicyReport.read)
}

/// Reads the SSL Cipher Suite Order of a report. It cites the cell, because a line may contain a whole table.
enum GroupPolicyReport {
  /// Bytes of a report that are read. One of 5,000 settings has some 10 MiB.
  static let limit = 64 * 1024 * 1024

  /// A page with the attributes, the classes or the scripts of such a report.
  @Sendable
  static func recognises(_ opening: TextOpening) -> Bool {
    guard opening.startsWithMarkup, opening.holds("<html") else { return false }
    return ["gpmc_setting", "rsopsettings", "rsopheader", "gposettings"].contains(where: opening.holds)
  }

  @Sendable
  static func read(_ source: TextSource, _ context: ReadingContext) -> FormatReading {
    let text = WholeText(source, limit: limit)
    var facts = ServerFacts()
    let page = text.utf8.span
    let hasObjects = ["rsopsettings", "rsopheader"].contains { ByteSearch($0).first(in: page) != nil }
    for setting in PolicyTables(text.utf8, hasObjects: hasObjects).settings {
      let source = CipherOrder.Source.groupPolicy(winningObject: setting.winningObject, setting: setting.name)
      let quoted = setting.isDisabled ? setting.name ?? "" : setting.list
      var order = CipherOrder(
        source: source, suites: CipherList.names(in: setting.list), text: setting.list,
        citation: context.citation(text.lineNumber(at: setting.position), quoted))
      order.isDisabled = setting.isDisabled
      if setting.isDisabled { order.faults = [] }
      facts.cipherOrders.append(order)
    }
    var notes: [ServerFileNote] = []
    if ByteSearch("</html").first(in: page) == nil, !text.isPart {
      notes.append(.endsEarly(line: text.lines))
    }
    return FormatReading(facts, text, notes: notes)
  }
}
