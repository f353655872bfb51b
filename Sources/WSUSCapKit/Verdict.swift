internal import Diagnosis

/// The verdict on a flow. The raw value is its code in every report; codes never change their meaning.
///
/// Later versions may have more: a `switch` over it needs `@unknown default`.
@nonexhaustive
public enum Verdict: String, CaseIterable, Hashable, Sendable {
  /// The handshake completed.
  case success
  /// The client offers only TLS versions that the server does not accept, and the server ended the connection.
  case versionReject = "version_reject"
  /// The server accepts none of the cipher suites.
  case noCommonCipher = "no_common_cipher"
  /// The client closed the established connection without sending any TLS data.
  case clientFin = "client_fin"
  /// The client reset the established connection without sending any TLS data.
  case clientReset = "client_reset"
  /// The client ended the handshake with an alert.
  case clientAlert = "client_alert"
  /// The client rejected the certificate of the server.
  case certificateRejected = "certificate_rejected"
  /// The server ended the handshake with an alert.
  case serverAlert = "server_alert"
  case serverReset = "server_reset"
  case serverClose = "server_close"
  /// The ClientHello was never answered.
  case handshakeTimeout = "handshake_timeout"
  /// The handshake ended before it completed.
  case handshakeAborted = "handshake_aborted"
  case connectionRefused = "connection_refused"
  case connectTimeout = "connect_timeout"
  /// The proxy refused the CONNECT request.
  case proxyDenied = "proxy_denied"
  /// Another protocol.
  case notTLS = "not_tls"
  /// The deciding packets are missing from the capture.
  case incompleteCapture = "incomplete_capture"
  /// The capture ended before the flow did.
  case unfinished

  /// Whether action is needed.
  public var isFailure: Bool { Diagnosis.Verdict(rawValue: rawValue)?.isFailure ?? false }
}

/// The confidence in a verdict.
public enum Confidence: String, CaseIterable, Hashable, Sendable {
  /// The wire names the cause, or the policy of the endpoint leaves one cause only.
  case certain
  /// Another cause is possible and less likely.
  case probable
  /// A part of the proof is missing.
  case possible
}

/// Why a verdict is not certain.
public struct Doubt: Hashable, Sendable {
  /// A fixed name in snake_case, the same as in JSON reports.
  public let code: String
  public let message: String
  /// The frames that show it; empty where it is not about frames.
  public let frames: [UInt32]
}

extension Verdict {
  init(_ verdict: Diagnosis.Verdict) {
    // A test compares the codes of both.
    self = Verdict(rawValue: verdict.rawValue) ?? .unfinished
  }
}

extension Confidence {
  init(_ confidence: Diagnosis.Confidence) {
    self =
      switch confidence {
      case .certain: .certain
      case .probable: .probable
      case .possible: .possible
      }
  }
}
