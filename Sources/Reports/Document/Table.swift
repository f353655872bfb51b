/// Rows in columns.
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
    var lead: Phrase
    var text: Phrase
    var aside: Phrase
    var lines: [Phrase]
  }

  var id = ""
  /// Nil where the heading is that of the part around it.
  var heading: Phrase?
  var level = Part.Level.section
  var columns: [Column]
  var rows: Series<Row>
  /// A row where the page is too narrow.
  var narrowed: ((Row) -> NarrowRow)?
  /// Set where a reader may sort and filter the rows.
  var tools: (filter: Phrase, hint: Phrase)?
  /// What is said of rows that are not shown.
  var remarks: [Phrase] = []
  /// The same, given how many are shown.
  var rest: (Int) -> Phrase? = { _ in nil }

  /// The columns are as wide as the rows need.
  var isFitted: Bool { columns.contains { $0.width == nil } }
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

extension Comparison {
  /// The lists as columns.
  var table: Table {
    let lists = [left, right]
    return Table(
      heading: heading, level: .subsection,
      columns: lists.map { Table.Column(title: $0.heading, kind: .code) },
      rows: Series(count: rowCount) { row in
        Table.Row(
          cells: lists.map { Table.Cell(text: row < $0.entries.count ? Phrase($0.entries[row]) : "") })
      })
  }
}
