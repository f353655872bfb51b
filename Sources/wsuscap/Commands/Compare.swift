import Analysis
import ArgumentParser
import Files
import Reports

struct Compare: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares two captures: both ends of a connection, good and bad, or before and after a change.",
    discussion: """
      Both ends: the same connections at two points, found by their initial sequence numbers or, across NAT and proxies, by
      their ClientHello. The clocks need not agree. Shows what was lost between the points and what was sent there.
      With one capture: both connections of a proxy in it.
      Good and bad: what differs between a connection that works and one that fails, and which difference explains it.
      Before and after: which findings are resolved.

      EXAMPLES:
        wsuscap compare client.pcap firewall.pcap
        wsuscap compare works.pcap fails.pcap
        wsuscap compare proxy.pcap
        wsuscap compare before.pcap after.pcap --as before-after --exit-code

      EXIT STATUS:
        0 compared, 1 a failure is left in the second capture (with --exit-code), 64 wrong usage, 65 not a capture,
        66 cannot be read, 70 internal error, 74 output cannot be written, 130 interrupted
      """)

  @Argument(help: ArgumentHelp("One or two captures.", valueName: "TRACE"), completion: .capture)
  var traces: [String] = []

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "both-ends, good-bad or before-after. Default: both-ends if they have a connection in common, else good-bad.",
      valueName: "mode"))
  var mode: CaptureComparison.Mode?

  @Option(
    name: .shortAndLong,
    help: "text, json, markdown or html. Default: from the extension of --output, else text.")
  var format: ComparisonFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the report to this file, in full or not at all; - means standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @OptionGroup var policy: PolicyOptions
  @OptionGroup var budget: BudgetOptions
  @OptionGroup var language: LanguageOptions

  @Flag(help: "Exit with status 1 if a failure is left in the second capture.")
  var exitCode = false

  @Option(help: ColorChoice.help)
  var color: ColorChoice = .auto

  func run() async throws {
    try check()
    let destination = output == "-" ? nil : output
    if format == nil, let destination, let ending = ReportFormat.foreignEnding(of: destination) {
      throw CommandFailure.usage(
        UsageMessage.foreignEnding(
          destination, ending, what: "comparisons", endings: ComparisonFormat.all.compactMap(\.endings.first))
      )
    }
    let format = format ?? destination.flatMap(ComparisonFormat.forFile) ?? ComparisonFormat.all[0]
    let run = CompareRun(
      traces: traces, mode: mode, policy: try policy.choice(), budget: budget.budget(results: traces.count))
    let comparison = try await run.compare()
    var text = format.write(comparison, report(to: destination))
    try run.write(&text, to: destination)
    if exitCode, comparison.hasFailureInB { throw CommandFailure(.findings) }
  }

  private func check() throws(CommandFailure) {
    guard (1...2).contains(traces.count) else {
      throw .usage("compare takes one or two captures; see wsuscap help compare")
    }
    if traces.contains("-") {
      throw .usage(
        "standard input: can be read only once, but compare reads captures twice; write it to a file first")
    }
    if traces.count == 1, let mode, mode != .bothEnds {
      throw .usage("--as \(mode.rawValue) requires two captures")
    }
    CommandInputs.note(traces + [policy.endpoints])
    try CommandInputs.check(output)
  }

  private func report(to destination: String?) -> ReportOptions {
    var report = ReportOptions()
    report.width = destination == nil ? Terminal.width : Terminal.defaultWidth
    report.usesASCII = !Terminal.showsBoxDrawing
    report.language = language.language
    report.usesColor = color.isColored(isFile: destination != nil)
    return report
  }
}

extension CaptureComparison.Mode: ExpressibleByArgument {}
extension ComparisonFormat: ExpressibleByArgument {}
