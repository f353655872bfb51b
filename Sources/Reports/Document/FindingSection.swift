import Diagnosis
import Protocols

extension CaptureDocument {
  /// Each finding with its evidence and its resolution.
  var articles: [Block] {
    var resolutions: [Resolution] = []
    return findings.prefix(Self.findingsInFull).enumerated().map { index, finding in
      let number = findings.count > 1 ? index + 1 : nil
      let id = "finding-\(index + 1)"
      let resolution = Resolution(finding)
      let same = resolutions.firstIndex(of: resolution)
      resolutions.append(resolution)
      let steps = resolutionPart(resolution, sameAs: same.map { $0 + 1 })
      let evidence = evidence(finding, id: id, timeline: index == 0 ? timeline : nil)
      return .article(
        Article(
          headline: headline(finding, number: number, id: id),
          blocks: summary(finding, resolution, isSame: same != nil) + evidence + details(finding) + steps
            + [.part(requestedEvidence(finding))]))
    }
  }

  private func evidence(_ finding: Finding, id: String, timeline: Timeline?) -> [Block] {
    let walkthrough = capture.decisiveFlow(of: finding).flatMap {
      self.walkthrough(of: $0, id: id + "-ladder")
    }
    let comparison = comparison(finding)
    let proof = [Block.part(decision(finding))] + questions(finding)
    let chain = [Block.part(chain(finding))]
    if layout.hasPictures {
      let figures = Figures(walkthrough: walkthrough, timeline: timeline, comparison: comparison)
      return (figures.isEmpty ? [] : [.figures(figures)]) + proof + chain
    }
    return (walkthrough.map { [.walkthrough($0)] } ?? []) + proof
      + (comparison.map { [.comparison($0)] } ?? []) + chain
  }

  private func headline(_ finding: Finding, number: Int?, id: String) -> Headline {
    Headline(
      id: id, number: number, tag: words.tag(finding.severity.tag), title: words.title(finding),
      style: finding.severity.style, confidence: confidence(finding.confidence),
      attempts: words.attempts(
        finding.attempts, first: clock(finding.first, digits: 0),
        last: end(finding.last, after: finding.first)))
  }

  func confidence(_ confidence: Confidence) -> (label: Phrase, sentence: Phrase) {
    let label = words.label(confidence)
    return (label, words.page(.confidence(label)))
  }

  /// What a tired reader needs: which issue it is, what proves it, and what to do first.
  private func summary(_ finding: Finding, _ resolution: Resolution, isSame: Bool) -> [Block] {
    let issue = finding.issue.map {
      Block.paragraph(Paragraph(text: words.issue($0), isConclusion: true))
    }
    let link = ArticleAddress(for: finding).map {
      Block.paragraph(Paragraph(text: words.seeArticle, link: .article($0)))
    }
    let first = isSame ? nil : firstStep(resolution)
    let order =
      layout.hasPictures
      ? [issue, link] + proof(finding) + [first] : proof(finding) + [issue, first, link]
    return order.compactMap { $0 }
  }

  private func proof(_ finding: Finding) -> [Block?] {
    var reason = words.explanation(finding)
    if hasReason(finding), let flow = capture.decisiveFlow(of: finding) {
      reason = words.reason(of: capture.flow(flow), in: capture.store)
    }
    let doubts = words.doubts(capture.doubts(of: finding), finding.peer)
    return [.paragraph(Paragraph(text: reason)), doubts.map { .paragraph(Paragraph(text: $0)) }]
  }

  /// Whether a flow's verdict says why; of other findings the explanation does.
  private func hasReason(_ finding: Finding) -> Bool {
    if case .verdict = finding.code { capture.decisiveFlow(of: finding) != nil } else { false }
  }

  private func details(_ finding: Finding) -> [Block] {
    let explanation = Block.paragraph(Paragraph(text: words.explanation(finding)))
    let blocks = (hasReason(finding) ? [explanation] : []) + clientSystem(finding)
    return [.part(Part(heading: words.heading(.why), blocks: blocks))]
  }

  /// The DNS queries for a name that stayed without an address.
  private func questions(_ finding: Finding) -> [Block] {
    let questions = FindingProof.questions(of: finding, words)
    guard let name = finding.unresolvedName?.name, !questions.isEmpty else { return [] }
    let items = questions.prefix(Self.questionsInFull).map { Item(text: $0.text) }
    let heading = words.heading(.nameQuestions(name: name, queries: questions.count))
    return [.part(Part(heading: heading, blocks: [.list(Array(items))]))]
  }

  /// Queries that are listed: a client that gets no address repeats them.
  private static let questionsInFull = 8

  /// The chain that an inspecting device showed, each certificate with its issuer.
  private func chain(_ finding: Finding) -> Part {
    let chain = FindingProof.chain(of: finding, in: capture)
    guard let frame = chain.first?.frame else { return Part() }
    let items = chain.enumerated().compactMap { index, proof in
      proof.certificate.map { Item(text: words.certificate($0, number: index + 1, of: chain.count)) }
    }
    return Part(heading: words.heading(.certificate(frame: frame)), blocks: [.list(items)])
  }
}
