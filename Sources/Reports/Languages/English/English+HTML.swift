import Diagnosis

extension English {
  var languageTag: String { "en" }

  func label(_ outcome: FlowOutcome) -> Phrase {
    switch outcome {
    case .succeeds: "succeeds"
    case .fails: "fails"
    case .open: "undecided"
    }
  }

  func picture(_ text: PictureText) -> Phrase {
    switch text {
    case .ladder(let flow): "Ladder of flow \(flow)"
    case .ladderDescription(let client, let server, let verdict, let frames):
      """
      \(client) talks with \(server); verdict: \(verdict). \(Self.counted(frames, "frame", "frames")), from top to \
      bottom; a table with the same frames follows.
      """
    case .timeZero(let clock): "+0.000 is \(clock) UTC"
    case .silence(let duration): "\(duration) of silence"
    case .leftOut(let count): "\(Self.counted(count, "rung", "rungs")) not drawn"
    case .timeline: "Flows to update endpoints over time"
    case .timelineDescription(let flows, let rows):
      """
      \(Self.counted(flows, "flow", "flows")) between \(Self.counted(rows, "pair", "pairs")) of client and endpoint, \
      the earliest at the left. A disc succeeds, a cross fails, a hollow square is undecided.
      """
    case .mark(let flow, let more, let verdict, let clock):
      more == 0
        ? "Flow \(flow): \(verdict), \(clock)"
        : "Flow \(flow) and \(count: more) more: \(verdict), \(clock)"
    case .moreRows(let count):
      "\(Self.counted(count, "more pair", "more pairs")) of client and endpoint not drawn"
    case .timelineCounts(let counts):
      Phrase(
        counts.map { ("\(count: $0.count) \(outcome($0.outcome, $0.count))" as Phrase).text }.joined(
          separator: ", "))
    }
  }

  private func outcome(_ outcome: FlowOutcome, _ count: Int) -> String {
    switch outcome {
    case .succeeds: count == 1 ? "succeeds" : "succeed"
    case .fails: count == 1 ? "fails" : "fail"
    case .open: "undecided"
    }
  }

  func page(_ text: PageText) -> Phrase {
    switch text {
    case .title: "Report on a capture"
    case .skip: "Skip to the answer"
    case .answer: "Answer"
    case .pictures: "How it looks"
    case .flows: "Flows"
    case .ladders: "Each flow"
    case .howSure(let confidence): "How sure: \(confidence)"
    case .framesAsTable(let flow): "Frames of flow \(flow) as a table"
    case .time: "Time (UTC)"
    case .sender: "From"
    case .event: "What"
    case .detail: "More"
    case .filter: "Filter the flows"
    case .sortHint: "The heads of the columns sort."
    case .copy: "Copy"
    case .copied: "Copied"
    case .suitesCaption: "Cipher suites and curves"
    case .offeredColumn: "Offered by the client"
    case .takenColumn: "Taken by the endpoint"
    case .shared: "in both"
    case .article(let text): text
    case .moreLadders(let count):
      "\(Self.counted(count, "flow more is", "flows more are")) not drawn: --flow shows one in full detail."
    case .madeBy(let name, let version): "Made by \(name) \(version). Times are UTC."
    }
  }
}
