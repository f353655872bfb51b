import Analysis
import Diagnosis

extension English {
  func note(_ note: CaptureDescription.Note) -> Phrase { Phrase(note.message) }

  func note(_ note: FlowNote) -> Phrase {
    switch note.code {
    case .resetAfterSuccess:
      return "The connection was reset after the handshake was finished\(first: note): no TLS problem."
    case .finishedWithoutData:
      return """
        The handshake was finished and then carried no data\(place: note), as a client leaves it that checks the \
        certificate afterwards.
        """
    case .unexpectedIssuer:
      return """
        The certificate comes from an issuer that the policy does not expect for this endpoint\(place: note).
        """
    case .outOfWindowReset: return "An RST outside the window ended nothing\(first: note)."
    case .warningAlert: return "An alert of level warning ended nothing\(first: note)."
    case .helloRetried:
      return "The server asked for another key share with a HelloRetryRequest\(first: note)."
    case .sslv2Hello: return "The ClientHello came in SSL 2.0 format\(first: note)."
    case .cutHello:
      return "The ClientHello is not whole\(first: note): what is missing from its lists proves nothing."
    case .helloRetransmitted: return "The ClientHello was sent again\(first: note)."
    case .synRetransmitted: return "The SYN was sent again\(first: note)."
    case .proxyAuthenticated: return "The proxy asked for credentials first and then took them\(place: note)."
    case .missingStart: return "The SYN was not captured: the flow began before the capture."
    case .clientGuessed: return "Who the client is was told without a SYN."
    case .gap:
      return
        "\(Self.counted(Int(clamping: note.count), "byte is", "bytes are")) missing from the capture, first before frame \(note.frame)."
    case .cut:
      return
        "\(Self.counted(Int(clamping: note.count), "byte was", "bytes were")) cut off by the snap length, first in frame \(note.frame)."
    case .oneDirection: return "Only one direction of the flow was captured."
    case .conflictingOverlap:
      return "Two copies of the same bytes differ; the first was read, the receiver may have read the other."
    case .olderVersionChosen:
      return "The client offered TLS 1.3, and the server chose an older version\(place: note)."
    case .moreEvents: return "More happened on this flow than the walkthrough holds."
    }
  }
}

extension Phrase.StringInterpolation {
  /// ` (frame 877)`; nothing for a note on the whole flow. Written where it stands, as nearly every note has one.
  fileprivate mutating func appendInterpolation(place note: FlowNote) {
    if note.frame == 0 { return }
    appendLiteral(" (frame ")
    appendInterpolation(note.frame)
    appendLiteral(")")
  }

  /// ` (3, the first in frame 877)`; the place alone of what happened once.
  fileprivate mutating func appendInterpolation(first note: FlowNote) {
    if note.count <= 1 { return appendInterpolation(place: note) }
    appendLiteral(" (")
    appendInterpolation(count: note.count)
    appendLiteral(", the first in frame ")
    appendInterpolation(note.frame)
    appendLiteral(")")
  }
}
