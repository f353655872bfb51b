import ArgumentParser
import Diagnosis
import Files
import Reports
import ServerFiles

/// Files of the WSUS server that are read beside a capture, and what is written for it.
struct EvidenceOptions: ParsableArguments {
  @Option(
    name: .customLong("evidence"),
    help: ArgumentHelp(
      "Log or configuration file of the WSUS server, or a folder of them (repeatable).", valueName: "path"))
  var paths: [String] = []

  @OptionGroup var timeZone: TimeZoneOptions

  @Option(
    help: ArgumentHelp(
      "Writes the configuration files that the resolution asks for; never over an existing file.",
      valueName: "folder"))
  var writeFix: String?

  var resolutionFolder: ResolutionFolder? { writeFix.map(ResolutionFolder.init) }

  /// Reads the files; nil facts when none were named, or none is evidence.
  func read() throws(CommandFailure) -> (facts: ServerFacts?, status: ExitStatus) {
    if paths.isEmpty { return (nil, .success) }
    let (reading, status) = try timeZone.read(paths)
    return (reading.understood.isEmpty ? nil : reading.facts, status)
  }
}

/// How the times of logs are read.
struct TimeZoneOptions: ParsableArguments {
  @Option(
    help: """
      What the minutes behind the times of Wsyncmgr.log mean: bias (UTC is the local time plus minutes) or offset (less \
      minutes).
      """)
  var timeZoneSign: TimeZoneSign = .bias

  /// Reads files of the server; what the user named and was not read is on standard error by then.
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
