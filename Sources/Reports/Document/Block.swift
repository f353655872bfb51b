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
  /// Pictures that belong to no article.
  case figures([Block])
  case walkthrough(Walkthrough)
  case walkthroughs(Walkthroughs)
  case timeline(Timeline)
  case dayChart(DayChart)
}

/// What a format asks of the builders: the order of parts, and parts that only some formats can show.
struct Layout {
  /// What to do comes before its evidence.
  var stepsFirst = false
  /// Shows drawings, links and tables that can be sorted.
  var hasPictures = false
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
  /// They are about a part of the document.
  var isNested = false
}

// MARK: Groups

/// Something that a document says in full: a finding, a flow.
struct Article {
  var headline: Headline
  var summary: [Block]
  var parts: [Block]
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

// MARK: Tables

struct Table {
  struct Column {
    enum Kind {
      case text
      case time
      /// A name, an address.
      case code
      case emphasized
    }

    var title: Phrase
    var kind = Kind.text
    var isNumber = false
    /// Width in columns of text; nil when only the rows tell.
    var width: Int?
    /// Gets the columns of text that the others leave.
    var isFlexible = false
  }

  struct Row {
    var style = TextStyle.plain
    var cells: [Cell]
  }

  struct Cell {
    var text: Phrase
    /// What it is sorted by, when that is not its text.
    var key: String?
    var link: Link?
  }

  enum Link {
    case id(String)
    case file(String)
  }

  /// A row on a page that is too narrow for the columns.
  struct NarrowRow {
    var lead: String
    var text: Phrase
    var aside: String
    var lines: [Phrase]
  }

  var id: String
  var heading: Phrase
  var columns: [Column]
  var rows: Series<Row>
  var narrowRow: ((Int) -> NarrowRow)?
  /// Set where a reader may sort and filter the rows.
  var tools: (filter: Phrase, hint: Phrase)?
  /// What is said of rows that are not shown.
  var remarks: [Phrase] = []
  /// The same, given how many are shown.
  var rest: (Int) -> Phrase? = { _ in nil }
}

/// Two lists side by side.
struct Comparison {
  struct List {
    var heading: Phrase
    var entries: [String]
  }

  var heading: Phrase
  var left: List
  var right: List
  /// Marks what is in both.
  var shared: Phrase
  var conclusion: Phrase
  /// What is missing, each with a line to type.
  var additions: [(lead: Phrase, text: String?)]
  /// Stands for so many entries that are not shown.
  var more: (Int) -> Phrase

  /// More than any system offers; a message has space for 32,767.
  static let entryLimit = 100

  var rowCount: Int { min(Self.entryLimit, max(left.entries.count, right.entries.count)) }
}

// MARK: Flows

/// The frames of a flow that its verdict rests on, as a ladder and as a table.
struct Walkthrough {
  enum Form {
    case ofArticle
    /// In an article about the flow itself.
    case whole
    /// One of many, only to be looked at.
    case drawing
  }

  struct Event {
    var frame: UInt32
    var time: Phrase
    var sender: Phrase
    var label: Phrase
    var detail: Phrase
    var style: TextStyle
  }

  /// What is said of a flow above its drawing.
  struct Summary {
    var id: String
    var title: Phrase
    var status: Phrase
    var style: TextStyle
    var ends: Phrase
    var reason: Phrase
  }

  /// Of the drawing.
  var id: String
  var form: Form
  var heading: Phrase
  var ends: FlowEnds
  var summary: Summary
  var ladder: Ladder
  var tableHeading: Phrase
  /// Heads of the columns: frame, time, sender, event, detail.
  var columns: [Phrase]
  /// All senders that an event may have.
  var senders: [Phrase]
  var events: [Event]
  var notes: [Phrase]
}

/// Many flows, each drawn.
struct Walkthroughs {
  var id: String
  var heading: Phrase
  var flows: Series<Walkthrough>
  /// What is said of flows that are not drawn.
  var more: Phrase?
}
