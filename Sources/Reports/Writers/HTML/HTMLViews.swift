/// What the templates are filled with: one type a template, its fields the names that stand there.
///
/// An optional that is nil is looked up in the values around it, so a name is used on one level only.
enum HTMLViews {
  struct Head {
    var languageTag: String
    var policy: String
    var style: String
    var pageTitle: HTMLText
    var skip: HTMLText
  }

  struct Tail {
    var madeBy: HTMLText
    var script: String
  }

  /// Everything of a capture before its table of flows.
  struct Capture {
    var anchor: String
    var path: HTMLText
    var facts: HTMLText
    var policyInForce: HTMLText?
    var answerName: HTMLText
    /// What is said before the findings, when nothing failed or nothing is proved.
    var remarks: [Remark]
    /// All findings at a glance, where there are several.
    var briefs: [Brief]
    var hasBriefs: Bool
    var moreFindings: HTMLText?
    var findings: [Finding]
    var successes: [Remark]
    /// Where there is no finding to stand beside.
    var looseFigures: Figures?
  }

  struct Remark {
    var remarkTag: HTMLText?
    var remarkTone: String
    var paragraphs: [HTMLText]
    var remarkCommands: [HTMLText]
    var hasCommands: Bool
  }

  struct Brief {
    var briefTag: HTMLText
    var briefTone: String
    /// Nil for a finding that is not shown in full.
    var briefAnchor: String?
    var briefTitle: HTMLText
  }

  struct Finding {
    var findingAnchor: String
    var number: Int?
    var tag: HTMLText
    var tone: String
    var findingTitle: HTMLText
    var howSure: HTMLText
    var attempts: HTMLText
    var sentences: [HTMLText]
    var articleIssue: HTMLText?
    var cure: Cure?
    var figures: Figures
    var decision: List?
    var chain: List?
    var collect: List?
    var copy: HTMLText
    var copied: HTMLText
  }

  struct Cure {
    var cureName: HTMLText
    var sameAs: HTMLText?
    var steps: [Step]
  }

  struct Step {
    var step: HTMLText
    var commands: [HTMLText]
    var hasCommands: Bool
  }

  struct List {
    var listName: HTMLText
    var items: [Item]
  }

  struct Item {
    var item: HTMLText
    var quotes: [HTMLText]
    var itemCommands: HTMLText?
  }

  struct Figures {
    var figuresName: HTMLText
    var ladder: Ladder?
    var timeline: Timeline?
    var suites: Suites?
  }

  struct Ladder {
    var caption: HTMLText
    var zero: HTMLText?
    var drawing: Drawing
    var events: Events
    var ladderNotes: [HTMLText]
  }

  /// The same frames as a table.
  struct Events {
    var eventsName: HTMLText
    var frameName: HTMLText
    var timeName: HTMLText
    var senderName: HTMLText
    var eventName: HTMLText
    var detailName: HTMLText
    var rows: [Event]
  }

  struct Event {
    var frame: String
    var time: HTMLText
    var sender: HTMLText
    var event: HTMLText
    var detail: HTMLText
    var eventTone: String
  }

  struct Timeline {
    var timelineCaption: HTMLText
    var drawing: Drawing
    var legend: [Legend]
    var moreRows: HTMLText?
  }

  struct Legend {
    var shape: String
    var style: String
    var outcome: HTMLText
  }

  struct Suites {
    var suitesCaption: HTMLText
    var offeredName: HTMLText
    var takenName: HTMLText
    var suiteRows: [SuiteRow]
    var verdictOnSuites: HTMLText
    var additions: [Item]
  }

  struct SuiteRow {
    var offered: HTMLText
    var taken: HTMLText
    var offeredMark: HTMLText?
    var takenMark: HTMLText?
  }

  struct Table {
    var tableAnchor: String
    var tableName: HTMLText
    var filter: HTMLText
    var sortHint: HTMLText
    var columns: [Column]
  }

  struct Column {
    var column: HTMLText
    /// Its cells are numbers and sort as such.
    var isNumber: Bool
  }

  struct Row {
    var id: Int
    /// Nil for a flow that is not drawn.
    var rowAnchor: String?
    var start: HTMLText
    var startKey: String
    var client: HTMLText
    var server: HTMLText
    var verdict: HTMLText
    var confidence: HTMLText
    var frames: HTMLText
    var firstFrame: String
    var rowTone: String
  }

  /// The head of the flows one by one.
  struct Each {
    var eachAnchor: String
    var eachName: HTMLText
  }

  struct Flow {
    var flowAnchor: String
    var flowTitle: HTMLText
    var flowVerdict: HTMLText
    var flowTone: String
    var ends: HTMLText
    var reason: HTMLText
    var ladder: Ladder
  }
}
