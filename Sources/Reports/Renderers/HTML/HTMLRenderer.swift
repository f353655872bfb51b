/// Blocks as one page that needs nothing but itself.
struct HTMLRenderer: DocumentRenderer {
  static let layout = Layout(hasPictures: true)

  let options: ReportOptions
  private let title: Phrase
  private let style: String
  var buffer = ByteBuffer()
  private var documents = 0
  /// What the ids of the document begin with.
  var prefix = ""
  var isInArticle = false

  init(_ options: ReportOptions) {
    self.options = options
    title = options.language.words.page(.title)
    style = HTMLTemplates.style
  }

  /// The page on a scan, with its own title and styles.
  init(scan options: ReportOptions) {
    self.options = options
    title = options.language.words.scan(.title)
    style = HTMLTemplates.style + HTMLTemplates.scanStyle
  }

  var words: Words { options.language.words }

  mutating func hand(over output: inout ReportOutput) throws(OutputFault) {
    try output.take(&buffer)
  }

  // MARK: The page

  mutating func beginPage() {
    let policy = ContentSecurityPolicy(style: style, script: HTMLTemplates.script)
    render(
      "head",
      [
        "languageTag": words.languageTag, "policy": policy.text, "style": style, "title": text(title),
        "skip": text(words.page(.skip)),
      ])
  }

  mutating func endDocument() { buffer.add("</article>\n") }

  mutating func endPage() {
    let madeBy = words.page(.madeBy(name: Generator.name, version: Generator.version))
    render("tail", ["madeBy": text(madeBy), "script": HTMLTemplates.script])
  }

  // MARK: Templates

  /// A field that is nil is left out.
  mutating func render(_ template: String, _ fields: [String: Any?]) {
    buffer.add(HTMLTemplates.shared.render(fields.compactMapValues { $0 }, with: template))
  }

  /// The text for a template, which escapes it.
  func text(_ phrase: Phrase) -> String { HTMLText(phrase).description }

  /// The text for a place in a template that does not escape it.
  func breakable(_ phrase: Phrase) -> String { HTMLText(phrase).breakable }

  func escaped(_ phrase: Phrase) -> String { HTMLText(phrase).escaped }

  mutating func addEmptyLine() { buffer.add("\n") }

  mutating func addHeading(_ heading: Phrase) { buffer.add("<h3>\(escaped(heading))</h3>\n") }

  // MARK: Heads

  mutating func add(_ title: Title) {
    documents += 1
    let isTotals = title.form == .totals
    let id = isTotals ? "scan" : "c\(documents)"
    prefix = isTotals ? "" : id + "-"
    render(
      "title",
      [
        "id": id, "name": text(title.name), "facts": text(title.facts), "isTotals": isTotals,
        "remarks": title.remarks.map(text), "hasContents": !title.contents.isEmpty,
        "contents": title.contents.map { ["id": prefix + $0.id, "name": text($0.name)] },
      ])
  }

  mutating func add(_ answer: Answer) {
    let entries = answer.entries.map { entry in
      var fields = ["lead": text(entry.lead), "tone": entry.style.tone, "text": text(entry.text)]
      fields["target"] = entry.target.map { prefix + $0 }
      return fields
    }
    render(
      "answer",
      [
        "answerName": text(answer.name), "callouts": answer.callouts.map(fields), "entries": entries,
        "hasEntries": !entries.isEmpty, "more": answer.more.map(text),
      ])
  }

  mutating func add(_ callouts: [Callout]) {
    for callout in callouts { add(callout) }
    addEmptyLine()
  }

  mutating func add(_ callout: Callout) { render("callout", fields(of: callout)) }

  private func fields(of callout: Callout) -> [String: Any] {
    var fields = fields(of: callout.commands)
    fields["tag"] = callout.tag.map(text)
    fields["tone"] = callout.style.tone
    fields["paragraphs"] = callout.paragraphs.map(breakable)
    return fields
  }

  private func fields(of commands: [String]) -> [String: Any] {
    ["commands": commands.map { text(Phrase($0)) }, "hasCommands": !commands.isEmpty]
  }

  // MARK: Groups

  mutating func begin(_ headline: Headline) {
    isInArticle = true
    let number = headline.number.map { "\($0). " } ?? ""
    render(
      "headline",
      [
        "id": prefix + headline.id, "tone": headline.style.tone, "tag": headline.tag.map(text),
        "title": number + text(headline.title), "confidence": text(headline.confidence.sentence),
        "attempts": headline.attempts.map(text),
      ])
  }

  mutating func endArticle() {
    isInArticle = false
    buffer.add("</section>\n")
  }

