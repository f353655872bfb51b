internal import Diagnosis
internal import Packets
internal import Protocols
internal import Reports

/// One TCP connection, and what is concluded of it.
public struct Flow: Sendable, Identifiable {
  private let flow: JudgedFlow
  private let summary: FlowSummary
  private let store: EvidenceStore
  private let texts: ReportTexts

  init(_ flow: JudgedFlow, _ store: EvidenceStore, _ texts: ReportTexts) {
    (self.flow, self.store, self.texts) = (flow, store, texts)
    summary = FlowSummary(flow, store: store)
  }

  /// The number that Wireshark gives the connection: `tcp.stream`, from 0 on.
  public var id: Int { flow.evidence.id }

  public var verdict: Verdict { Verdict(flow.judgement.verdict) }

  public var confidence: Confidence { Confidence(flow.judgement.confidence) }

  /// Why the flow has its verdict: one sentence that names frames.
  public var reason: String { texts.reason(of: flow, in: store) }

  /// Why the verdict is not certain.
  public var doubts: [Doubt] {
    flow.judgement.doubts.map {
      Doubt(code: $0.code.rawValue, message: texts.message($0, of: flow), frames: $0.frames)
    }
  }

  /// A CONNECT request was seen: the server is a proxy.
  public var isThroughProxy: Bool { flow.judgement.isThroughProxy }

  /// Nil when nobody ended it, or when the handshake completed.
  public var endedBy: Ending? { flow.judgement.endedBy.map(Ending.init) }

  public var notes: [Note] {
    summary.notes.map { Note(code: $0.code.rawValue, message: texts.note($0)) }
  }
}

extension Flow {
  public var client: SocketAddress { SocketAddress(flow.evidence.client) }

  public var server: SocketAddress { SocketAddress(flow.evidence.server) }

  /// The host that the client meant, in lower case: by the CONNECT request, the server name indication, DNS, the policy
  /// or the certificate. Nil where none of them names it.
  public var serverName: String? { flow.serverName?.name }

  /// The identifier of the server's entry in the endpoint policy.
  public var endpoint: String? { flow.endpoint?.id }

  public var start: CaptureTime { CaptureTime(nanoseconds: flow.evidence.start) }

  public var end: CaptureTime { CaptureTime(nanoseconds: flow.evidence.end) }

  /// The frames of the first and of the last segment, from 1 on.
  public var firstFrame: UInt32 { flow.evidence.firstFrame }

  public var lastFrame: UInt32 { flow.evidence.lastFrame }

  /// What the verdict rests on, in the order of the frames.
  public var evidence: [EvidenceFrame] { flow.evidence.events.map { EvidenceFrame($0, store, texts) } }

  public var handshake: Handshake { Handshake(summary, store) }
}

/// An address and a port.
public struct SocketAddress: Hashable, Sendable, CustomStringConvertible {
  /// In its canonical form (IPv6: RFC 5952).
  public let address: String
  public let port: UInt16

  /// `10.0.0.5:50207`, `[2001:db8::5]:50207`.
  public var description: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }
}

extension SocketAddress {
  init(_ end: EndPoint) {
    (address, port) = (end.address.description, end.port)
  }
}
