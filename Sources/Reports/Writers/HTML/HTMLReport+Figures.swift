import Diagnosis
import Packets

extension HTMLReport {
  /// A flow as a ladder, and its frames as a table; nil when there is no such flow.
  func ladder(of flow: Int, id: String) -> HTMLViews.Ladder? {
    guard (0..<capture.flowCount).contains(flow) else { return nil }
    return ladder(of: capture.flow(flow), id: id)
  }

  func ladder(of flow: JudgedFlow, id: String) -> HTMLViews.Ladder {
    let ladder = Ladder(flow, language) { words.detail(of: $0, after: $1, hasServerHello: $2) }
    let about = language.picture(
      .ladderDescription(
        client: Phrase(flow.evidence.client.description), server: "\(name: flow.shownServerEnd)",
        verdict: language.label(flow.judgement.verdict), frames: flow.evidence.events.count))
    let zero = language.picture(.timeZero(words.clock(ladder.start, digits: 3)))
    let number = flow.evidence.id
    return HTMLViews.Ladder(
      caption: HTMLText(
        "\(language.heading(.walkthrough(flow: number))) (Wireshark: tcp.stream eq \(number))" as Phrase),
      zero: ladder.rungs.isEmpty ? nil : HTMLText(zero),
      drawing: LadderDrawing(ladder, id: id, about: about, language).drawing, events: events(of: flow),
      ladderNotes: FlowSummary(flow, store: capture.store).notes.map { HTMLText(language.note($0)) })
  }

  private func events(of flow: JudgedFlow) -> HTMLViews.Events {
    var rows: [HTMLViews.Event] = []
    var previous: FlowEvent?
    var hasServerHello = false
    for event in flow.evidence.events {
      let sender = language.sender(event.from, isThroughProxy: flow.judgement.isThroughProxy)
      let detail = words.detail(of: event, after: previous, hasServerHello: hasServerHello)
      rows.append(
        HTMLViews.Event(
          frame: String(event.frame), time: HTMLText(words.clock(event.time, digits: 3)),
          sender: HTMLText(sender), event: HTMLText(language.label(event.kind)), detail: HTMLText(detail),
          eventTone: event.style.tone))
      hasServerHello = hasServerHello || event.kind == .serverHello
      previous = event
    }
    return HTMLViews.Events(
      eventsName: HTMLText(language.page(.framesAsTable(flow: flow.evidence.id))),
      frameName: HTMLText(language.heading(.term(.frames))), timeName: HTMLText(language.page(.time)),
      senderName: HTMLText(language.page(.sender)), eventName: HTMLText(language.page(.event)),
      detailName: HTMLText(language.page(.detail)), rows: rows)
  }

  /// All flows to endpoints in time; nil when there is none.
  func timeline() -> HTMLViews.Timeline? {
    let timeline = Timeline(capture, options: options)
    guard !timeline.rows.isEmpty else { return nil }
    let drawing = TimelineDrawing(timeline, id: "\(anchor)-timeline", language) { time in
      "\(language.date(UTCTime(nanoseconds: time))) \(words.clock(time, digits: 0))"
    }.drawing
    let legend = FlowOutcome.allCases.map {
      HTMLViews.Legend(
        shape: TimelineDrawing.shape($0, x: 6, y: 6), style: TimelineDrawing.style(of: $0),
        outcome: HTMLText(language.label($0)))
    }
    return HTMLViews.Timeline(
      timelineCaption: HTMLText(language.picture(.timeline)), drawing: drawing, legend: legend,
      moreRows: timeline.unlisted > 0 ? HTMLText(language.picture(.moreRows(timeline.unlisted))) : nil)
  }

  /// What was offered beside what the endpoint takes.
  func suites(_ finding: Finding) -> HTMLViews.Suites? {
    guard finding.code == .verdict(.noCommonCipher), let endpoint = finding.endpoint,
      let offer = capture.offer(of: finding),
      let comparison = CipherComparison(capture.store.clientHellos[Int(offer)], endpoint)
    else { return nil }
    let (offered, taken) = comparison.columns
    let shared = Set(offered).intersection(taken)
    let mark = HTMLText(language.page(.shared))
    // A hello has room for 32,767 suites.
    let count = min(Self.suiteRows, max(offered.count, taken.count))
    let rows = (0..<count).map { row in
      let (left, right) = (row < offered.count ? offered[row] : "", row < taken.count ? taken[row] : "")
      return HTMLViews.SuiteRow(
        offered: HTMLText(left), taken: HTMLText(right), offeredMark: shared.contains(left) ? mark : nil,
        takenMark: shared.contains(right) ? mark : nil)
    }
    return HTMLViews.Suites(
      suitesCaption: HTMLText(language.heading(.offeredAndTaken)),
      offeredName: HTMLText(language.remark(.offered(offered.count))),
      takenName: HTMLText(language.remark(.taken(taken.count, asOf: endpoint.cipherSuitesAsOf))),
      suiteRows: rows, verdictOnSuites: HTMLText(language.whatIf(comparison)),
      additions: comparison.additions.map {
        item(language.addition($0), command: $0.cipherSuites.first ?? $0.curves.first)
      })
  }

  /// Rows of suites: more than any system offers.
  private static let suiteRows = 100
}
