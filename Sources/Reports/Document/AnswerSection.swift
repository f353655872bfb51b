import Analysis
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

extension CaptureDocument {
  /// What a reader has to know in the first lines: that nothing failed, that nothing is proved, or, where there are
  /// several findings, all of them at a glance.
  func answer(_ survey: FlowSurvey) -> Answer {
    var answer = Answer(name: words.page(.answer), callouts: callouts(survey), entries: [])
    guard findings.count > 1 else { return answer }
    answer.entries = findings.prefix(Self.findingsInBrief).enumerated().map { index, finding in
      Entry(
        lead: words.tag(finding.severity.tag), style: finding.severity.style, text: words.title(finding),
        number: index + 1, target: index < Self.findingsInFull ? "finding-\(index + 1)" : nil)
    }
    let more = findings.count - Self.findingsInBrief
    if more > 0 { answer.more = words.remark(.moreFindings(more)) }
    return answer
  }

  /// None where the findings are the answer.
  private func callouts(_ survey: FlowSurvey) -> [Callout] {
    // A name without an address is an answer: nothing can follow it.
    if survey.flowCount == 0 { return findings.contains { $0.severity == .error } ? [] : [nothingToJudge] }
    // A failure at an endpoint is an answer, whatever else was left open.
    if survey.provesNothing, findings.first?.endpoint?.role.isUpdateService != true {
      return [undecided(survey)]
    }
    return findings.isEmpty ? [noFailure(survey)] : []
  }

  private func callout(_ tag: Tag, _ style: TextStyle, _ paragraphs: [Phrase]) -> Callout {
    Callout(tag: words.tag(tag), style: style, paragraphs: paragraphs)
  }

  private var nothingToJudge: Callout {
    let about = capture.description
    let cause = about.notes.first { $0.code == "tunnelled_packets" || $0.code == "unknown_link_type" }
    if about.packets > 0, capture.flowCount == 0, let cause {
      return callout(.undecided, .warning, [words.remark(.noTCP(cause: words.note(cause).text))])
    }
    let what: Remark =
      about.packets == 0 ? .emptyCapture : capture.flowCount > 0 ? noEndpointFlow : .noTCP(cause: nil)
    let others = about.packets - about.datagrams
    let holds = Remark.holds(datagrams: about.datagrams, dns: about.dnsDatagrams, others: others)
    let content = about.packets > 0 && capture.flowCount == 0 ? [words.remark(holds)] : []
    return callout(
      .undecided, .warning, [words.remark(what)] + content + [words.remark(.captureAgain)])
  }

  private func undecided(_ survey: FlowSurvey) -> Callout {
    let counts = survey.endpointUndecided.isEmpty ? survey.undecided : survey.endpointUndecided
    var paragraphs = [
      words.remark(
        .provesNothing(incomplete: counts[.incompleteCapture] ?? 0, unfinished: counts[.unfinished] ?? 0))
    ]
    if let flow = firstUndecided(survey) {
      paragraphs.append(
        "\(words.heading(.flow(id: flow.evidence.id))): \(words.reason(of: flow, in: capture.store))")
    }
    if survey.mayHideEndpoints { paragraphs.append(words.remark(noEndpointFlow)) }
    var callout = callout(.undecided, .warning, paragraphs + [words.remark(.captureAgain)])
    callout.commands = ResolutionStep.captureAgain.commands
    return callout
  }

  private func firstUndecided(_ survey: FlowSurvey) -> JudgedFlow? {
    let needsEndpoint = !survey.endpointUndecided.isEmpty
    for id in capture.ids ?? Array(0..<capture.flowCount) {
      let verdict = capture.judgement(id).verdict
      guard verdict == .incompleteCapture || verdict == .unfinished else { continue }
      let isEndpoint = capture.endpointRole(id)?.isUpdateService ?? false
      if isEndpoint || !needsEndpoint { return capture.flow(id) }
    }
    return nil
  }

  private func noFailure(_ survey: FlowSurvey) -> Callout {
    // A capture without TLS is not in order: it shows nothing of what was asked.
    let isOfTLS = survey.hasSuccess || !survey.undecided.isEmpty
    let count = survey.flowCount
    var paragraphs = [words.remark(isOfTLS ? .noFailure(flows: count) : .noTLS(flows: count))]
    if !survey.hasEndpointFlow, survey.wsusFlows > 0 {
      paragraphs.append(words.remark(.wsusTraffic(flows: survey.wsusFlows)))
    }
    if !survey.hasEndpointFlow { paragraphs.append(words.remark(noEndpointFlow)) }
    if survey.mayHideEndpoints { paragraphs.append(words.remark(.captureAgain)) }
    var callout =
      isOfTLS ? callout(.clean, .good, paragraphs) : callout(.informs, .strong, paragraphs)
    if survey.mayHideEndpoints { callout.commands = ResolutionStep.captureAgain.commands }
    return callout
  }

  /// Without whole packets nobody knows whether there is one.
  private var noEndpointFlow: Remark {
    capture.description.truncatedPackets.map { .hiddenNames(truncated: $0.truncated, of: $0.all) }
      ?? .noEndpointFlow
  }

  // MARK: Successes

  /// One line for each client, endpoint and outcome that works.
  func successes(_ survey: FlowSurvey) -> [Callout] {
    var callouts = survey.successes.map { callout(.succeeds, .good, [sentence(on: $0)]) }
    if survey.unlistedSuccesses > 0 {
      let more = words.remark(.moreServers(survey.unlistedSuccesses))
      callouts.append(Callout(tag: nil, style: .faint, paragraphs: [more]))
    }
    return callouts
  }

  /// Who reached whom how often, and what was negotiated.
  private func sentence(on success: (pair: FlowSurvey.Success, count: Int)) -> Phrase {
    let pair = success.pair
    let outcome = pair.version.map { [words.negotiated($0, pair.cipherSuite)] } ?? []
    let facts = words.list([words.remark(.succeeds(flows: success.count))] + outcome)
    return "\(pair.client) -> \(name: pair.server): \(facts)"
  }
}

extension CaptureDescription {
  /// How many packets were truncated, and of how many; nil when none was.
  var truncatedPackets: (truncated: Int, all: Int)? {
    for case .truncatedPackets(let packets, let all) in notes { return (packets, all) }
    return nil
  }
}
