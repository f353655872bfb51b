extension HTMLReport {
  /// What is said when nothing failed or nothing is proved.
  func remarks(_ survey: FlowSurvey) -> [HTMLViews.Remark] {
    words.remarks(survey).map { remark in
      HTMLViews.Remark(
        remarkTag: HTMLText(language.tag(remark.tag)), remarkTone: remark.style.tone,
        paragraphs: remark.paragraphs.map { HTMLText($0) },
        remarkCommands: remark.commands.map { HTMLText($0) }, hasCommands: !remark.commands.isEmpty)
    }
  }
}
