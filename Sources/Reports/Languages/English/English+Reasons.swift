import Diagnosis
import Protocols

extension English {
  func reason(_ reason: Reason) -> Phrase {
    switch reason {
    case .handshakeFinished(let frame, let resumed):
      return resumed
        ? "A resumed session: the abbreviated handshake was finished in frame \(frame)."
        : "The handshake was finished in frame \(frame)."
    case .versionTooLow(let hello, 0, _, let end):
      return "The server takes no version that the ClientHello of frame \(hello) offers: \(ending: end)."
    case .versionTooLow(let hello, let offered, 0, let end):
      return """
        The ClientHello of frame \(hello) offers at most \(ProtocolVersion(rawValue: offered)), and \(ending: end).
        """
    case .versionTooLow(let hello, let offered, let minimum, let end):
      return """
        The ClientHello of frame \(hello) offers at most \(ProtocolVersion(rawValue: offered)), the server takes \
        \(ProtocolVersion(rawValue: minimum)) or newer, and \(ending: end).
        """
    case .noSuiteInCommon(let hello, let end):
      return
        "The ClientHello of frame \(hello) offers no cipher suite that the server takes, and \(ending: end)."
    case .noGroupInCommon(let hello, let end):
      return """
        The ClientHello of frame \(hello) shares a cipher suite with the server but no elliptic curve for it, \
        and \(ending: end).
        """
    case .alertSaysNoSuite(let hello, let end):
      return "The server found nothing to agree on in the ClientHello of frame \(hello): \(ending: end)."
    case .clientLeftSilently(let established, let end, let tunnel):
      return tunnel
        ? "The tunnel stood in frame \(established), then \(ending: end) and had sent no TLS byte."
        : "The connection stood in frame \(established), then \(ending: end) and had sent no TLS byte."
    case .clientRefusedCertificate(let certificate, let end):
      return certificate == 0
        ? "The client ended it over the server's certificate: \(ending: end)."
        : "The server sent its certificate in frame \(certificate), and \(ending: end)."
    case .serverSentAlert(let end):
      return "Before the handshake was done, \(ending: end)."
    case .serverEndedHello(let hello, let end, let acceptable):
      return acceptable
        ? "The ClientHello of frame \(hello) is one that the server should take, yet \(ending: end)."
        : "After the ClientHello of frame \(hello), \(ending: end)."
    case .helloAnsweredOtherwise(let hello, let answer, let end):
      return """
        The server answered the ClientHello of frame \(hello) with something that is no TLS, in frame \(answer); then \
        \(ending: end).
        """
    case .serverLeftFirst(let established, let end, let tunnel):
      return tunnel
        ? "The tunnel stood in frame \(established), and before the client sent anything through it \(ending: end)."
        : "The connection stood in frame \(established), and before the client sent anything \(ending: end)."
    case .helloUnanswered(let hello, let retransmissions, let end):
      let again: Phrase = retransmissions == 0 ? "" : " and \(Self.times(retransmissions)) again"
      let left: Phrase = end.map { ", until \(ending: $0)" } ?? ""
      return "The ClientHello of frame \(hello) was sent\(again) and never answered\(left)."
    case .connectUnanswered(let request, let retransmissions, let end):
      let again: Phrase = retransmissions == 0 ? "" : " and \(Self.times(retransmissions)) again"
      return "The CONNECT of frame \(request) was sent\(again) and never answered, until \(ending: end)."
    case .helloCut(let hello, let end):
      return """
        The ClientHello of frame \(hello) was cut before the end of its cipher suites, and \(ending: end): what was \
        captured does not tell whether one is shared.
        """
    case .endedInHandshake(0, let end):
      return "The server had answered the ClientHello, and before the handshake was finished \(ending: end)."
    case .endedInHandshake(let serverHello, let end):
      return
        "After the ServerHello of frame \(serverHello) and before the handshake was finished, \(ending: end)."
    case .synRefused(let syn, let answer, let isICMP):
      return isICMP
        ? "The SYN of frame \(syn) was answered by an ICMP unreachable message in frame \(answer)."
        : "The SYN of frame \(syn) was answered by RST in frame \(answer)."
    case .synUnanswered(let syn, let attempts):
      return attempts <= 1
        ? "The SYN of frame \(syn) was never answered."
        : "The SYN of frame \(syn) was sent \(Self.times(attempts)) and never answered."
    case .synAnsweredLate(let syn, let attempts, let answer, let end):
      return """
        The SYN of frame \(syn) was sent \(Self.times(attempts)) and answered in frame \(answer), when the client had \
        given up: \(ending: end).
        """
    case .proxyAnswered(let request, let response, let status):
      return "The proxy answered the CONNECT of frame \(request) with status \(status) in frame \(response)."
    case .otherProtocol(let frame):
      return frame == 0
        ? "The client spoke something other than TLS."
        : "The first bytes of the client, in frame \(frame), are no TLS."
    case .noTLSBehindHello(let hello, let data):
      return """
        Frame \(hello) looks like a ClientHello, but what the client said right behind it, in frame \(data), is no TLS.
        """
    case .nothingSent:
      return "Nothing was sent, to a port and a server that nothing ties to TLS."
    case .missingStart(let frame):
      return
        "The flow began before the capture: frame \(frame) is the first of it, and what would decide is missing."
    case .missingBytes(let frame, let isCut):
      return isCut
        ? "The snap length cut off the bytes at frame \(frame) that would decide."
        : "Bytes at frame \(frame) that would decide were not captured."
    case .oneDirectionOnly(let present):
      return "Only what the \(role(present)) sent was captured."
    case .captureEnded(let lastFrame):
      return "The capture ended before anything was decided; frame \(lastFrame) is the last of the flow."
    }
  }

  /// `handshake_failure (40)`.
  static func alert(_ code: UInt8) -> Phrase { "\(alert: code)" }

  private static func times(_ count: UInt32) -> Phrase {
    switch count {
    case 1: "once"
    case 2: "twice"
    default: "\(count: count) times"
    }
  }
}

extension Phrase.StringInterpolation {
  /// `handshake_failure (40)`.
  fileprivate mutating func appendInterpolation(alert code: UInt8) {
    appendInterpolation(AlertDescription(rawValue: code).displayName)
    appendLiteral(" (")
    appendInterpolation(code)
    appendLiteral(")")
  }

  /// `the server reset the connection in frame 877`. Written where it stands: as a phrase of its own each half made
  /// a buffer, and nearly every reason has one.
  fileprivate mutating func appendInterpolation(ending end: EndSign) {
    if case .client = end.by { appendLiteral("the client ") } else { appendLiteral("the server ") }
    switch end.kind {
    case .fin: appendLiteral("closed with FIN")
    case .rst: appendLiteral("reset the connection")
    case .alert(let code):
      appendLiteral("sent alert ")
      appendInterpolation(alert: code)
    case .encryptedAlert: appendLiteral("sent what is by its size an encrypted alert")
    }
    appendLiteral(" in frame ")
    appendInterpolation(end.frame)
  }
}
