import CaptureAnalysis
import Diagnosis

extension English {
  func note(_ note: CaptureDescription.Note) -> Phrase { Phrase(note.message) }

  func note(_ note: FlowNote) -> Phrase {
    let place: Phrase = note.frame == 0 ? "" : " (frame \(note.frame))"
    let first: Phrase = note.count <= 1 ? place : " (\(count: note.count), the first in frame \(note.frame))"
    switch note.code {
    case .resetAfterSuccess:
      return "The connection was reset after the handshake was finished\(first): no TLS problem."
    case .finishedWithoutData:
      return """
        The handshake was finished and then carried no data\(place), as a client leaves it that checks the \
        certificate afterwards.
        """
    case .unexpectedIssuer:
      return "The certificate comes from an issuer that the policy does not expect for this endpoint\(place)."
    case .strayReset: return "An RST outside the window ended nothing\(first)."
    case .warningAlert: return "An alert of level warning ended nothing\(first)."
    case .helloRetried: return "The server asked for another key share with a HelloRetryRequest\(first)."
    case .sslv2Hello: return "The ClientHello came in SSL 2.0 format\(first)."
    case .cutHello:
      return "The ClientHello is not whole\(first): what is missing from its lists proves nothing."
    case .helloRetransmitted: return "The ClientHello was sent again\(first)."
    case .synRetransmitted: return "The SYN was sent again\(first)."
    case .proxyAuthenticated: return "The proxy asked for credentials first and then took them\(place)."
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
      return "The client offered TLS 1.3, and the server chose an older version\(place)."
    case .moreEvents: return "More happened on this flow than the walkthrough holds."
    }
  }
}
