/// Who sent something on a flow.
package enum Role: UInt8, Hashable, Sendable {
  case client = 0
  case server = 1

  package var opposite: Role { self == .client ? .server : .client }
}

/// One thing on a flow that a verdict can rest on: a line of the frame-by-frame walkthrough.
///
/// It is 24 bytes, because a capture may hold millions. What does not fit stands in the
/// ``EvidenceStore`` and is named by ``detail``.
package struct FlowEvent: Hashable, Sendable {
  /// What happened. The comment says what ``FlowEvent/detail`` holds; without one it is 0.
  package enum Kind: UInt8, Hashable, Sendable {
    case syn
    case synAck
    /// The ACK that completes the three-way handshake.
    case handshakeAck
    /// `detail`: index of the authority in ``EvidenceStore/names``.
    case connectRequest
    /// `detail`: the status code.
    case connectResponse
    /// `detail`: index in ``EvidenceStore/sightings``.
    case clientHello
    /// `detail`: index in ``EvidenceStore/serverHellos``.
    case serverHello
    /// `detail`: index in ``EvidenceStore/serverHellos``.
    case helloRetryRequest
    /// `detail`: index in ``EvidenceStore/chains``.
    case certificate
    case serverKeyExchange
    case certificateRequest
    case serverHelloDone
    case clientKeyExchange
    /// `detail`: level in bits 8 to 15, description in bits 0 to 7.
    case alert
    /// `detail`: the record's length in bytes.
    case encryptedAlert
    case changeCipherSpec
    /// The first encrypted handshake record of a side. `detail`: its length in bytes.
    case finished
    /// The first application_data record of a side; in TLS 1.3 it holds encrypted handshake messages.
    /// `detail`: its length in bytes.
    case applicationData
    /// TLS 1.3: the client's first application_data record after its Finished. `detail`: its length.
    case clientDataAfterFinished
    /// TLS 1.3: the server's first application_data record after the client's Finished: a ticket, or the
    /// greeting of a protocol in which the server speaks first. `detail`: its length.
    case serverDataAfterFinished
    /// The first bytes of a side that are neither TLS nor a CONNECT. `detail`: how many came with them.
    case otherData
    case fin
    /// An RST that ended the flow.
    case rst
    /// An RST outside the window: it ended nothing.
    case outOfWindowReset
    /// A repeated SYN, SYN/ACK, CONNECT or hello. `detail`: raw value of the ``Kind`` that was repeated.
    case retransmission
    /// Bytes that the capture does not hold. `detail`: how many.
    case gap
    /// Bytes that the snap length cut off. `detail`: how many.
    case cut
    /// An ICMP unreachable answered this side. `detail`: the ICMP code.
    case unreachable
  }

  package var kind: Kind
  package var from: Role
  /// The 1-based number of the frame that holds the first byte.
  package var frame: UInt32
  /// The frame that completed it; equal to ``frame`` for what lies in one.
  package var reassembledIn: UInt32
  /// The time of ``frame`` in nanoseconds since 1970 (UTC).
  package var time: Int64
  package var detail: UInt32

  package init(
    kind: Kind, from: Role, frame: UInt32, reassembledIn: UInt32, time: Int64, detail: UInt32 = 0
  ) {
    self.kind = kind
    self.from = from
    self.frame = frame
    self.reassembledIn = reassembledIn
    self.time = time
    self.detail = detail
  }
}
