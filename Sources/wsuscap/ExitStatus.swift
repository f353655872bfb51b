import CaptureFiles
import Catalog
import Diagnosis
import Files
import Reports
import Scan

/// How a run ended (sysexits.h where it has a number). Of several the greatest counts.
///
/// Every error of the modules below becomes a status here and nowhere else.
struct ExitStatus: RawRepresentable, Hashable, Comparable, Sendable {
  let rawValue: Int32

  static let success = ExitStatus(rawValue: 0)
  /// Only with `--exit-code`: there is at least one finding.
  static let findings = ExitStatus(rawValue: 1)
  static let usage = ExitStatus(rawValue: 64)
  /// EX_DATAERR: an input is not a capture.
  static let data = ExitStatus(rawValue: 65)
  /// EX_NOINPUT: an input cannot be read.
  static let noInput = ExitStatus(rawValue: 66)
  static let software = ExitStatus(rawValue: 70)
  /// EX_IOERR: the output could not be written.
  static let output = ExitStatus(rawValue: 74)
  /// Ended by Ctrl-C: 128 and the number of SIGINT, as shells have it.
  static let interrupted = ExitStatus(rawValue: 130)

  static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }
}

extension ExitStatus {
  init(_ kind: CaptureFault.Kind) {
    self =
      switch kind {
      case .notFound, .unreadable: .noInput
      case .notACapture, .unsupported, .damagedFromStart: .data
      case .badFilter, .unrepeatable, .doesNotFit: .usage
      }
  }

  init(_ kind: CatalogError.Kind) {
    self =
      switch kind {
      case .badQuery, .otherPseudonyms: .usage
      case .notACatalog, .queryLimit: .data
      case .notFound, .unreadable: .noInput
      case .unwritable: .output
      }
  }

  init(_ kind: ScanError.Kind) {
    self =
      switch kind {
      case .capture(let kind): ExitStatus(kind)
      case .timeLimit: .data
      case .catalog(let kind): ExitStatus(kind)
      case .report: .output
      case .isInput: .usage
      }
  }

  /// A closed pipe is not an error: its reader has seen enough.
  init(_ error: OutputFault) {
    self =
      switch error {
      case .closedPipe: .success
      case .interrupted: .interrupted
      case .system: .output
      case .isInput: .usage
      }
  }

  /// Only what the user named has to be evidence, and once.
  init(_ file: RefusedFile) {
    guard file.isNamed else {
      self = .success
      return
    }
    self =
      switch file.reason {
      case .notFound, .unreadable: .noInput
      case .alreadyRead, .tooDeep, .tooMany: .success
      case .noRegularFile, .linkOutside, .empty, .capture, .archive, .eventLog, .eventTrace, .binary,
        .otherConfiguration,
        .ownReport,
        .unknownText, .noEvidenceInside:
        .data
      }
  }
}

struct CommandFailure: Error {
  var status: ExitStatus
  var message: String?
  /// Lines below the message.
  var excerpt: [String] = []

  init(_ status: ExitStatus, _ message: String? = nil) {
    (self.status, self.message) = (status, message)
  }

  static let interrupted = CommandFailure(.interrupted)
  static func usage(_ message: String) -> CommandFailure { CommandFailure(.usage, message) }

  init?(_ error: any Error) {
    switch error {
    case let failure as CommandFailure: self = failure
    case let error as CatalogError: self.init(error)
    case let error as ScanError:
      self.init(ExitStatus(error.kind), Messages.text(error.path, error.message))
    case let error as FileError: self.init(error)
    case let error as OutputFault: self.init(nil, error)
    default: return nil
    }
  }

  init(_ error: CatalogError) {
    let message = ErrorMessage(error.problem)
    self.init(ExitStatus(error.kind), Messages.text(error.path, message))
    excerpt = message.excerpt
  }

  init(_ path: String, _ error: CaptureFault) {
    self.init(ExitStatus(error.kind), Messages.text(path, ErrorMessage(error)))
  }

  init(_ file: RefusedFile) {
    self.init(ExitStatus(file), Messages.text(file.path, ErrorMessage(file.reason)))
  }

  private init(_ error: FileError) {
    if Interruption.isRequested {
      self = .interrupted
      return
    }
    let wrong =
      error.isNotFound
      ? "no such file" : "cannot be \(error.action == .read ? "read" : "opened"): \(error.text)"
    self.init(.noInput, Messages.text(error.path.shown, wrong, advice: "check the path"))
  }

  init(_ path: String?, _ error: OutputFault, option: String = "--output") {
    self.init(ExitStatus(error))
    switch error {
    case .closedPipe, .interrupted: break
    case .system(let words):
      message = Messages.text(
        path ?? "standard output", "cannot be written: \(words)",
        advice: "specify another path with \(option)")
    case .isInput: message = CommandInputs.message(path ?? "standard output", option: option)
    }
  }
}
