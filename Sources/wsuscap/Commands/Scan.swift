import ArgumentParser
import Files
import Reports
import Scan

struct Scan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Analyses every capture below folders, in parallel, into a catalog and a summary.",
    discussion: """
      Captures are recognised by their content. Files of a WSUS server in the same folder as a capture are evidence for
      it. What was analysed before by this version under this policy is not analysed again, so that a scan which was
      ended goes on where it was.

      The folder of --output gets index.html, summary.txt, summary.json, reports/ with a page for each capture, and
      catalog.sqlite, which wsuscap query reads.

      EXAMPLES:
        wsuscap scan traces/
        wsuscap scan traces/ --output result --jobs 4
        wsuscap query failing_servers --catalog result/catalog.sqlite

      EXIT STATUS (of several files, the greatest):
        0 scanned, 64 wrong usage, 65 a capture is damaged or took too long, 66 cannot be read, 70 fault of the program,
        74 output or catalog cannot be written, 130 interrupted: what was finished is kept
      """)

  @Argument(help: ArgumentHelp("Folders, or single captures.", valueName: "DIR"))
  var folders: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder of the results.", valueName: "folder"))
  var output = Scan.defaultOutput

  @Option(
    help: ArgumentHelp(
      "The catalog. Default: catalog.sqlite in the folder of the results.", valueName: "file"))
  var catalog: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Captures at the same time. Default: one a processor.", valueName: "count"))
  var jobs: Int?

  @Option(help: ArgumentHelp("Leaves a capture that takes longer.", valueName: "seconds"))
  var timeLimit: Double = 3600

  @Flag(help: "Also analyses what was analysed before.")
  var force = false

  @Option(
    help: ArgumentHelp("Only part I of N, from 0 on: the same captures on every machine.", valueName: "I/N"))
  var shard: Shard?

  @Flag(
    help: "Goes on with captures that come into the folders, once nobody writes them any more, until Ctrl-C.")
  var watch = false

  @Flag(help: "Only writes the summary anew from the catalog.")
  var reportOnly = false

  @Option(name: .shortAndLong, help: "The summary on standard output: text, json or html.")
  var format: ScanFormat = ScanFormat.all[0]

  @OptionGroup var policy: PolicyOptions
  @OptionGroup var language: LanguageOptions

  @Option(help: "How far it is, on standard error: auto (on a terminal), always or never.")
  var progress: ProgressChoice = .auto

  @Option(help: "Colours: auto, always or never.")
  var color: ColorChoice = .auto

  func validate() throws {
    if let jobs, !(1...Self.jobLimit).contains(jobs) {
      throw ValidationError("--jobs takes a number from 1 to \(Self.jobLimit)")
    }
    if !(timeLimit > 0) { throw ValidationError("--time-limit takes seconds, more than none") }
    if folders.contains("-") { throw ValidationError("Standard input is no folder; name one") }
  }

  /// Seconds without a change after which a file counts as complete.
  private static let minimumAge = 2.0

  private static let jobLimit = 4096

  func run() async throws {
    if folders.isEmpty, !reportOnly {
      throw CommandFailure.usage("no folder is named; see wsuscap help scan")
    }
    let results = ScanResults(
      folder: output, format: format, language: language.language, usesColor: color.isColored(isFile: false))
    if reportOnly { return try results.write(fromCatalogAt: catalogPath) }
    let run = ScanRun(
      options: try options(), catalogPath: catalogPath, progress: progress, results: results,
      watches: watch)
    try await run.run()
  }

  private var catalogPath: String { catalog ?? output + "/" + Self.catalogName }

  static let defaultOutput = "wsuscap-scan"
  private static let catalogName = "catalog.sqlite"
  static let defaultCatalog = defaultOutput + "/" + catalogName

  private func options() throws -> ScanOptions {
    let choice = try policy.choice()
    var options = ScanOptions(
      roots: folders, policy: choice, policyDigest: try policy.digest(of: choice), output: output)
    if let jobs { options.jobs = jobs }
    options.timeLimit = timeLimit
    options.isForced = force
    options.shard = shard
    if watch { options.minimumAge = Self.minimumAge }
    options.report.language = language.language
    options.shouldStop = { Interruption.isRequested }
    return options
  }
}

extension ScanFormat: ExpressibleByArgument {
  public init?(argument: String) {
    guard let format = ScanFormat.named(argument) else { return nil }
    self = format
  }

  public var defaultValueDescription: String { name }
  public static var allValueStrings: [String] { all.map(\.name) }
}

extension TableFormat: ExpressibleByArgument {
  public init?(argument: String) {
    guard let format = TableFormat.named(argument) else { return nil }
    self = format
  }

  public var defaultValueDescription: String { name }
  public static var allValueStrings: [String] { all.map(\.name) }
}

extension ProgressChoice: ExpressibleByArgument {}

extension Shard: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}
