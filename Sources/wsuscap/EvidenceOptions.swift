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
      valueName: "path"))
  var paths: [String] = []

  @OptionGroup var timeZone: TimeZoneOptions

  @Option(
    help: ArgumentHelp(
      "Write the configuration files of the resolution; existing files are never overwritten.",
      valueName: "folder"))
  var writeFix: String?

  var resolutionFolder: ResolutionFolder? { writeFix.map(ResolutionFolder.init) }

  func read() throws(CommandFailure) -> (facts: ServerFacts?, status: ExitStatus) {
    if paths.isEmpty { return (nil, .success) }
    let (reading, status) = try timeZone.read(paths)
    return (reading.understood.isEmpty ? nil : reading.facts, status)
  }
}

struct TimeZoneOptions: ParsableArguments {
  @Option(
    help: """
      Meaning of the minutes after the times in Wsyncmgr.log: bias (UTC is the local time plus minutes) or offset (minus \
      minutes).
      """)
  var timeZoneSign: TimeZoneSign = .bias

  func read(_ paths: [String]) throws(CommandFailure) -> (reading: ServerFileReading, status: ExitStatus) {
    let reading = ServerFileReader(timeZoneSign: timeZoneSign) { Interruption.isRequested }.read(paths)
    if Interruption.isRequested { throw .interrupted }
    var status = ExitStatus.success
    for file in reading.refused where ExitStatus(file) != .success {
      status = max(status, Messages.report(CommandFailure(file)))
    }
    return (reading, status)
  }
}

extension TimeZoneSign: ExpressibleByArgument {}
