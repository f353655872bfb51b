import CaptureFiles

/// How a run ended (sysexits.h where it has a number). Of several the greatest counts: what is worse, or
/// concerns more of the run, has the greater number.
struct ExitStatus: RawRepresentable, Hashable, Comparable, Sendable {
  let rawValue: Int32

  static let success = ExitStatus(rawValue: 0)
  /// Only with `--exit-code`: there is at least one finding.
  static let findings = ExitStatus(rawValue: 1)
  /// EX_USAGE.
  static let usage = ExitStatus(rawValue: 64)
  /// EX_DATAERR: an input is no capture.
  static let data = ExitStatus(rawValue: 65)
  /// EX_NOINPUT: an input cannot be read.
  static let noInput = ExitStatus(rawValue: 66)
  /// EX_SOFTWARE.
  static let software = ExitStatus(rawValue: 70)
  /// EX_IOERR: the output could not be written.
  static let output = ExitStatus(rawValue: 74)
  /// Ended by Ctrl-C: 128 and the number of SIGINT, as shells have it.
  static let interrupted = ExitStatus(rawValue: 130)

  static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }

  init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  init(_ fault: CaptureFault) {
    self.init(rawValue: fault.exitStatus)
  }
}

/// Ends a command with a status, and a message unless all was said.
struct CommandFailure: Error {
  var status: ExitStatus
  var message: String?
}
