import ArgumentParser
import Reports

struct Analyze: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analyze",
    abstract: "Analyses every TCP connection in captures and prints one report (the default command).",
    discussion: """
      Reads pcap, pcapng, Network Monitor captures, event traces (ETL), snoop and ERF, also compressed with
      gzip, zstd or lz4, or as the only capture in a zip archive. Times are in UTC; frame numbers are those of the file.

      EXAMPLES:
        wsuscap trace.pcap
        wsuscap analyze before.pcap after.pcap --only-endpoints
        wsuscap trace.pcap --format json | jq '.captures[].summary'
        wsuscap trace.pcap --annotate annotated.pcapng
        wsuscap trace.pcap --filter 'host 10.0.0.5' --output report.txt
        ssh server tcpdump -U -w - | wsuscap -
        find traces -name '*.pcap' | wsuscap --files-from - --format ndjson --digest

      EXIT STATUS (the highest, if there are several captures):
        0 analysed, 1 a finding (with --exit-code), 64 wrong usage, 65 not a capture or an invalid policy,
        66 cannot be read, 70 internal error, 74 output cannot be written, 130 interrupted
      """)

  @Argument(help: ArgumentHelp("Captures; - means standard input.", valueName: "TRACE"), completion: .capture)
  var traces: [String] = []

  @Option(
    name: .shortAndLong,
    help: "text, json, ndjson, csv, markdown or html. Default: from the extension of --output, else text.")
  var format: ReportFormat?

  @Option(help: ArgumentHelp("Field names of ndjson: ecs or zeek.", valueName: "dialect"))
  var dialect: LineDialect?

  @OptionGroup var mark: ByteOrderMarkOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the report to this file, in full or not at all; - means standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(help: "List every flow, not only failed flows and flows to update endpoints.")
  var allFlows = false

  @Flag(help: "Show a sequence diagram of each listed flow in text (always with --flow).")
  var ladder = false

  @Flag(help: "Show only flows to the endpoints of the policy.")
  var onlyEndpoints = false

  @Option(help: ArgumentHelp("Show only this flow, in full detail (repeatable).", valueName: "id"))
  var flow: [Int] = []

  @Option(help: ArgumentHelp("Analyse only packets that match this pcap filter.", valueName: "bpf"))
  var filter: String?

  @Option(
    help: ArgumentHelp(
      "Read the names of captures from this file, one per line; - means standard input.", valueName: "file"),
    completion: .file())
  var filesFrom: String?

  @Flag(help: "Add the SHA-256 of each capture to json and ndjson; with --redact, other digits.")
  var digest = false

  @Option(
    help: ArgumentHelp(
      "Write the capture again as pcapng, with a comment on each frame of the evidence, for Wireshark; - means standard output.",
      valueName: "file"), completion: .file())
  var annotate: String?

  @OptionGroup var policy: PolicyOptions

  @OptionGroup var evidence: EvidenceOptions

  @OptionGroup var budget: BudgetOptions
  @OptionGroup var redaction: RedactionOptions
  @OptionGroup var language: LanguageOptions

  @Flag(help: "Exit with status 1 if there is a finding.")
  var exitCode = false

  @Option(help: "Show progress on standard error: auto (on a terminal), always or never.")
  var progress: ProgressChoice = .auto

  @Option(help: ColorChoice.help)
  var color: ColorChoice = .auto

  func validate() throws {
    if let id = flow.first(where: { $0 < 0 }) { throw ValidationError("There is no flow \(id)") }
    if traces.contains("-"), Terminal.isStandardInput {
      throw ValidationError("Standard input is a terminal: pipe a capture into it")
    }
    if traces.contains("-"), policy.endpoints == "-" {
      throw ValidationError("Standard input cannot be both a capture and the endpoint policy")
    }
    if filesFrom == "-", traces.contains("-") || policy.endpoints == "-" {
      throw ValidationError("Standard input cannot be both the list of captures and another input")
    }
    if digest, traces.contains("-") {
      throw ValidationError("--digest reads each capture again, but standard input can be read only once")
    }
  }

  /// Bytes of a name in a list; a path of the system has 4,096.
  private static let nameLimit = 65_536

  func run() throws {
    // Not left to the parser, which would ask for a capture before it names an unknown option.
    if traces.isEmpty, filesFrom == nil {
      throw CommandFailure.usage("no capture given; see wsuscap --help")
    }
    let destination = output == "-" ? nil : output
    CommandInputs.note(traces + evidence.paths + [policy.endpoints, filesFrom])
    try CommandInputs.check(destination)
    let format = try reportFormat(for: destination)
    let options = report(to: destination)
    let annotation = try annotationRun(options, report: destination)
    let resolutionFolder = try evidence.resolutionFolder()
    // Nothing is analysed with half a policy.
    let choice = try policy.choice()
    let (facts, refused) = try evidence.read()
    let list = try filesFrom.map { try LineReader(path: $0, limit: Self.nameLimit) }
    var run = AnalysisRun(
      TraceNames(traces, list: list), format.writer(options), policy: choice)
    run.facts = facts
    run.filter = filter
    run.budget = budget.budget()
    run.asksForExitCode = exitCode
    run.resolutionFolder = resolutionFolder
    run.redaction = redaction.redaction
    run.addsDigest = digest
    run.annotation = annotation
    if progress != .never { run.progress = ProgressDisplay(progress, saysOnce: false) }
    let status = run.write(flows: flow, to: destination)
    run.end(max(status, refused))
  }

  private func reportFormat(for destination: String?) throws(CommandFailure) -> ReportFormat {
    if format == nil, let destination, let ending = ReportFormat.foreignEnding(of: destination) {
      throw .usage(
        UsageMessage.foreignEnding(
          destination, ending, what: "reports", endings: ReportFormat.all.compactMap(\.endings.first)))
    }
    let format = format ?? destination.flatMap(ReportFormat.forFile) ?? ReportFormat.all[0]
    if dialect != nil, format.name != "ndjson" { throw .usage("--dialect requires --format ndjson") }
    try mark.check(format.name)
    return format
  }

  private func annotationRun(_ options: ReportOptions, report: String?) throws -> AnnotationRun? {
    guard let annotate else { return nil }
    if redaction.redaction != nil {
      throw CommandFailure.usage(
        "--redact replaces no names in packets, so it cannot be combined with --annotate; "
          + "wsuscap extract --anonymize writes a capture without them")
    }
    try CommandInputs.check(annotate, option: "--annotate")
    let output = CaptureOutput(annotate, option: "--annotate")
    try AnnotationRun.check(output, filesFrom == nil ? traces : nil, report: report)
    return AnnotationRun(output, options)
  }

  private func report(to destination: String?) -> ReportOptions {
    var report = ReportOptions()
    report.listsAllFlows = allFlows
    report.onlyEndpoints = onlyEndpoints
    report.flows = flow
    report.width = destination == nil ? Terminal.width : Terminal.defaultWidth
    report.drawsLadders = ladder
    report.isOfSeveral = traces.count > 1 || filesFrom != nil
    report.dialect = dialect ?? .own
    report.usesASCII = !Terminal.showsBoxDrawing
    report.language = language.language
    report.marksUTF8 = mark.csvBom
    report.usesColor = color.isColored(isFile: destination != nil)
    return report
  }
}
