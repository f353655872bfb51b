import Analysis
import Diagnosis

/// What a report says in its first lines when nothing failed, or nothing is proved.
struct AnswerRemark {
  var tag: Tag
  var style: TextStyle
  var paragraphs: [Phrase]
  /// Lines to type, exactly.
  var commands: [String] = []
}

extension TextReport {
  /// The remarks on a capture, in order; none where the findings are the answer.
  func remarks(_ survey: FlowSurvey) -> [AnswerRemark] {
    let findings = self.findings
    if survey.flowCount == 0 { return [empty] }
    // A failure at an endpoint is an answer, whatever else was left open.
    if survey.provesNothing, findings.first?.endpoint?.role.isUpdateService != true {
      return [undecided(survey)]
    }
    return findings.isEmpty ? [clean(survey)] : []
  }

  private var empty: AnswerRemark {
    let about = capture.description
    let cause = about.notes.first { $0.code == "tunnelled_packets" || $0.code == "unknown_link_type" }
    if about.packets > 0, capture.flowCount == 0, let cause {
      let cause = language.remark(.noTCP(cause: language.note(cause).text))
      return AnswerRemark(tag: .undecided, style: .warning, paragraphs: [cause])
    }
    let what: Remark =
      about.packets == 0 ? .emptyCapture : capture.flowCount > 0 ? .noEndpointFlow : .noTCP(cause: nil)
    return AnswerRemark(
      tag: .undecided, style: .warning, paragraphs: [language.remark(what), language.remark(.captureAgain)])
  }

  private func undecided(_ survey: FlowSurvey) -> AnswerRemark {
    let counts = survey.endpointUndecided.isEmpty ? survey.undecided : survey.endpointUndecided
    var paragraphs = [
      language.remark(
        .provesNothing(incomplete: counts[.incompleteCapture] ?? 0, unfinished: counts[.unfinished] ?? 0))
    ]
    if let flow = firstUndecided(survey) {
      paragraphs.append(
        "\(language.heading(.flow(id: flow.evidence.id))): \(language.reason(flow.judgement.reason))")
    }
    paragraphs.append(language.remark(.captureAgain))
    return AnswerRemark(
      tag: .undecided, style: .warning, paragraphs: paragraphs, commands: ResolutionStep.captureAgain.commands
    )
  }

  private func firstUndecided(_ survey: FlowSurvey) -> JudgedFlow? {
    let needsEndpoint = !survey.endpointUndecided.isEmpty
    for id in 0..<capture.flowCount {
      let verdict = capture.judgement(id).verdict
      guard verdict == .incompleteCapture || verdict == .unfinished else { continue }
      let isEndpoint = capture.endpointRole(id)?.isUpdateService ?? false
      if isEndpoint || !needsEndpoint { return capture.flow(id) }
    }
    return nil
  }

  private func clean(_ survey: FlowSurvey) -> AnswerRemark {
    // Nothing but other protocols is not in order, it is beside the point.
    let isOfTLS = survey.hasSuccess || !survey.undecided.isEmpty
    let count = survey.flowCount
    var paragraphs = [language.remark(isOfTLS ? .noFailure(flows: count) : .noTLS(flows: count))]
    if !survey.hasEndpointFlow { paragraphs.append(language.remark(.noEndpointFlow)) }
    return AnswerRemark(
      tag: isOfTLS ? .clean : .informs, style: isOfTLS ? .good : .strong, paragraphs: paragraphs)
  }
}
