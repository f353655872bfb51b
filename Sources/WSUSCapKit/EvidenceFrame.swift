internal import Diagnosis
internal import Reports

/// One event on a flow that a verdict can rest on: a line of its walkthrough.
public struct EvidenceFrame: Hashable, Sendable {
  /// The frame of the first byte, from 1 on.
  public let frame: UInt32
  /// The frame that completed a message of several segments.
  public let reassembledIn: UInt32
  public let time: CaptureTime
  public let sender: Side
  /// A fixed name in snake_case, such as `client_hello`, the same as in JSON reports.
  public let code: String
  /// The name of the event, such as `ClientHello`.
  public let event: String
  /// Empty where the name says it all. What the network sent as text is in it as it came.
  public let detail: String
}

/// An end of a TCP connection.
public enum Side: String, CaseIterable, Hashable, Sendable {
  case client
  /// The proxy, where there is one.
  case server
}

/// Who ended a flow, and how.
public struct Ending: Hashable, Sendable {
  @nonexhaustive
  public enum Origin: String, CaseIterable, Hashable, Sendable {
    case client
    case server
    case proxy
    /// A device between them.
    case path
    case unknown
  }

  @nonexhaustive
  public enum Sign: String, CaseIterable, Hashable, Sendable {
    case fin
    case rst
    case alert
    case timeout
  }

  public let origin: Origin
  public let sign: Sign
  /// From 1 on.
  public let frame: UInt32
}

extension EvidenceFrame {
  init(_ event: FlowEvent, _ store: EvidenceStore, _ texts: ReportTexts) {
    (frame, reassembledIn) = (event.frame, event.reassembledIn)
    time = CaptureTime(nanoseconds: event.time)
    sender = event.from == .client ? .client : .server
    code = event.kind.code
    (self.event, detail) = (texts.label(event.kind), texts.detail(of: event, in: store))
  }
}

extension Ending {
  init(_ end: EndedBy) {
    // A test compares the codes of both.
    origin = Origin(rawValue: end.side.rawValue) ?? .unknown
    sign = Sign(rawValue: end.how.rawValue) ?? .timeout
    frame = end.frame
  }
}
