import Analysis
import Diagnosis

/// The report for people: the answer, the proof, the cure, then the rest.
struct TextWriter: ReportWriter {
  private let options: ReportOptions
  private var hasWritten = false

  /// Findings shown with their proof and cure; those after them get a line each.
  static let findingsInFull = 10
  /// Findings shown at all; those after them are counted.
  static let findingsInBrief = 50
  /// Rows of the flow table, unless every flow is asked for: more than anybody reads in a ticket.
  static let flowLines = 200
  /// Pairs of client and endpoint of whose success is told.
  static let successLines = 20

  init(options: ReportOptions) {
    self.options = options
  }

  func begin(_ output: inout ReportOutput) throws(OutputFault) {}

  mutating func add(_ capture: ReportedCapture, to output: inout ReportOutput) throws(OutputFault) {
    var report = TextReport(capture, options: options)
    if hasWritten { report.page.blankLine() }
    hasWritten = true
    try report.write(to: &output)
  }

  func end(_ output: inout ReportOutput) throws(OutputFault) {}
}

/// The text on one capture.
struct TextReport {
  let capture: ReportedCapture
  let options: ReportOptions
  let language: Words
  var page: TextPage

  init(_ capture: ReportedCapture, options: ReportOptions) {
    self.capture = capture
    self.options = options
    language = options.language.words
    page = TextPage(width: options.width, usesColor: options.usesColor)
  }

  mutating func write(to output: inout ReportOutput) throws(OutputFault) {
    addHeader()
    addPolicy()
    if !options.flows.isEmpty { return try addChosenFlows(to: &output) }
    let survey = FlowSurvey(capture, options: options)
    addAnswer(survey)
    addFindings(survey)
    addSuccesses(survey)
    try hand(over: &output)
    try addTable(survey, to: &output)
    if options.drawsLadders { try addLadders(survey, to: &output) }
    addNotes()
    try hand(over: &output)
  }

  mutating func hand(over output: inout ReportOutput) throws(OutputFault) {
    output.buffer.add(page.take())
    try output.flushFullBlock()
  }

  /// Each flow of the table as a ladder.
  private mutating func addLadders(_ survey: FlowSurvey, to output: inout ReportOutput) throws(OutputFault) {
    let drawn = Set(findings.prefix(TextWriter.findingsInFull).map(\.decisiveFlow))
    for id in survey.listed where !drawn.contains(Int(id)) {
      addWalkthrough(of: Int(id))
      try hand(over: &output)
    }
  }

  private mutating func addChosenFlows(to output: inout ReportOutput) throws(OutputFault) {
    for id in Set(options.flows).sorted() {
      page.blankLine()
      if (0..<capture.flowCount).contains(id) {
        addFlow(capture.flow(id))
      } else {
        page.paragraph(language.remark(.noFlow(id: id, flows: capture.flowCount)), indent: 0)
      }
      try hand(over: &output)
    }
  }

  private mutating func addHeader() {
    let facts = facts()
    let path = SafeText.shown(capture.description.path, limit: .max)
    if DisplayWidth.columns(of: path) + 3 + DisplayWidth.columns(of: facts.text) <= page.width {
      return page.line([(path, .strong), ("   " + facts.text, .plain)])
    }
    page.line([(TextPage.clippedInMiddle(path, to: page.width), .strong)])
    page.paragraph(facts, indent: 2)
  }

  /// By which policy the flows were judged, when that is another than a user expects who gave no option.
  private mutating func addPolicy() {
    if let policy = policyInForce { page.paragraph(policy, indent: 2) }
  }

  /// The same as a sentence; nil for the policy that is expected.
  var policyInForce: Phrase? {
    let policy = capture.policy
    if policy.isDefault { return nil }
    let file: String? = if case .file(let path) = policy.source { path } else { nil }
    let date = language.date(UTCTime(seconds: Int64(policy.asOf.daysSince1970) * 86_400))
    return language.remark(.policy(file: file, asOf: date))
  }

  /// `pcap, 2,113 packets, 20 Jul 2020 09:14:02 to 09:16:40 UTC (2 min 38 s), 31 TCP flows`.
  func facts() -> Phrase {
    let about = capture.description
    let compression: Phrase = about.compression.map { " (\($0))" } ?? ""
    var facts: [Phrase] = ["\(about.format)\(compression)", language.remark(.packets(about.packets))]
    if let first = about.firstPacket, let last = about.lastPacket {
      let (start, end) = (UTCTime(nanoseconds: first), UTCTime(nanoseconds: last))
      let isOneDay = (start.year, start.month, start.day) == (end.year, end.month, end.day)
      let to: Phrase = isOneDay ? clock(last, digits: 0) : "\(language.date(end)) \(clock(last, digits: 0))"
      let from: Phrase = "\(language.date(start)) \(clock(first, digits: 0))"
      let duration = language.duration(nanoseconds: last &- first)
      facts.append(language.remark(.period(from: from, to: to, duration: duration)))
    }
    return language.list(facts + [language.remark(.tcpFlows(capture.flowCount))])
  }

  /// `09:14:31.201`, in UTC.
  func clock(_ time: Int64, digits: Int) -> Phrase {
    let moment = UTCTime(nanoseconds: time)
    var text = ByteBuffer()
    text.addClock(moment)
    text.addFraction(moment.nanosecond, digits: min(digits, capture.description.timeDigits))
    return Phrase(text.text)
  }

  private mutating func addNotes() {
    let notes = capture.description.notes
    guard !notes.isEmpty else { return }
    page.blankLine()
    let head = language.heading(.notes).text
    for (index, note) in notes.enumerated() {
      page.paragraph(
        language.note(note), indent: DisplayWidth.columns(of: head) + 2,
        first: (index == 0 ? head : "", .strong))
    }
  }
}
