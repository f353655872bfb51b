import ArgumentParser
import Diagnosis
import Reports
import ServerFiles

/// Files of the WSUS server that are read beside a capture, and what is written for it.
struct EvidenceOptions: ParsableArguments {
  @Option(
    name: .customLong("evidence"),
    help: ArgumentHelp(
      "Log or configuration file of the WSUS server, or a folder of them (repeatable).", valueName: "path"))
  var paths: [String] = []

  @Option(
    help: """
      What the minutes behind the times of Wsyncmgr.log mean: bias (UTC is the local time plus minutes) or offset (less \
      minutes).
      """)
  var timeZoneSign: TimeZoneSign = .bias

  @Option(
    help: ArgumentHelp(
      "Writes the configuration files that the resolution asks for; never over an existing file.",
      valueName: "folder"))
  var writeFix: String?

  var fixFolder: FixFolder? { writeFix.map(FixFolder.init) }

  /// Reads the files; nil facts when none were named, or nothing could be understood.
  func read() throws -> (facts: ServerFacts?, status: ExitStatus) {
    if paths.isEmpty { return (nil, .success) }
    let reading = ServerFileReader(timeZoneSign: timeZoneSign) { Interruption.isRequested }.read(paths)
    if Interruption.isRequested { throw CommandFailure(status: .interrupted, message: nil) }
    let status = Self.complain(of: reading.refused)
    return (reading.understood.isEmpty ? nil : reading.facts, status)
  }

  /// Names what the user named and was not read; what was only found in a folder is passed over.
  static func complain(of refused: [RefusedFile]) -> ExitStatus {
    var status = ExitStatus.success
    for file in refused where file.exitStatus != 0 {
      let (wrong, advice) = RefusalMessage.parts(file.reason)
      Messages.write(file.path, wrong, advice: advice)
      status = max(status, ExitStatus(rawValue: file.exitStatus))
    }
    return status
  }
}
