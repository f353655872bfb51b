import ArgumentParser
import Diagnosis
import Files
import Reports
import ServerFiles

struct EvidenceOptions: ParsableArguments {
  @Option(
    name: .customLong("evidence"),
    help: ArgumentHelp(
      "Log or configuration file of the WSUS server, or a folder of such files (repeatable).",
      valueName: "path"), completion: .file())
  var paths: [String] = []

  @OptionGroup var timeZone: TimeZoneOptions

  @Option(
    help: ArgumentHelp(
      "Write the configuration files of the resolution; existing files are never overwritten.",
      valueName: "folder"), completion: .directory)
  var writeFix: String?

  /// The folder of `--write-fix`, checked before anything is analysed.
  func resolutionFolder() throws(CommandFailure) -> ResolutionFolder? {
    guard let writeFix else { return nil }
    if let kind = PathName(writeFix).kind, kind != .directory {
      throw .usage("\(writeFix): is not a folder; specify a folder for the files with --write-fix")
    }
    return ResolutionFolder(path: writeFix)
  }

  func read() throws(CommandFailure) -> (facts: ServerFacts?, status: ExitStatus) {
    if paths.isEmpty { return (nil, .success) }
    let (reading, status) = try timeZone.read(paths)
    name(reading.refused.filter(\.isWorthNaming))
    return (reading.understood.isEmpty ? nil : reading.facts, status)
  }

  /// Names the files of folders that were not read: the report tells only of those that were.
  private func name(_ files: [RefusedFile]) {
    for file in files.prefix(Self.namedLimit) { Messages.write(file.path, ErrorMessage(file.reason)) }
    let rest = files.count - Self.namedLimit
    if rest > 0 { Messages.write("\(rest) more files of the evidence folders were not read") }
  }

  /// A folder may be a whole disk by mistake.
  private static let namedLimit = 20
}

extension RefusedFile {
  /// Whether somebody may take it for evidence; captures and reports usually lie beside it.
  fileprivate var isWorthNaming: Bool {
    guard !isNamed else { return false }
    switch reason {
    case .capture, .ownReport, .alreadyRead, .noRegularFile: return false
    case .notFound, .unreadable, .linkOutside, .empty, .archive, .eventLog, .eventTrace, .binary,
      .otherConfiguration, .unknownText, .noEvidenceInside, .tooDeep, .tooMany:
      return true
    }
  }
}

struct TimeZoneOptions: ParsableArguments {
  @Option(
    help: """
      Meaning of the minutes after the times in Wsyncmgr.log: bias (UTC is the local time plus minutes) or offset (minus \
      minutes).
      """)
  var timeZoneSign: TimeZoneSign = .bias

  @Flag(
    name: [.customShort("L"), .long],
    help: "Follow symbolic links that lead out of a folder; those inside it are followed anyway.")
  var followLinks = false

  func read(_ paths: [String]) throws(CommandFailure) -> (reading: ServerFileReading, status: ExitStatus) {
    let reading = ServerFileReader(timeZoneSign: timeZoneSign, followsLinks: followLinks) {
      Interruption.isRequested
    }.read(paths)
    if Interruption.isRequested { throw .interrupted }
    var status = ExitStatus.success
    for file in reading.refused {
      if ExitStatus(file) != .success {
        status = max(status, Messages.report(CommandFailure(file)))
      } else if case .tooMany = file.reason {
        Messages.write(file.path, ErrorMessage(file.reason))
      }
    }
    return (reading, status)
  }
}

extension TimeZoneSign: ExpressibleByArgument {}
