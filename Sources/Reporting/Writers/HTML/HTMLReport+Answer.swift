import CaptureAnalysis
import Diagnosis

extension HTMLReport {
  /// What is said when nothing failed or nothing is proved: the same in the same cases as in text.
  func remarks(_ survey: FlowSurvey) -> [HTMLViews.Remark] {
    let findings = words.findings
    if survey.flowCount == 0 { return [empty()] }
    if survey.provesNothing, findings.first?.endpoint?.role.isUpdateService != true {
      return [undecided(survey)]
    }
    return findings.isEmpty ? [clean(survey)] : []
  }

  private func remark(
    _ tag: Tag, _ style: TextStyle, _ paragraphs: [Phrase], commands: [String] = []
  ) -> HTMLViews.Remark {
    HTMLViews.Remark(
      remarkTag: HTMLText(language.tag(tag)), remarkTone: style.tone,
      paragraphs: paragraphs.map { HTMLText($0) },
      remarkCommands: commands.map { HTMLText($0) }, hasCommands: !commands.isEmpty)
  }

  private func empty() -> HTMLViews.Remark {
    let about = capture.description
    let cause = about.notes.first { $0.code == "tunnelled_packets" || $0.code == "unknown_link_type" }
    if about.packets > 0, capture.flowCount == 0, let cause {
      return remark(.undecided, .warning, [language.remark(.noTCP(cause: cause.message))])
    }
    let what: Remark =
      about.packets == 0 ? .emptyCapture : capture.flowCount > 0 ? .noEndpointFlow : .noTCP(cause: nil)
    return remark(.undecided, .warning, [language.remark(what), language.remark(.captureAgain)])
  }

  private func undecided(_ survey: FlowSurvey) -> HTMLViews.Remark {
    let counts = survey.endpointUndecided.isEmpty ? survey.undecided : survey.endpointUndecided
    var paragraphs = [
      language.remark(
        .provesNothing(incomplete: counts[.incompleteCapture] ?? 0, unfinished: counts[.unfinished] ?? 0))
    ]
    if let flow = words.firstUndecided(survey) {
      paragraphs.append(
        "\(language.heading(.flow(id: flow.evidence.id))): \(language.reason(flow.judgement.reason))")
    }
    paragraphs.append(language.remark(.captureAgain))
    return remark(.undecided, .warning, paragraphs, commands: ResolutionStep.captureAgain.commands)
  }

  private func clean(_ survey: FlowSurvey) -> HTMLViews.Remark {
    // Nothing but other protocols is not in order, it is beside the point.
    let isOfTLS = survey.hasSuccess || !survey.undecided.isEmpty
    let count = survey.flowCount
    var paragraphs = [language.remark(isOfTLS ? .noFailure(flows: count) : .noTLS(flows: count))]
    if !survey.hasEndpointFlow { paragraphs.append(language.remark(.noEndpointFlow)) }
    return isOfTLS ? remark(.clean, .good, paragraphs) : remark(.informs, .strong, paragraphs)
  }
}
