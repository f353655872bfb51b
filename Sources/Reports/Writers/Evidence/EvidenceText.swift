import Diagnosis

/// What was understood of the server's files, for people: file by file, each fact behind the number of its line.
struct EvidenceText {
  private let language: Words
  private var page: TextPage

  static func write(_ reading: ServerFileReading, options: ReportOptions) -> ByteBuffer {
    var text = EvidenceText(
      language: options.language.words,
      page: TextPage(width: options.width, usesColor: options.usesColor))
    for (index, facts) in reading.understood.enumerated() {
      if index > 0 { text.page.blankLine() }
      text.add(facts)
    }
    text.add(reading.refused, isAlone: reading.understood.isEmpty)
    return text.page.take()
  }

  private init(language: Words, page: TextPage) {
    self.language = language
    self.page = page
  }

  // MARK: A file

  private mutating func add(_ facts: ServerFacts) {
    guard let file = facts.files.first else { return }
    page.line([(TextPage.clippedInMiddle(SafeText.shown(file.path, limit: .max), to: page.width), .strong)])
    let mark: Phrase = file.hasByteOrderMark ? " \(language.remark(.byteOrderMark))" : ""
    let encoding: Phrase = "\(file.encoding.rawValue)\(mark)"
    page.paragraph(
      language.list([Phrase(file.kind.rawValue), encoding, language.remark(.lines(file.lines))]), indent: 2)
    var sections = EvidenceSections(language)
    sections.add(facts)
    for section in sections.sections { add(section) }
    if sections.sections.isEmpty { page.paragraph(language.remark(.nothingFound), indent: 2) }
    add(file.notes)
  }

  private mutating func add(_ section: EvidenceSections.Section) {
    page.blankLine()
    page.line([(language.heading(section.heading).text, .strong)], indent: 2)
    let leads = section.facts.map { $0.line.map { language.remark(.line($0)).text } ?? "" }
    let column = 4 + (leads.map { DisplayWidth.columns(of: $0) }.max() ?? 0) + 2
    for (fact, lead) in zip(section.facts, leads) {
      page.paragraph(fact.text, indent: column, first: ("    " + lead, .faint), style: fact.style)
      for detail in fact.details { page.paragraph(detail.text, indent: column, style: detail.style) }
    }
  }

  private mutating func add(_ notes: [ServerFileNote]) {
    guard !notes.isEmpty else { return }
    page.blankLine()
    let head = language.heading(.notes).text
    for (index, note) in notes.enumerated() {
      page.paragraph(
        language.note(note), indent: DisplayWidth.columns(of: head) + 4,
        first: (index == 0 ? "  " + head : "", .strong))
    }
  }

  // MARK: What was not read

  private mutating func add(_ refused: [RefusedFile], isAlone: Bool) {
    if isAlone { page.paragraph(language.remark(.noEvidence), indent: 0) }
    guard !refused.isEmpty else { return }
    page.blankLine()
    page.line([(language.heading(.notRead).text, .strong)])
    for file in refused {
      let path = TextPage.clippedInMiddle(SafeText.shown(file.path, limit: .max), to: page.width - 2)
      page.line([(path, .plain)], indent: 2)
      page.paragraph(language.sentence(language.refusal(file.reason)), indent: 6)
    }
  }
}