  mutating func begin(_ part: Part) {
    if let heading = part.heading { addHeading(heading) }
  }

  mutating func end(_ part: Part) {
    if case .steps = part.blocks.first { return }
    addEmptyLine()
  }

  // MARK: Texts

  mutating func add(_ paragraph: Paragraph) {
    let style = paragraph.isConclusion ? " class=\"issue\"" : ""
    let link = paragraph.link.map { " " + html($0) } ?? ""
    buffer.add("<p\(style)>\(breakable(paragraph.text))\(link)</p>\n")
  }

  private func html(_ link: Paragraph.Link) -> String {
    switch link {
    case .article(let address, let name):
      "<a" + attribute("href", address.text) + ">\(breakable(name ?? Phrase(address.text)))</a>"
    case .report(let file, let name): "<a" + attribute("href", file) + ">\(breakable(name))</a>"
    }
  }

  mutating func addCommand(_ text: String?, lead: Phrase) {
    add(Paragraph(text: text.map { "\(lead) \($0)" } ?? lead))
  }

  mutating func add(lines: [String]) {
    for line in lines { add(Paragraph(text: Phrase(line))) }
  }

  mutating func add(_ notes: Notes) {
    addHeading(notes.heading)
    add(notes.notes.map { Item(text: $0) })
  }

  mutating func addFaint(_ text: Phrase) {
    add(Callout(tag: nil, style: .faint, paragraphs: [text]))
  }

  mutating func add(_ steps: Steps) {
    render(
      "steps",
      [
        "sameAs": steps.sameAs.map(text), "copy": text(words.page(.copy)),
        "copied": text(words.page(.copied)),
        "steps": steps.steps.map { step in
          fields(of: step.commands).merging(["text": breakable(step.text)]) { $1 }
        },
      ])
  }

  mutating func add(_ items: [Item]) {
    let fields = items.map { item -> [String: Any] in
      let label = if case .label(let label) = item.mark { text(label) + ": " } else { "" }
      return [
        "text": HTMLText(label).escaped + breakable(item.text), "quotes": item.details.map { text($0.text) },
      ]
    }
    render("list", ["items": fields])
  }

  // MARK: Tables

  mutating func begin(_ table: Table) {
    guard table.rows.count > 0 else { return }
    render(
      "table",
      [
        "id": prefix + table.id, "heading": table.heading.map(text), "isSortable": table.tools != nil,
        "filter": table.tools.map { text($0.filter) }, "hint": table.tools.map { text($0.hint) },
        "columns": table.columns.map {
          ["title": text($0.title), "isNumber": $0.isNumber] as [String: Any]
        },
      ])
  }

  mutating func add(_ row: Table.Row, of table: Table) {
    buffer.add(html(row, of: table, isPlain: table.tools == nil))
  }

  mutating func end(_ table: Table) {
    let count = table.rows.count
    if count > 0 {
      buffer.add("</tbody></table></div>\n")
      if let rest = table.rest(count) { buffer.add("<p class=\"faint\">\(escaped(rest))</p>\n") }
    }
    for remark in table.remarks { addFaint(remark) }
    if count > 0 { buffer.add("</section>\n") }
  }

  /// Not a template: a page has up to 150,000 rows. A plain one has no head and no colour.
  func html(_ row: Table.Row, of table: Table, isPlain: Bool = false) -> String {
    var html = "<tr" + attribute("class", isPlain ? nil : row.style.tone) + ">"
    for (index, (cell, column)) in zip(row.cells, table.columns).enumerated() {
      let isHead = index == 0 && !isPlain
      let style = isPlain ? (column.isNumber ? "number" : nil) : column.kind.style
      html += isHead ? "<th scope=\"row\"" : "<td"
      html += attribute("class", style) + attribute("data-key", cell.key) + ">"
      let shown = escaped(cell.text)
      html += cell.link.map { "<a" + attribute("href", target(of: $0)) + ">\(shown)</a>" } ?? shown
      html += isHead ? "</th>" : "</td>"
    }
    return html + "</tr>\n"
  }

  private func attribute(_ name: String, _ value: String?) -> String {
    value.map { " \(name)=\"\(HTMLText($0).escaped)\"" } ?? ""
  }

  private func target(of link: Table.Link) -> String {
    switch link {
    case .id(let id): "#\(prefix)\(id)"
    case .file(let path): path
    }
  }
}

extension Table.Column.Kind {
  /// The class of the style sheet.
  fileprivate var style: String? {
    switch self {
    case .text, .code: nil
    case .time: "time"
    case .emphasized: "verdict"
    }
  }
}
