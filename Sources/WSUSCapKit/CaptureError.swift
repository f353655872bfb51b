internal import CaptureFiles
internal import Reports

/// Why a capture could not be analysed at all. What is damaged later is a note: see ``CaptureAnalysis/notes``.
public struct CaptureError: Error, Hashable {
  @nonexhaustive
  public enum Kind: String, Hashable, Sendable {
    /// The file does not exist.
    case notFound = "not_found"
    /// It is there and cannot be read: permissions, a folder, a failing disk.
    case unreadable
    case notACapture = "not_a_capture"
    /// A capture of another program, compressed in another way, or one of several in an archive.
    case unsupported
    /// It is damaged before the end of its first frame.
    case damaged
    /// The filter expression is not valid.
    case invalidFilter = "invalid_filter"
    /// ``CaptureAnalysis/Options/shouldStop`` ended the reading before the first frame.
    case stopped
  }

  public let kind: Kind
  /// What is wrong, such as `no such file`.
  public let message: String
  /// What to do about it.
  public let advice: String?
}

extension CaptureError: CustomStringConvertible {
  /// `no such file; check the path`.
  public var description: String { advice.map { "\(message); \($0)" } ?? message }
}

extension CaptureError {
  init(_ fault: CaptureFault) {
    let text = ErrorMessage(fault)
    (kind, message, advice) = (Kind(fault), text.wrong, text.advice)
  }
}

extension CaptureError.Kind {
  fileprivate init(_ fault: CaptureFault) {
    if case .stopped(let error, _) = fault, case .stopped = error.reason {
      self = .stopped
      return
    }
    self =
      switch fault.kind {
      case .notFound: .notFound
      case .unreadable, .unrepeatable: .unreadable
      case .notACapture: .notACapture
      // What a format cannot contain is asked when a capture is written only.
      case .unsupported, .doesNotFit: .unsupported
      case .damagedFromStart: .damaged
      case .badFilter: .invalidFilter
      }
  }
}
