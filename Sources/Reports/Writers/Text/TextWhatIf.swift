import Diagnosis
import Protocols

extension TextReport {
  /// What was offered beside what the endpoint takes, and what each system can add, one line each.
  mutating func addWhatIf(_ finding: Finding) {
    guard finding.code == .verdict(.noCommonCipher), let endpoint = finding.endpoint,
      let offer = capture.offer(of: finding),
      let comparison = CipherComparison(capture.store.clientHellos[Int(offer)], endpoint)
    else { return }
    page.blankLine()
    page.line([(language.heading(.offeredAndTaken).text, .strong)], indent: 2)
    let (offered, taken) = comparison.columns
    let language = language
    page.columns(
      (language.remark(.offered(offered.count)).text, offered),
      (language.remark(.taken(taken.count, asOf: endpoint.cipherSuitesAsOf)).text, taken), indent: 6
    ) { language.remark(.more($0)).text }
    page.paragraph(language.whatIf(comparison), indent: 4)
    for addition in comparison.additions {
      page.paragraph(language.addition(addition), indent: 4)
      if let name = addition.cipherSuites.first ?? addition.curves.first { page.command(name, indent: 6) }
    }
  }

  /// Which system the hello of a finding about an endpoint looks like, and what it would offer with TLS 1.2.
  mutating func addLooks(_ finding: Finding) {
    guard let endpoint = finding.endpoint, case .verdict(let verdict) = finding.code,
      let offer = capture.offer(of: finding)
    else { return }
    let hello = capture.store.clientHellos[Int(offer)]
    guard let system = hello.clientSystem else { return }
    page.paragraph(
      language.paragraph([language.looks(system), language.basis(system)]), indent: tagWidth,
      style: system.stack.isForeign ? .warning : .plain)
    guard verdict == .versionReject, let outlook = VersionOutlook(hello, endpoint) else { return }
    page.paragraph(language.whatIf(outlook), indent: tagWidth)
    for addition in outlook.additions {
      page.paragraph(language.addition(addition), indent: tagWidth)
      if let name = addition.cipherSuites.first { page.command(name, indent: tagWidth + 2) }
    }
  }
}

extension CipherComparison {
  /// What to show side by side: suites, or curves where only those are missing.
  var columns: (offered: [String], taken: [String]) {
    gap == .curve
      ? (offeredGroups.map(\.displayName), (takenGroups ?? missingGroups).map(\.displayName))
      : (offered.map(\.displayName), taken.map(\.displayName))
  }
}

extension TLSStack {
  var isForeign: Bool { if case .foreign = self { true } else { false } }
}

extension TextPage {
  /// How many lines of a list are shown: more than a policy usually leaves, fewer than a screen.
  private static let listLines = 12

  /// Two lists under their heads, side by side where the page is wide enough.
  ///
  /// - Parameter more: Says how many entries are not shown.
  fileprivate mutating func columns(
    _ left: (head: String, entries: [String]), _ right: (head: String, entries: [String]), indent: Int,
    more: (Int) -> String
  ) {
    let lists = [left, right].map { list in
      let rest = list.entries.count - Self.listLines
      return [list.head] + list.entries.prefix(Self.listLines) + (rest > 0 ? [more(rest)] : [])
    }
    let widths = lists.map { list in list.map { DisplayWidth.columns(of: $0) }.max() ?? 0 }
    guard indent + widths[0] + 3 + widths[1] <= width else {
      for list in lists { for (row, text) in list.enumerated() { entry(row, text, indent: indent) } }
      return
    }
    for row in 0..<max(lists[0].count, lists[1].count) {
      let style: TextStyle = row == 0 ? .faint : .plain
      let texts = lists.map { $0.indices.contains(row) ? $0[row] : "" }
      line([(Self.padded(texts[0], to: widths[0]) + "   ", style), (texts[1], style)], indent: indent)
    }
  }

  private mutating func entry(_ row: Int, _ text: String, indent: Int) {
    line([(text, row == 0 ? .faint : .plain)], indent: row == 0 ? indent - 2 : indent)
  }
}
