package import Diagnosis

/// Display filters of Wireshark 3.6 and later (wireshark-filter(4)).
package enum DisplayFilter {
  /// Of an annotated capture: every frame that has a comment.
  package static let evidence = #"frame.comment contains "wsuscap: ""#
  /// Every frame that decides a verdict. Codes are the same in every language.
  package static let verdicts = deciding(Verdict.allCases)
  package static let failures = deciding(Verdict.allCases.filter(\.isFailure))
  package static let successes = deciding(outcomes(.success))
  package static let undecided = deciding(outcomes(.undecided))

  /// Of an annotated capture: the frames that decide one of these verdicts.
  package static func deciding(_ verdicts: [Verdict]) -> String {
    let codes = verdicts.map(\.rawValue).joined(separator: "|")
    return "frame.comment matches \"wsuscap: .*: (\(codes)) \""
  }

  private static func outcomes(_ outcome: Verdict.Outcome) -> [Verdict] {
    Verdict.allCases.filter { $0.properties.outcome == outcome }
  }

  /// Of any capture: the frames of a flow that a verdict rests on. Combine it with `tcp.stream eq N`.
  package static func evidence(of verdict: Verdict) -> String {
    switch verdict {
    case .success: "tls.handshake.type in {1, 2} or tls.change_cipher_spec or tls.app_data"
    case .versionReject, .noCommonCipher: "tls.handshake.type == 1 or tls.alert_message or \(end)"
    case .clientFin: "\(opening) or tcp.flags.fin == 1"
    case .clientReset: "\(opening) or tcp.flags.reset == 1"
    case .clientAlert: "tls.handshake.type in {1, 2} or tls.alert_message"
    case .certificateRejected:
      "tls.handshake.type in {1, 2, 11} or tls.alert_message or tls.app_data or \(end)"
    case .serverAlert: "tls.handshake.type in {1, 2} or tls.alert_message or tls.app_data"
    case .serverReset: "tls.handshake.type in {1, 2} or tcp.flags.reset == 1"
    case .serverClose: "tls.handshake.type in {1, 2} or tcp.flags.fin == 1"
    case .handshakeTimeout: "tls.handshake.type == 1 or tcp.analysis.retransmission or \(end)"
    case .handshakeAborted: "tls.handshake or tls.alert_message or \(end)"
    case .connectionRefused:
      "tcp.flags.syn == 1 or tcp.flags.reset == 1 or icmp.type == 3 or icmpv6.type == 1"
    case .connectTimeout: "tcp.flags.syn == 1"
    case .proxyDenied, .notTLS: "tcp.len > 0 and not tls"
    case .incompleteCapture:
      "tcp.time_relative == 0 or tcp.analysis.lost_segment or tcp.analysis.ack_lost_segment or "
        + "frame.cap_len < frame.len or tls.handshake or \(end)"
    case .unfinished: "tcp"
    }
  }

  private static let end = "tcp.flags.fin == 1 or tcp.flags.reset == 1"
  private static let opening = #"tcp.flags.syn == 1 or http.request.method == "CONNECT""#

  /// One line for each verdict: its code and the filter.
  package static var table: String {
    let width = Verdict.allCases.map(\.rawValue.count).max() ?? 0
    return Verdict.allCases.map { verdict in
      let space = String(repeating: " ", count: width - verdict.rawValue.count + 2)
      return verdict.rawValue + space + evidence(of: verdict) + "\n"
    }.joined()
  }
}
