import ArgumentParser
import Diagnosis
import Glibc
import PolicyFiles
import Reports
import ServerFiles

struct Evidence: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Shows what is understood of log and configuration files of the WSUS server.",
    discussion: """
      Reads SoftwareDistribution.log, Wsyncmgr.log, GPReport.html, exports of the registry, w3wp.exe.config and what
      PowerShell prints of MUUrl. Their kind is recognised by their content. Folders are searched.

      EXAMPLES:
        wsuscap evidence SoftwareDistribution.log
        wsuscap evidence from-the-server/ --format json | jq '.files[].failures'

      EXIT STATUS (of several files, the greatest):
        0 read, 64 wrong usage, 65 a named file is no evidence, 66 cannot be read, 74 output cannot be written,
        130 interrupted
      """)

  @Argument(help: ArgumentHelp("Files or folders; - is standard input.", valueName: "FILE"))
  var paths: [String] = []

  @Option(name: .shortAndLong, help: "text or json.")
  var format: EvidenceFormat = EvidenceFormat.all[0]

  @Option(
    help: """
      What the minutes behind the times of Wsyncmgr.log mean: bias (UTC is the local time plus minutes) or offset (less \
      minutes).
      """)
  var timeZoneSign: TimeZoneSign = .bias

  @OptionGroup var redaction: RedactionOptions
  @OptionGroup var language: LanguageOptions

  @Option(help: "Colours: auto, always or never.")
  var color: ColorChoice = .auto

  func validate() throws {
    if paths.contains("-"), Terminal.isStandardInput {
      throw ValidationError("Standard input is a terminal: pipe a file into it")
    }
  }

  func run() throws {
    if paths.isEmpty {
      throw CommandFailure(status: .usage, message: "no file is named; see wsuscap evidence --help")
    }
    let reader = ServerFileReader(timeZoneSign: timeZoneSign) { Interruption.isRequested }
    let reading = reader.read(paths)
    if Interruption.isRequested { throw CommandFailure(status: .interrupted, message: nil) }
    var status = EvidenceOptions.complain(of: reading.refused)
    var redaction = redaction.redaction
    status = max(status, write(redaction?.redacted(reading, policy: .builtIn) ?? reading))
    if status != .success { throw CommandFailure(status: status, message: nil) }
  }

  private func write(_ reading: ServerFileReading) -> ExitStatus {
    var options = ReportOptions()
    options.width = Terminal.width
    options.language = language.language
    options.usesColor = color.isColored(isFile: false)
    var output = ReportOutput(descriptor: STDOUT_FILENO) { Interruption.isRequested }
    output.buffer = format.write(reading, options)
    do throws(OutputFault) {
      try output.flush()
      return .success
    } catch {
      return Messages.status(error, file: nil)
    }
  }
}

extension EvidenceFormat: ExpressibleByArgument {
  public init?(argument: String) {
    guard let format = EvidenceFormat.named(argument) else { return nil }
    self = format
  }

  public var defaultValueDescription: String { name }
  public static var allValueStrings: [String] { all.map(\.name) }
}

extension TimeZoneSign: ExpressibleByArgument {}
