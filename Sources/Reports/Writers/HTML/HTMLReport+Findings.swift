import Diagnosis
import Protocols

extension HTMLReport {
  /// - Parameter before: the findings above it, one of which may have the same cure.
  func finding(
    _ finding: Finding, number: Int?, timeline: HTMLViews.Timeline?, before: [HTMLViews.Finding]
  ) -> HTMLViews.Finding {
    let anchor = findingAnchor(number)
    return HTMLViews.Finding(
      findingAnchor: anchor, number: number, tag: HTMLText(language.tag(finding.severity.tag)),
      tone: finding.severity.style.tone, findingTitle: HTMLText(language.title(finding)),
      howSure: HTMLText(language.page(.howSure(language.label(finding.confidence)))),
      attempts: HTMLText(words.attempts(of: finding)), sentences: sentences(on: finding),
      articleIssue: finding.issue.map { HTMLText(language.issue($0)) }, cure: cure(finding, before),
      figures: HTMLViews.Figures(
        figuresName: HTMLText(language.page(.pictures)),
        ladder: ladder(of: finding.decisiveFlow, id: anchor + "-ladder"), timeline: timeline,
        suites: suites(finding)),
      decision: decision(finding), chain: chain(finding), collect: collect(finding),
      copy: HTMLText(language.page(.copy)), copied: HTMLText(language.page(.copied)))
  }

  private func sentences(on finding: Finding) -> [HTMLText] {
    var sentences: [Phrase] = []
    if case .verdict = finding.code {
      sentences.append(language.reason(capture.judgement(finding.decisiveFlow).reason))
    }
    sentences.append(language.explanation(finding))
    if finding.isAtEndpoint, case .verdict(let verdict) = finding.code,
      let offer = capture.offer(of: finding)
    {
      let hello = capture.store.clientHellos[Int(offer)]
      if let system = hello.clientSystem {
        sentences.append("\(language.looks(system)) \(language.basis(system))")
        if verdict == .versionReject, let outlook = finding.endpoint.flatMap({ VersionOutlook(hello, $0) }) {
          sentences.append(language.whatIf(outlook))
          sentences += outlook.additions.compactMap { addition in
            addition.cipherSuites.first.map { "\(language.addition(addition)) \($0)" }
          }
        }
      }
    }
    return sentences.map { HTMLText($0) }
  }

  private func cure(_ finding: Finding, _ before: [HTMLViews.Finding]) -> HTMLViews.Cure? {
    var steps: [HTMLViews.Step] = []
    if let own = policyResolution(for: finding) {
      let words = own.split(whereSeparator: \.isNewline).joined(separator: " ")
      steps.append(HTMLViews.Step(step: HTMLText(words), commands: [], hasCommands: false))
    }
    for step in resolution(for: finding) {
      let systems: Phrase =
        step.appliesTo.isEmpty ? "" : " \(language.remark(.appliesTo(step.appliesTo)))"
      let commands = step.commands
      steps.append(
        HTMLViews.Step(
          step: HTMLText("\(language.step(step))\(systems)" as Phrase),
          commands: commands.map { HTMLText($0) }, hasCommands: !commands.isEmpty))
    }
    guard !steps.isEmpty else { return nil }
    let same = before.firstIndex { earlier in
      guard let cure = earlier.cure, cure.sameAs == nil, cure.steps.count == steps.count else { return false }
      return zip(cure.steps, steps).allSatisfy { $0.step == $1.step && $0.commands == $1.commands }
    }
    return HTMLViews.Cure(
      cureName: HTMLText(language.heading(.whatToDo)),
      sameAs: same.map { HTMLText(language.remark(.sameAsFinding($0 + 1))) }, steps: same == nil ? steps : [])
  }

  private func decision(_ finding: Finding) -> HTMLViews.List? {
    guard let issue = finding.issue, !issue.files.isEmpty else { return nil }
    var items = issue.steps.map { step in
      let stands = language.stands(step)
      let claim = language.claim(step.claim)
      return HTMLViews.Item(
        item: HTMLText(stands.isEmpty ? claim : "\(claim) (\(stands))" as Phrase),
        quotes: step.citations.prefix(TextReport.citationsOfStep).map { HTMLText(words.quoted($0)) },
        itemCommands: nil)
    }
    if let clock = issue.clock { items.append(item(language.clock(clock))) }
    return HTMLViews.List(listName: HTMLText(language.heading(.decision)), items: items)
  }

  private func chain(_ finding: Finding) -> HTMLViews.List? {
    let proofs = FindingProof.chain(of: finding, in: capture)
    guard let frame = proofs.first?.frame else { return nil }
    let items = proofs.enumerated().compactMap { place, proof in
      proof.certificate.map { item(language.certificate($0, number: place + 1, of: proofs.count)) }
    }
    return HTMLViews.List(listName: HTMLText(language.heading(.certificate(frame: frame))), items: items)
  }

  private func collect(_ finding: Finding) -> HTMLViews.List? {
    let files = toBeSurer(for: finding)
    guard !files.isEmpty else { return nil }
    return HTMLViews.List(
      listName: HTMLText(language.heading(.toBeSurer)), items: files.map { item(language.collect($0)) })
  }

  func item(_ text: Phrase, command: String? = nil) -> HTMLViews.Item {
    HTMLViews.Item(item: HTMLText(text), quotes: [], itemCommands: command.map { HTMLText($0) })
  }
}
