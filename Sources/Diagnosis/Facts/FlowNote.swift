/// An oddity of a flow that its verdict does not mention.
package struct FlowNote: Hashable, Sendable {
  /// The raw value is the code in the report and never changes.
  package enum Code: String, CaseIterable, Hashable, Sendable {
    /// One side reset the connection after the handshake was finished: `frame`. No TLS problem.
    case resetAfterSuccess = "rst_after_success"
    /// The handshake was finished and then carried no data, as a client leaves it that checks the
    /// certificate afterwards; `frame` is where the client left.
    case finishedWithoutData = "finished_without_data"
    /// The certificate of `frame` comes from an issuer that the policy does not expect for the endpoint.
    case unexpectedIssuer = "unexpected_issuer"
    /// An RST outside the window, which ended nothing: `count` of them, the first in `frame`.
    case outOfWindowReset = "out_of_window_rst"
    /// An alert of level warning, which ended nothing: `count` of them, the first in `frame`.
    case warningAlert = "warning_alert"
    /// The server asked for another key share first: HelloRetryRequest in `frame`.
    case helloRetried = "hello_retry_request"
    /// The ClientHello came in SSL 2.0 format: `frame`.
    case sslv2Hello = "sslv2_hello"
    /// The ClientHello of `frame` is truncated: what its lists lack proves nothing.
    case incompleteHello = "incomplete_hello"
    /// Certificate messages that could not be read whole: `count` of them, the first in `frame`.
    case incompleteCertificate = "incomplete_certificate"
    /// The ClientHello was sent again: `count` times, the first in `frame`.
    case helloRetransmitted = "hello_retransmitted"
    /// The SYN was sent again: `count` times, the first in `frame`.
    case synRetransmitted = "syn_retransmitted"
    /// The proxy asked for credentials with 407 in `frame` and accepted them later.
    case proxyAuthenticated = "proxy_authenticated"
    /// The SYN was not captured: the flow began before the capture.
    case missingStart = "missing_start"
    /// The client was told by its hello, by its CONNECT or by the higher port, because no SYN was captured.
    case clientGuessed = "client_guessed"
    /// Missing bytes: `count` of them, the first gap in `frame`.
    case gap = "gap"
    /// Bytes that the snap length removed: `count` of them, first in `frame`.
    case truncated
    /// Only one direction of the flow is in the capture, all of whose frames could be decoded.
    case oneDirection = "one_direction"
    /// Two copies of the same bytes differ. The first was read; the receiver may have read the other.
    case conflictingOverlap = "conflicting_overlap"
    /// The client asked for TLS 1.3 and the server chose an older version, in `frame`.
    case olderVersionChosen = "older_version_chosen"
    /// The server's port is that of WSUS for HTTPS: probably a client or a downstream server asks a WSUS server.
    case wsusPort = "wsus_port"
    /// More events happened on the flow than its walkthrough lists.
    case moreEvents = "more_events"
  }

  package var code: Code
  /// Its frame; 0 when it concerns the whole flow.
  package var frame: UInt32
  /// How often, or how many bytes.
  package var count: UInt64

  package init(_ code: Code, frame: UInt32 = 0, count: UInt64 = 1) {
    self.code = code
    self.frame = frame
    self.count = count
  }
}
