import Diagnosis
import Protocols

extension MarkdownReport {
  /// Each finding: the answer, how sure, the cure, then the proof.
  mutating func addFindings(_ survey: FlowSurvey) {
    var cures: [(own: String?, steps: [ResolutionStep])] = []
    let findings = words.findings
    for (index, finding) in findings.prefix(TextWriter.findingsInFull).enumerated() {
      addHead(finding, number: findings.count > 1 ? index + 1 : nil)
      let cure = (own: policyResolution(for: finding), steps: resolution(for: finding))
      let same = cures.firstIndex { $0 == cure }
      cures.append(cure)
      addCure(cure.own, cure.steps, sameAs: same.map { $0 + 1 })
      addWalkthrough(of: finding.decisiveFlow)
      if let issue = finding.issue, !issue.files.isEmpty { addDecision(issue) }
      addWhatIf(finding)
      addChain(of: finding)
      addCollectables(toBeSurer(for: finding))
    }
    if findings.isEmpty, let flow = survey.exemplar { addWalkthrough(of: flow) }
  }

  private mutating func addHead(_ finding: Finding, number: Int?) {
    let title = MarkdownText("\(language.tag(finding.severity.tag)): \(language.title(finding))")
    page.heading(3, number.map { MarkdownText.number($0) + title } ?? title)
    page.paragraph(MarkdownText(language.page(.howSure(language.label(finding.confidence)))).strong)
    page.paragraph(MarkdownText(words.attempts(of: finding)))
    if case .verdict = finding.code {
      page.paragraph(MarkdownText(language.reason(capture.judgement(finding.decisiveFlow).reason)))
    }
    page.paragraph(MarkdownText(language.explanation(finding)))
    if let issue = finding.issue { page.paragraph(MarkdownText(language.issue(issue))) }
    addLooks(finding)
  }

  /// Which system the hello of a finding about an endpoint looks like, and what it would offer with TLS 1.2.
  private mutating func addLooks(_ finding: Finding) {
    guard let endpoint = finding.endpoint, case .verdict(let verdict) = finding.code,
      let offer = capture.offer(of: finding)
    else { return }
    let hello = capture.store.clientHellos[Int(offer)]
    guard let system = hello.clientSystem else { return }
    page.paragraph(MarkdownText(language.paragraph([language.looks(system), language.basis(system)])))
    guard verdict == .versionReject, let outlook = VersionOutlook(hello, endpoint) else { return }
    page.paragraph(MarkdownText(language.whatIf(outlook)))
    add(outlook.additions)
  }

  private mutating func add(_ additions: [SuiteAddition]) {
    for addition in additions {
      page.paragraph(MarkdownText(language.addition(addition)))
      if let name = addition.cipherSuites.first ?? addition.curves.first { page.fence([name]) }
    }
  }

  // MARK: The cure

  private mutating func addCure(_ own: String?, _ cure: [ResolutionStep], sameAs number: Int?) {
    guard own != nil || !cure.isEmpty else { return }
    page.heading(4, MarkdownText(language.heading(.whatToDo)))
    if let number { return page.paragraph(MarkdownText(language.remark(.sameAsFinding(number)))) }
    if let own {
      let words = own.split(whereSeparator: \.isNewline).joined(separator: " ")
      page.step(1, MarkdownText(Phrase(words)))
    }
    for (index, step) in cure.enumerated() {
      let number = index + (own == nil ? 1 : 2)
      let systems: Phrase =
        step.appliesTo.isEmpty ? "" : " \(language.remark(.appliesTo(step.appliesTo)))"
      page.step(number, MarkdownText("\(language.step(step))\(systems)"))
      page.fence(step.commands, indent: MarkdownPage.indent(ofStep: number))
    }
  }

  private mutating func addCollectables(_ files: [RequestedEvidence]) {
    guard !files.isEmpty else { return }
    page.heading(4, MarkdownText(language.heading(.toBeSurer)))
    page.list(files.map { (MarkdownText(language.collect($0)), []) })
  }

  // MARK: The proof

  /// What the server's files say, each step with the lines that prove it.
  private mutating func addDecision(_ issue: IssueAssessment) {
    page.heading(4, MarkdownText(language.heading(.decision)))
    var items = issue.steps.map { step in
      let stands = language.stands(step)
      let claim = language.claim(step.claim)
      return (
        text: MarkdownText(stands.isEmpty ? claim : "\(claim) (\(stands))"),
        quotes: step.citations.prefix(TextReport.citationsOfStep).map { MarkdownText(code: words.quoted($0)) }
      )
    }
    if let clock = issue.clock { items.append((MarkdownText(language.clock(clock)), [])) }
    page.list(items)
  }

  /// What was offered beside what the endpoint takes, and what each system can add.
  private mutating func addWhatIf(_ finding: Finding) {
    guard finding.code == .verdict(.noCommonCipher), let endpoint = finding.endpoint,
      let offer = capture.offer(of: finding),
      let comparison = CipherComparison(capture.store.clientHellos[Int(offer)], endpoint)
    else { return }
    let (offered, taken) = comparison.columns
    // A hello has room for 32,767 suites.
    let count = min(Self.suiteRows, max(offered.count, taken.count))
    let rows = (0..<count).map { row in
      [offered, taken].map { MarkdownText(code: $0.indices.contains(row) ? Phrase($0[row]) : "") }
    }
    let heads = [
      language.remark(.offered(offered.count)),
      language.remark(.taken(taken.count, asOf: endpoint.cipherSuitesAsOf)),
    ]
    page.part(language.heading(.offeredAndTaken), isLong: count > MarkdownPage.openRows) { page in
      page.table(heads.map { MarkdownText($0) }, rows)
    }
    page.paragraph(MarkdownText(language.whatIf(comparison)))
    add(comparison.additions)
  }

  /// Rows of suites: more than any system offers.
  private static let suiteRows = 100

  /// The chain that an inspecting device showed.
  private mutating func addChain(of finding: Finding) {
    let chain = FindingProof.chain(of: finding, in: capture)
    guard let frame = chain.first?.frame else { return }
    page.heading(4, MarkdownText(language.heading(.certificate(frame: frame))))
    page.list(
      chain.enumerated().compactMap { place, proof in
        proof.certificate.map {
          (MarkdownText(language.certificate($0, number: place + 1, of: chain.count)), [])
        }
      })
  }
}
