import Diagnosis

/// What `wsuscap explain` prints.
package enum ExplanationText {
  /// One topic: what it looks like, why it happens, how it is resolved.
  package static func text(of topic: Topic, options: ReportOptions) -> [UInt8] {
    let language = options.language.words
    let explanation = language.explanation(of: topic)
    var page = TextPage(width: options.width, usesColor: options.usesColor)
    page.paragraph(
      explanation.title, indent: topic.code.count + 2, first: (topic.code, .strong), style: .strong)
    add(language.heading(.onTheWire), explanation.onTheWire, to: &page)
    add(language.heading(.why), explanation.why, to: &page)
    if !topic.steps.isEmpty {
      page.blankLine()
      page.line([(language.heading(.whatToDo).text, .strong)])
      for (index, step) in topic.steps.enumerated() {
        page.add(step, number: index + 1, language, isFull: true)
      }
    }
    return page.take().bytes
  }

  /// Every topic, one a line.
  package static func list(_ options: ReportOptions) -> [UInt8] {
    let language = options.language.words
    var page = TextPage(width: options.width, usesColor: options.usesColor)
    let column = (Topic.all.map(\.code.count).max() ?? 0) + 2
    for topic in Topic.all {
      page.paragraph(language.explanation(of: topic).title, indent: column, first: (topic.code, .strong))
    }
    return page.take().bytes
  }

  private static func add(_ heading: Phrase, _ text: Phrase, to page: inout TextPage) {
    page.blankLine()
    page.line([(heading.text, .strong)])
    page.paragraph(text, indent: 2)
  }
}

extension TextPage {
  /// A numbered step and its commands; with where it is written, when it is to be full.
  mutating func add(_ step: ResolutionStep, number: Int, _ language: Words, isFull: Bool = false) {
    let systems: Phrase = step.appliesTo.isEmpty ? "" : " \(language.remark(.appliesTo(step.appliesTo)))"
    let lead = (number < 10 ? "    " : "   ") + "\(number)."
    paragraph("\(language.step(step))\(systems)", indent: 7, first: (lead, .plain))
    for text in step.commands { command(text, indent: 9) }
    if isFull { paragraph(language.reference(step), indent: 7, style: .faint) }
  }
}
