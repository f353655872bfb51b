import ArgumentParser
import Catalog
import Files
import Reports

struct Query: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Queries a catalog with a named view or a SELECT statement; prints a table, CSV or JSON.",
    discussion: """
      Without a name, the views are listed. docs/scan.md describes the tables. The catalog is never changed.

      EXAMPLES:
        wsuscap query failing_servers
        wsuscap query since_when --format csv > since.csv
        wsuscap query "SELECT path, flows FROM captures WHERE findings > 0" --format json

      EXIT STATUS:
        0 read, 64 wrong usage or no such view, 65 not a catalog, or --timeout passed, 66 it cannot be read,
        74 output cannot be written, 130 interrupted
      """)

  @Argument(help: ArgumentHelp("A view, or one SELECT statement.", valueName: "QUERY"), completion: .view)
  var query: String?

  @Option(help: ArgumentHelp("The catalog.", valueName: "file"), completion: .catalog)
  var catalog = Scan.defaultCatalog

  @Option(name: .shortAndLong, help: "Format: table, csv or json.")
  var format: TableFormat = TableFormat.all[0]

  @Option(help: ArgumentHelp("End a query that takes longer. Default: none.", valueName: "seconds"))
  var timeout: Double?

  @OptionGroup var mark: ByteOrderMarkOptions

  @Option(help: ColorChoice.help)
  var color: ColorChoice = .auto

  func validate() throws {
    if let timeout, !(timeout > 0 && timeout <= Self.longestTimeout) {
      throw ValidationError("--timeout must be more than 0, and at most \(Int(Self.longestTimeout))")
    }
  }

  /// A day, in seconds.
  private static let longestTimeout = 86_400.0

  func run() throws {
    try mark.check(format.name)
    var output = StandardOutput.openInterruptible()
    if let query { try read(query, &output) } else { try list(&output) }
    try output.flush()
    if Interruption.isRequested { throw CommandFailure.interrupted }
  }

  private func read(_ query: String, _ output: inout ReportOutput) throws {
    CommandInputs.note([self.catalog])
    try CommandInputs.check(nil)
    let catalog = try Catalog(reading: catalog)
    var writer = format.writer(options)
    try catalog.query(query, timeout: timeout, to: &writer, &output) { Interruption.isRequested }
  }

  private func list(_ output: inout ReportOutput) throws {
    var writer = format.writer(options)
    try writer.begin(["view", "question"], to: &output)
    for view in CatalogView.all { try writer.add([.text(view.name), .text(view.question)], to: &output) }
    try writer.end(&output)
  }

  private var options: TableOptions {
    var options = TableOptions()
    if Terminal.isStandardOutput { options.width = Terminal.width }
    options.marksUTF8 = mark.csvBom
    options.usesColor = color.isColored(isFile: false)
    return options
  }
}
