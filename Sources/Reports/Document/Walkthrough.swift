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
    /// It came through the proxy, not from it.
    var isTunnelled = false
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

  /// The events in the columns.
  var table: Table {
    let kinds: [Table.Column.Kind] = [.text, .time, .text, .text, .text]
    return Table(
      columns: zip(columns, kinds).map { Table.Column(title: $0, kind: $1) },
      rows: Series(
        events.map { event in
          Table.Row(
            style: event.style,
            cells: [Phrase(String(event.frame)), event.time, event.sender, event.label, event.detail]
              .map { Table.Cell(text: $0) })
        }))
  }
}

/// Many flows, each drawn.
struct Walkthroughs {
  var id: String
  var heading: Phrase
  var flows: Series<Walkthrough>
  /// What is said of flows that are not drawn.
  var more: Phrase?
}

/// What is drawn side by side.
struct Figures {
  var walkthrough: Walkthrough?
  var timeline: Timeline?
  var comparison: Comparison?

  var isEmpty: Bool { walkthrough == nil && timeline == nil && comparison == nil }
}
