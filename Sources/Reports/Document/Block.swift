/// One block of a document for people, its texts in the chosen language.
///
/// Builders make blocks from a capture, a topic or a scan; renderers draw them.
indirect enum Block {
  case title(Title)
  case answer(Answer)
  case callouts([Callout])
  case entries([Entry])
  case article(Article)
  case part(Part)
  case paragraph(Paragraph)
  /// A line to type, with the sentence that leads to it.
  case command(lead: Phrase, text: String?)
  case facts([Fact])
  case steps(Steps)
  case list([Item])
  case notes(Notes)
  case table(Table)
  case comparison(Comparison)
  case figures(Figures)
  case walkthrough(Walkthrough)
  case walkthroughs(Walkthroughs)
  case dayChart(DayChart)
  case pairedLadder(PairedLadder)
}

/// What a format asks of the builders: the order of parts, and parts that only some formats can show.
struct Layout {
  /// Shows drawings, links and tables that can be sorted.
  var hasPictures = false
  /// The notes on a flow are at its end, not below its walkthrough.
  var notesLast = false
}

/// What a text means; colours follow from it.
enum TextStyle {
  case plain
  case strong
  case faint
  case good
  case warning
  case bad
}

/// Elements that are made when they are written: a table may have 150,000 rows.
struct Series<Element> {
  var count: Int
  var element: (Int) -> Element

  init(count: Int, element: @escaping (Int) -> Element) {
    (self.count, self.element) = (count, element)
  }

  init(_ elements: [Element]) {
    self.init(count: elements.count) { elements[$0] }
  }
}

// MARK: Texts

/// The head of a document.
struct Title {
  enum Form {
    /// The facts follow on the same line where there is space for them.
    case line
    /// The facts are below the name.
    case lines
    /// The facts are what matters.
    case totals
  }

  var name: Phrase
  var facts: Phrase
  var remarks: [Phrase] = []
  var form = Form.line
  /// The name is a path, and not words.
  var isCode = true
  /// Sections to go to, by their ids.
  var contents: [(name: Phrase, id: String)] = []
}

/// What a reader has to know first.
struct Answer {
  var name: Phrase
  var callouts: [Callout]
  /// The articles that follow, where there are several.
  var entries: [Entry]
  var more: Phrase?
}

/// Sentences after a tag.
struct Callout {
  var tag: Phrase?
  var style: TextStyle
  var paragraphs: [Phrase]
  /// Lines to type, exactly.
  var commands: [String] = []
}

/// A line of a table of contents.
struct Entry {
  var lead: Phrase
  var style: TextStyle
  var text: Phrase
  var textStyle = TextStyle.plain
  /// Nil for one that is not numbered.
  var number: Int?
  /// The id of the article that it leads to.
  var target: String?
}

struct Paragraph {
  var text: Phrase
  var style = TextStyle.plain
  /// It sums up the paragraphs around it.
  var isConclusion = false
  /// The page that it ends with.
  var link: Link?

  enum Link {
    /// The address itself is shown where it has no name, and wherever nobody can follow a link.
    case article(ArticleAddress, name: Phrase? = nil)
    /// A report beside the page, under the name of its capture.
    case report(file: String, name: Phrase)
  }
}

/// A value with its name.
enum Fact {
  case value(name: Phrase, Phrase)
  /// A list of code points in the order of the wire.
  case codes(name: Phrase, [Code])
  case remark(Phrase)

  struct Code {
    var id: String
    var name: String
    var isMarked: Bool
  }

  /// The same in a list.
  var item: Item {
    switch self {
    case .value(let name, let value): Item(mark: .label(name), text: value)
    case .remark(let text): Item(text: text)
    case .codes(let name, let codes):
      Item(
        text: "\(name) (\(codes.count))",
        details: codes.map { ("\($0.id) \($0.name)\($0.isMarked ? " *" : "")", .plain) })
    }
  }
}

struct Steps {
  struct Step {
    var text: Phrase
    var commands: [String] = []
    /// Where it is documented.
    var reference: Phrase?
  }

  var steps: [Step]
  /// Says where the same steps are, in place of them.
  var sameAs: Phrase?
}

/// An element of a list, such as a line of evidence.
struct Item {
  enum Mark {
    case bullet
    /// A few words, such as a line number; those of one list are equally wide.
    case label(Phrase)
    /// The text is a path.
    case path
  }

  var mark = Mark.bullet
  var text: Phrase
  var details: [(text: Phrase, style: TextStyle)] = []
}

struct Notes {
  var heading: Phrase
  var notes: [Phrase]
  var level = Part.Level.section
}

// MARK: Groups

/// Something that a document says in full: a finding, a flow.
struct Article {
  var headline: Headline
  var blocks: [Block]
}

struct Headline {
  var id: String
  var number: Int?
  var tag: Phrase?
  var title: Phrase
  var style: TextStyle
  /// The confidence in a word, and as a sentence.
  var confidence: (label: Phrase, sentence: Phrase)
  /// When it happened, and how often.
  var attempts: Phrase?
  /// The flow that the article is about.
  var flow: FlowEnds?
}

/// Who talked to whom, and how to find it in Wireshark.
struct FlowEnds {
  var client: Phrase
  var server: Phrase
  /// A display filter.
  var filter: Phrase
}

/// A part of a document with its heading. One without blocks is omitted.
struct Part {
  enum Level {
    case section
    case subsection
  }

  var heading: Phrase?
  var level = Level.subsection
  /// Details that are folded where a format can.
  var isFolded = false
  var blocks: [Block] = []
}
