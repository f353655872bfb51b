import Diagnosis

extension Severity {
  var tag: Tag {
    switch self {
    case .error: .fails
    case .warning: .warns
    case .info: .informs
    }
  }

  var style: TextStyle {
    switch self {
    case .error: .bad
    case .warning: .warning
    case .info: .strong
    }
  }
}

extension TextReport {
  /// Columns that a tag and the space behind it take.
  var tagWidth: Int {
    Tag.allCases.map { DisplayWidth.columns(of: language.tag($0).text) }.max().map { $0 + 2 } ?? 8
  }

  /// What a reader has to know in the first lines: that nothing failed, that nothing is proved, or, where
  /// there are several findings, all of them at a glance.
  mutating func addAnswer(_ survey: FlowSurvey) {
    page.blankLine()
    let findings = self.findings
    let remarks = remarks(survey)
    for remark in remarks { add(remark) }
    if !remarks.isEmpty, !findings.isEmpty { page.blankLine() }
    guard findings.count > 1 else { return }
    for (index, finding) in findings.prefix(TextWriter.findingsInBrief).enumerated() {
      let tag = language.tag(finding.severity.tag).text
      let title = language.title(finding)
      page.paragraph("\(index + 1). \(title)", indent: tagWidth, first: (tag, finding.severity.style))
    }
    let more = findings.count - TextWriter.findingsInBrief
    if more > 0 { page.paragraph(language.remark(.moreFindings(more)), indent: tagWidth) }
  }

  /// Each finding with its proof and its cure.
  mutating func addFindings(_ survey: FlowSurvey) {
    var cures: [(own: String?, steps: [ResolutionStep])] = []
    let findings = self.findings
    for (index, finding) in findings.prefix(TextWriter.findingsInFull).enumerated() {
      if findings.count > 1 { page.blankLine() }
      addHead(finding, number: findings.count > 1 ? index + 1 : nil)
      addWalkthrough(of: finding.decisiveFlow)
      if let issue = finding.issue, !issue.files.isEmpty { addDecision(issue) }
      addWhatIf(finding)
      addChain(of: finding)
      let cure = (own: policyResolution(for: finding), steps: resolution(for: finding))
      let same = cures.firstIndex { $0 == cure }
      cures.append(cure)
      if cure.own != nil || !cure.steps.isEmpty { addCure(cure.own, cure.steps, sameAs: same.map { $0 + 1 }) }
      addCollectables(toBeSurer(for: finding))
    }
    if findings.isEmpty, let flow = survey.exemplar { addWalkthrough(of: flow) }
  }

  /// One line for each client, endpoint and outcome that works.
  mutating func addSuccesses(_ survey: FlowSurvey) {
    guard !survey.successes.isEmpty else { return }
    page.blankLine()
    for success in survey.successes {
      let text = sentence(on: success)
      page.paragraph(text, indent: tagWidth, first: (language.tag(.succeeds).text, .good))
    }
    if survey.unlistedSuccesses > 0 {
      page.paragraph(language.remark(.moreServers(survey.unlistedSuccesses)), indent: tagWidth)
    }
  }

  /// Who reached whom how often, and what was negotiated.
  func sentence(on success: (pair: FlowSurvey.Success, count: Int)) -> Phrase {
    let pair = success.pair
    let outcome = pair.version.map { [language.negotiated($0, pair.cipherSuite)] } ?? []
    let facts = language.list([language.remark(.succeeds(flows: success.count))] + outcome)
    return "\(pair.client) -> \(name: pair.server): \(facts)"
  }

  var findings: Findings {
    let selection = FlowSelection(capture, options: options)
    // Those of a whole capture are not gone through: there may be one for each of a hundred thousand flows.
    if selection.isWhole { return capture.findings }
    return Findings(capture.findings.filter { selection.includes($0) })
  }

  private mutating func add(_ remark: AnswerRemark) {
    for (place, paragraph) in remark.paragraphs.enumerated() {
      page.paragraph(
        paragraph, indent: tagWidth,
        first: place == 0 ? (language.tag(remark.tag).text, remark.style) : ("", .plain))
    }
    for command in remark.commands { page.command(command, indent: tagWidth + 2) }
  }

  private mutating func addHead(_ finding: Finding, number: Int?) {
    let tag = language.tag(finding.severity.tag).text
    let title = language.title(finding)
    let numbered: Phrase = number.map { "\($0). \(title)" } ?? title
    page.paragraph(
      numbered, indent: tagWidth, first: (tag, finding.severity.style), style: .strong,
      tail: (language.label(finding.confidence).text, .faint))
    let reason = language.reason(capture.judgement(finding.decisiveFlow).reason)
    page.paragraph(attempts(of: finding), indent: tagWidth)
    if case .verdict = finding.code { page.paragraph(reason, indent: tagWidth) }
    page.paragraph(language.explanation(finding), indent: tagWidth)
    if let issue = finding.issue { page.paragraph(language.issue(issue), indent: tagWidth) }
    addLooks(finding)
  }

  /// How often it was tried, and when.
  func attempts(of finding: Finding) -> Phrase {
    let days = UTCTime(nanoseconds: finding.first)
    let last = UTCTime(nanoseconds: finding.last)
    let isOneDay = (days.year, days.month, days.day) == (last.year, last.month, last.day)
    let end: Phrase =
      isOneDay ? clock(finding.last, digits: 0) : "\(language.date(last)) \(clock(finding.last, digits: 0))"
    return language.attempts(finding.flows.count, first: clock(finding.first, digits: 0), last: end)
  }

  /// The chain that an inspecting device showed, each certificate with its issuer.
  private mutating func addChain(of finding: Finding) {
    let chain = FindingProof.chain(of: finding, in: capture)
    guard let frame = chain.first?.frame else { return }
    page.blankLine()
    page.line([(language.heading(.certificate(frame: frame)).text, .strong)], indent: 2)
    for (place, proof) in chain.enumerated() {
      guard let certificate = proof.certificate else { continue }
      page.paragraph(
        language.certificate(certificate, number: place + 1, of: chain.count), indent: 6,
        first: ("    -", .plain))
    }
  }

  /// - Parameter own: what the policy says to do, in its own words.
  private mutating func addCure(_ own: String?, _ cure: [ResolutionStep], sameAs number: Int?) {
    page.blankLine()
    page.line([(language.heading(.whatToDo).text, .strong)], indent: 2)
    if let number { return page.paragraph(language.remark(.sameAsFinding(number)), indent: 4) }
    if let own {
      let words = own.split(whereSeparator: \.isNewline).joined(separator: " ")
      page.paragraph(Phrase(words), indent: 7, first: ("    1.", .plain))
    }
    for (index, step) in cure.enumerated() {
      page.add(step, number: index + (own == nil ? 1 : 2), language)
    }
  }

  private mutating func addCollectables(_ files: [RequestedEvidence]) {
    guard !files.isEmpty else { return }
    page.blankLine()
    page.line([(language.heading(.toBeSurer).text, .strong)], indent: 2)
    for file in files { page.paragraph(language.collect(file), indent: 6, first: ("    -", .plain)) }
  }
}
