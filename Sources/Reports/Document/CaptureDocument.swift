import Analysis
import Diagnosis

/// What a person reads about one capture: the answer, the evidence, what to do, then the rest. Each section has a file
/// beside this one.
struct CaptureDocument {
  let capture: ReportedCapture
  let options: ReportOptions
  let layout: Layout
  let words: Words
  let findings: Findings

  /// Findings shown in full; those after them get a line each.
  static let findingsInFull = 10
  /// Findings shown at all; those after them are counted.
  static let findingsInBrief = 50
  /// Rows of the flow table, unless every flow is asked for: more than anybody reads in a ticket.
  static let flowLines = 200
  /// Pairs of client and endpoint whose success is shown.
  static let successLines = 20
  /// Flows that a page draws, also when every flow is listed: browsers and mail do not take a larger page.
  static let drawnFlows = 200

  init(_ capture: ReportedCapture, options: ReportOptions, layout: Layout) {
    var options = options
    // Who asks for flows by their ids wants to see them, whatever they are.
    if layout.hasPictures, !options.flows.isEmpty { options.listsAllFlows = true }
    (self.capture, self.options, self.layout) = (capture, options, layout)
    words = options.language.words
    let selection = FlowSelection(capture, options: options)
    // Those of a whole capture are not filtered: there may be one for each of a hundred thousand flows.
    findings =
      selection.isWhole
      ? capture.findings : Findings(capture.findings.filter { selection.includes($0) })
  }

  var blocks: [Block] {
    if !options.flows.isEmpty, !layout.hasPictures { return [.title(title)] + chosenFlows }
    let survey = FlowSurvey(capture, options: options)
    var blocks: [Block] = [.title(title), .answer(answer(survey))]
    blocks += articles
    blocks += [
      .figures(findings.isEmpty ? figures(of: survey) : Figures()), .callouts(successes(survey)),
      .table(flowTable(survey)),
    ]
    if let walkthroughs = walkthroughs(survey) { blocks.append(.walkthroughs(walkthroughs)) }
    let notes = capture.description.notes.map { words.note($0) }
    if !notes.isEmpty { blocks.append(.notes(Notes(heading: words.heading(.notes), notes: notes))) }
    return blocks
  }

  /// An example of what works, where nothing failed.
  private func figures(of survey: FlowSurvey) -> Figures {
    Figures(walkthrough: survey.exemplar.flatMap { walkthrough(of: $0, id: "example") }, timeline: timeline)
  }

  // MARK: The head

  private var title: Title {
    Title(
      name: name, facts: facts, remarks: policyInForce.map { [$0] } ?? [])
  }

  /// The path as it was given; of an absolute one the file's name, unless several captures have to be told apart.
  private var name: Phrase {
    let path = capture.description.path
    guard path.hasPrefix("/"), !options.isOfSeveral, let last = path.split(separator: "/").last else {
      return Phrase(path)
    }
    return Phrase(String(last))
  }

  /// By which policy the flows were judged; nil for the one that a user expects who gave no option.
  private var policyInForce: Phrase? {
    let policy = capture.policy
    if policy.isDefault { return nil }
    let file: String? = if case .file(let path) = policy.source { path } else { nil }
    let date = words.date(UTCTime(seconds: Int64(policy.asOf.daysSince1970) * 86_400))
    return words.remark(.policy(file: file, asOf: date))
  }

  /// `pcap, 2,113 packets, 20 Jul 2020 09:14:02 to 09:16:40 UTC (2 min 38 s), 31 TCP flows`.
  private var facts: Phrase {
    let about = capture.description
    let compression: Phrase = about.compression.map { " (\($0))" } ?? ""
    var facts: [Phrase] = ["\(about.format)\(compression)", words.remark(.packets(about.packets))]
    if let first = about.firstPacket, let last = about.lastPacket {
      let from: Phrase = "\(words.date(UTCTime(nanoseconds: first))) \(clock(first, digits: 0))"
      let duration = words.duration(nanoseconds: last &- first)
      facts.append(words.remark(.period(from: from, to: end(last, after: first), duration: duration)))
    }
    return words.list(facts + [words.remark(.tcpFlows(capture.flowCount + capture.description.leftOutFlows))])
  }

  // MARK: Times

  func clock(_ time: Int64, digits: Int) -> Phrase {
    words.clock(UTCTime(nanoseconds: time), digits: min(digits, capture.description.timeDigits))
  }

  /// The end of a period, with its date where that is another.
  func end(_ last: Int64, after first: Int64) -> Phrase {
    let (start, end) = (UTCTime(nanoseconds: first), UTCTime(nanoseconds: last))
    let clock = clock(last, digits: 0)
    return start.isSameDay(as: end) ? clock : "\(words.date(end)) \(clock)"
  }
}

extension Words {
  /// `09:14:31.201`, with so many digits of a second's fraction.
  func clock(_ time: UTCTime, digits: Int = 0) -> Phrase {
    var text = ByteBuffer()
    text.addClock(time)
    if digits > 0 { text.addFraction(time.nanosecond, digits: digits) }
    return Phrase(text.text)
  }
}

extension UTCTime {
  func isSameDay(as other: UTCTime) -> Bool {
    (year, month, day) == (other.year, other.month, other.day)
  }
}
