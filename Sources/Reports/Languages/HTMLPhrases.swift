import Diagnosis

/// The texts of pictures and of the page that holds them, in one language. Part of ``Phrases``, and kept apart
/// only because it is long.
protocol HTMLPhrases: Sendable {
  /// The language's own tag (RFC 5646).
  var languageTag: String { get }

  func picture(_ text: PictureText) -> Phrase
  func page(_ text: PageText) -> Phrase
  /// How a flow went, in a word of a legend.
  func label(_ outcome: FlowOutcome) -> Phrase
}

/// Words in a picture, at its head, and for whoever cannot see it.
enum PictureText {
  case ladder(flow: Int)
  /// What a ladder shows: who talks, and how it went.
  case ladderDescription(client: Phrase, server: Phrase, verdict: Phrase, frames: Int)
  /// What the first of a ladder's times stands for.
  case timeZero(Phrase)
  /// How long nothing was sent.
  case silence(Phrase)
  case leftOut(Int)
  case timeline
  case timelineDescription(flows: Int, rows: Int)
  /// A mark of the timeline: the first flow that it stands for, and how many more.
  case mark(flow: Int, more: Int, verdict: Phrase, at: Phrase)
  case moreRows(Int)
  case timelineCounts([(outcome: FlowOutcome, count: Int)])
}

/// How a flow went, as far as a picture tells it.
enum FlowOutcome: Int, CaseIterable {
  case succeeds
  case fails
  case open
}

/// Words around the facts of a page: heads, buttons, captions.
enum PageText {
  case title
  case skip
  case answer, pictures, flows, ladders
  case howSure(Phrase)
  case framesAsTable(flow: Int)
  case time, sender, event, detail
  case filter, sortHint
  case copy, copied
  case suitesCaption
  case offeredColumn, takenColumn, shared
  case article(Phrase)
  case moreLadders(Int)
  case madeBy(name: String, version: String)
}
