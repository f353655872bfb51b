import ArgumentParser
import Diagnosis
import PolicyFiles
import Redaction
import Reports
import ServerFiles

struct Evidence: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Shows what wsuscap reads from log and configuration files of the WSUS server.",
    discussion: """
      Reads SoftwareDistribution.log, Wsyncmgr.log, GPReport.html, registry exports, w3wp.exe.config and the PowerShell
      output of MUUrl. Files are recognised by their content. Folders are searched.

      EXAMPLES:
        wsuscap evidence SoftwareDistribution.log
        wsuscap evidence from-the-server/ --format json | jq '.files[].failures'

      EXIT STATUS (the highest, if there are several files):
        0 read, 64 wrong usage, 65 a given file is not evidence, 66 cannot be read, 74 output cannot be written,
        130 interrupted
      """)

  @Argument(
    help: ArgumentHelp("Files or folders; - means standard input.", valueName: "FILE"), completion: .file())
  var paths: [String] = []

  @Option(name: .shortAndLong, help: "Format: text or json.")
  var format: EvidenceFormat = EvidenceFormat.all[0]

  @OptionGroup var timeZone: TimeZoneOptions

  @OptionGroup var redaction: RedactionOptions
  @OptionGroup var language: LanguageOptions

  @Option(help: ColorChoice.help)
  var color: ColorChoice = .auto

  func validate() throws {
    if paths.contains("-"), Terminal.isStandardInput {
      throw ValidationError("Standard input is a terminal: pipe a file into it")
    }
  }

  func run() throws {
    if paths.isEmpty {
      throw CommandFailure.usage("no file given; see wsuscap evidence --help")
    }
    CommandInputs.note(paths)
    try CommandInputs.check(nil)
    let (reading, status) = try timeZone.read(paths)
    var redaction = redaction.redaction
    do throws(OutputFault) {
      try write(redaction?.redacted(reading, policy: .builtIn) ?? reading)
    } catch {
      let failure = CommandFailure(nil, error)
      throw CommandFailure(max(status, failure.status), failure.message)
    }
    if status != .success { throw CommandFailure(status) }
  }

  private func write(_ reading: ServerFileReading) throws(OutputFault) {
    var options = ReportOptions()
    options.width = Terminal.width
    options.language = language.language
    options.usesColor = color.isColored(isFile: false)
    var output = StandardOutput.openInterruptible()
    output.buffer = format.write(reading, options)
    try output.flush()
  }
}
