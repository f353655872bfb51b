import Diagnosis
import Protocols

/// English, also the language of the sentences in JSON.
struct English: Phrases {
  func list(_ parts: [Phrase]) -> Phrase { Phrase(parts.map(\.text).joined(separator: ", ")) }

  func paragraph(_ sentences: [Phrase]) -> Phrase {
    Phrase(sentences.filter { !$0.isEmpty }.map(\.text).joined(separator: " "))
  }

  func label(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .success: "success"
    case .versionReject: "version reject"
    case .noCommonCipher: "no common cipher"
    case .clientFin: "client FIN"
    case .clientReset: "client reset"
    case .certificateRejected: "certificate rejected"
    case .serverAlert: "server alert"
    case .serverReset: "server reset"
    case .serverClose: "server close"
    case .handshakeTimeout: "handshake timeout"
    case .handshakeAborted: "handshake aborted"
    case .connectionRefused: "connection refused"
    case .connectTimeout: "connect timeout"
    case .proxyDenied: "proxy denied"
    case .notTLS: "not TLS"
    case .incompleteCapture: "incomplete capture"
    case .unfinished: "unfinished"
    }
  }

  func label(_ confidence: Confidence) -> Phrase {
    switch confidence {
    case .certain: "certain"
    case .probable: "probable"
    case .possible: "possible"
    }
  }

  func sender(_ role: Role, isThroughProxy: Bool) -> Phrase {
    role == .server && isThroughProxy ? "proxy" : self.role(role)
  }

  func role(_ role: Role) -> Phrase {
    switch role {
    case .client: "client"
    case .server: "server"
    }
  }

  func negotiated(_ version: ProtocolVersion, _ cipherSuite: CipherSuite?) -> Phrase {
    cipherSuite.map { "\(version), \($0.displayName)" } ?? "\(version)"
  }

  func basis(_ basis: FlowEvidence.ClientBasis) -> Phrase {
    switch basis {
    case .syn: "it sent the SYN"
    case .hello: "it sent the ClientHello; the SYN was not captured"
    case .connect: "it sent the CONNECT; the SYN was not captured"
    case .higherPort: "it has the higher port; nothing better was captured"
    }
  }

  func nameSource(_ source: NameSource) -> Phrase {
    switch source {
    case .connect: "the CONNECT request"
    case .sni: "the ClientHello's server_name"
    case .dns: "a DNS answer in the capture"
    case .policy: "the endpoint policy"
    case .certificate: "the certificate"
    }
  }

  /// `1 flow`, `2,113 flows`.
  static func counted(_ count: Int, _ one: String, _ many: String) -> Phrase {
    "\(count: count) \(count == 1 ? one : many)"
  }
}
