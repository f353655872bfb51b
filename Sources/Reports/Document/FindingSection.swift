import Diagnosis
import Protocols

extension CaptureDocument {
  /// Each finding with its evidence and its resolution.
  var articles: [Block] {
    var resolutions: [Resolution] = []
    var timeline = timeline
    return findings.prefix(Self.findingsInFull).enumerated().map { index, finding in
      let number = findings.count > 1 ? index + 1 : nil
      let id = "finding-\(index + 1)"
      var pictures =
        walkthrough(of: finding.decisiveFlow, id: id + "-ladder").map { [Block.walkthrough($0)] } ?? []
      pictures += timeline
      timeline = []
      let resolution = Resolution(finding)
      let same = resolutions.firstIndex(of: resolution)
      resolutions.append(resolution)
      let steps = resolutionPart(resolution, sameAs: same.map { $0 + 1 })
      let evidence =
        pictures + [.part(decision(finding))] + comparison(finding) + [.part(chain(finding))]
      let parts = layout.stepsFirst ? steps + evidence : evidence + steps
      return .article(
        Article(
          headline: headline(finding, number: number, id: id), summary: summary(finding),
          parts: parts + [.part(requestedEvidence(finding))]))
    }
  }

  private func headline(_ finding: Finding, number: Int?, id: String) -> Headline {
    Headline(
      id: id, number: number, tag: words.tag(finding.severity.tag), title: words.title(finding),
      style: finding.severity.style, confidence: confidence(finding.confidence),
      attempts: words.attempts(
        finding.flows.count, first: clock(finding.first, digits: 0),
        last: end(finding.last, after: finding.first)))
  }

  func confidence(_ confidence: Confidence) -> (label: Phrase, sentence: Phrase) {
    let label = words.label(confidence)
    return (label, words.page(.confidence(label)))
  }

  private func summary(_ finding: Finding) -> [Block] {
    var paragraphs: [Paragraph] = []
    if case .verdict = finding.code {
      let reason = capture.judgement(finding.decisiveFlow).reason
      paragraphs.append(Paragraph(text: words.reason(reason, finding.peer)))
    }
    paragraphs.append(Paragraph(text: words.explanation(finding)))
    if let issue = finding.issue {
      paragraphs.append(Paragraph(text: words.issue(issue), isConclusion: true))
    }
    return paragraphs.map { .paragraph($0) } + clientSystem(finding)
  }

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
