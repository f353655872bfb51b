import ArgumentParser
import Files
import Reports
import Scan

struct Scan: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Analyses all captures in folders in parallel, and writes a catalog and a summary.",
    discussion: """
      Captures are recognised by their content. Files of a WSUS server in the same folder as a capture are used as evidence
      for it. Captures that this version already analysed with this policy are not analysed again, so an interrupted scan
      can be continued.

      The output folder contains index.html, summary.txt, summary.json, reports/ with a page for each capture, and
      catalog.sqlite, which wsuscap query reads.

      EXAMPLES:
        wsuscap scan traces/
        wsuscap scan traces/ --output result --jobs 4
        wsuscap query failing_servers --catalog result/catalog.sqlite

      EXIT STATUS (the highest, if there are several files):
        0 scanned, 64 wrong usage, 65 a capture is damaged or took too long, 66 cannot be read, 70 internal error,
        74 output or catalog cannot be written, 130 interrupted (completed results are kept)
      """)

  @Argument(help: ArgumentHelp("Folders or single captures.", valueName: "DIR"), completion: .capture)
  var folders: [String] = []

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The output folder.", valueName: "folder"), completion: .directory
  )
  var output = Scan.defaultOutput

  @Option(
    help: ArgumentHelp(
      "The catalog. Default: catalog.sqlite in the output folder.", valueName: "file"), completion: .catalog)
  var catalog: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Captures to analyse in parallel, at most one per CPU. Default: one per CPU.", valueName: "count")
  )
  var jobs: Int?

  @Option(help: ArgumentHelp("Skip captures that take longer.", valueName: "seconds"))
  var timeLimit: Double = 3600

  @Flag(help: "Also analyse captures that were analysed before.")
  var force = false

  @Option(
    help: ArgumentHelp(
      "Analyse only part I of N, counted from 0; the same captures on every machine.", valueName: "I/N"))
  var shard: Shard?

  @Flag(
    help: "Continue with new captures in the folders, once they are no longer written to, until Ctrl-C.")
  var watch = false

  @Option(
    help: ArgumentHelp(
      "Write each capture with findings again to this folder as pcapng, with a comment on each frame of the evidence, for Wireshark.",
      valueName: "folder"), completion: .directory)
  var annotate: String?

  @Flag(
    name: [.customShort("L"), .long],
    help: "Follow symbolic links that lead out of a folder; those inside it are followed anyway.")
  var followLinks = false

  @Flag(help: "Rebuild the summary only.")
  var reportOnly = false

  @Option(name: .shortAndLong, help: "Format of the summary on standard output: text, json or html.")
  var format: ScanFormat = ScanFormat.all[0]

  @OptionGroup var policy: PolicyOptions
  @OptionGroup var budget: BudgetOptions
  @OptionGroup var redaction: RedactionOptions
  @OptionGroup var language: LanguageOptions

  @Option(help: "Show progress on standard error: auto (on a terminal), always or never.")
  var progress: ProgressChoice = .auto

  @Option(help: ColorChoice.help)
  var color: ColorChoice = .auto

  func validate() throws {
    if let jobs, !(1...Self.jobLimit).contains(jobs) {
      throw ValidationError("--jobs must be a number from 1 to \(Self.jobLimit)")
    }
    if !(timeLimit > 0) { throw ValidationError("--time-limit must be a number of seconds greater than 0") }
    if folders.contains("-") { throw ValidationError("Standard input is not a folder; specify a folder") }
  }

  /// Seconds without a change after which a file counts as complete.
  private static let minimumAge = 2.0

  private static let jobLimit = 4096

  func run() async throws {
    if folders.isEmpty, !reportOnly {
      throw CommandFailure.usage("no folder given; see wsuscap help scan")
    }
    CommandInputs.note(folders + [policy.endpoints] + (reportOnly ? [catalogPath] : []))
    try checkAnnotations()
    try checkOutputs()
    var results = ScanResults(
      folder: output, format: format, language: language.language, usesColor: color.isColored(isFile: false))
    results.annotations = annotate
    if reportOnly {
      return try results.write(fromCatalogAt: catalogPath, requiringPseudonyms: redaction.redaction != nil)
    }
    let run = ScanRun(
      options: try options(), catalogPath: catalogPath, progress: progress, results: results,
      watches: watch)
    try await run.run()
  }

  /// Nothing is written into a folder that is read, but into folders in it, which are left out.
  private func checkOutputs() throws(CommandFailure) {
    for (path, option) in [(output, "--output"), (annotate, "--annotate")] {
      guard let path, let status = try? FileStatus(of: PathName(path)) else { continue }
      for folder in folders where (try? FileStatus(of: PathName(folder)).identity) == status.identity {
        throw .usage(CommandInputs.message(path, option: option))
      }
    }
    if !reportOnly { try CommandInputs.check(catalogPath, option: "--catalog") }
    try CommandInputs.check(nil)
  }

  private func checkAnnotations() throws(CommandFailure) {
    guard let annotate else { return }
    if redaction.redaction != nil {
      throw .usage(
        "--redact replaces no names in packets, so it cannot be combined with --annotate; "
          + "wsuscap extract --anonymize writes a capture without them")
    }
    if reportOnly {
      throw .usage("--annotate reads the captures, but --report-only does not; omit one of them")
    }
    if let kind = PathName(annotate).kind, kind != .directory {
      throw .usage("\(annotate): is not a folder; specify a folder for the captures with --annotate")
    }
  }

  private var catalogPath: String { catalog ?? output + "/" + Self.catalogName }

  static let defaultOutput = "wsuscap-scan"
  private static let catalogName = "catalog.sqlite"
  static let defaultCatalog = defaultOutput + "/" + catalogName

  private func options() throws -> ScanOptions {
    let choice = try policy.choice()
    var options = ScanOptions(
      roots: folders, policy: choice, policyDigest: budget.digest(try policy.digest(of: choice)),
      output: output)
    if let jobs { options.jobs = jobs }
    options.budget = budget.budget(jobs: min(options.jobs, CurrentProcess.processorCount))
    options.timeLimit = timeLimit
    options.isForced = force
    options.shard = shard
    if watch { options.minimumAge = Self.minimumAge }
    options.report.language = language.language
    options.names = ScanNames(redaction.redaction)
    options.annotations = annotate
    options.tellsAnswers = watch
    options.followsLinks = followLinks
    options.shouldStop = { Interruption.isRequested }
    return options
  }
}

extension ProgressChoice: ExpressibleByArgument {}

extension Shard: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}
