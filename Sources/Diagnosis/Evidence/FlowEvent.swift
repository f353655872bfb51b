package import Protocols

package enum Role: UInt8, Hashable, Sendable {
  case client = 0
  case server = 1

  package var opposite: Role { self == .client ? .server : .client }
}

/// One event on a flow that a verdict can rest on: a line of the walkthrough.
///
/// It is 24 bytes, because a capture may have millions. Larger values are in the ``EvidenceStore``.
package struct FlowEvent: Hashable, Sendable {
  package var payload: Payload
  package var from: Role
  package var frame: UInt32
  /// The frame that completed it.
  package var reassembledIn: UInt32
  /// The time of ``frame`` in nanoseconds since 1970 (UTC).
  package var time: Int64

  package init(_ payload: Payload, from: Role, frame: UInt32, reassembledIn: UInt32, time: Int64) {
    self.payload = payload
    self.from = from
    self.frame = frame
    self.reassembledIn = reassembledIn
    self.time = time
  }

  @inlinable package var kind: Kind { payload.kind }
}

/// What the segment of a FIN or RST shows besides the end: in four bytes, because events keep it.
package struct EndDetails: Hashable, Sendable {
  /// How much its sender had acknowledged of what it answers: the server of the last ClientHello, the client of all
  /// that the server sent.
  package enum Answer: UInt8, Hashable, Sendable {
    /// There is nothing to answer, or the numbers are not known.
    case unknown
    /// Its sender had acknowledged all of it.
    case whole
    case less
    /// Its sender had acknowledged bytes that are missing from the capture.
    case more
  }

  /// The time to live or hop limit; 0 where it is unknown.
  package var hopLimit: UInt8
  /// Whether the segment itself acknowledges something.
  package var hasAcknowledgement: Bool
  /// Whether its sequence number is not 0, as that of an RST from a closed port is (RFC 9293, section 3.5.2).
  package var isNumbered: Bool
  package var answer: Answer

  package init(
    hopLimit: UInt8 = 0, hasAcknowledgement: Bool = true, isNumbered: Bool = false, answer: Answer = .unknown
  ) {
    self.hopLimit = hopLimit
    self.hasAcknowledgement = hasAcknowledgement
    self.isNumbered = isNumbered
    self.answer = answer
  }

  var number: UInt32 {
    UInt32(hopLimit) << 16 | UInt32(answer.rawValue) << 8 | (isNumbered ? 2 : 0)
      | (hasAcknowledgement ? 1 : 0)
  }
}

extension FlowEvent {
  /// What happened. Lengths and counts are in bytes.
  package enum Payload: Hashable, Sendable {
    case syn
    case synAck
    /// The ACK that completes the three-way handshake.
    case handshakeAck
    /// The authority is an index in ``EvidenceStore/names``.
    case connectRequest(authority: UInt32)
    case connectResponse(status: UInt32)
    /// An index in ``EvidenceStore/sightings``.
    case clientHello(reference: UInt32)
    /// An index in ``EvidenceStore/serverHellos``.
    case serverHello(index: UInt32)
    /// An index in ``EvidenceStore/serverHellos``.
    case helloRetryRequest(index: UInt32)
    /// An index in ``EvidenceStore/chains``.
    case certificate(chain: UInt32)
    /// The curve of ECDHE (RFC 8422, section 5.4): a code point of ``NamedGroup``; 0 when the message names none.
    case serverKeyExchange(curve: UInt16)
    case certificateRequest
    case serverHelloDone
    /// An OCSP response of the server (RFC 6066, section 8).
    case certificateStatus
    /// Until TLS 1.2 (RFC 5077, section 3.3); later ones are encrypted.
    case newSessionTicket
    /// The client proves that it has its certificate's key (RFC 5246, section 7.4.8).
    case certificateVerify
    case clientKeyExchange
    case alert(level: AlertLevel, description: AlertDescription)
    /// The length of the record.
    case encryptedAlert(length: UInt32)
    case changeCipherSpec
    /// The first encrypted handshake record of a side.
    case finished(length: UInt32)
    /// The first application_data record of a side; in TLS 1.3 it contains encrypted handshake messages.
    case applicationData(length: UInt32)
    /// TLS 1.3: the client's first application_data record after its Finished.
    case clientDataAfterFinished(length: UInt32)
    /// TLS 1.3: the server's first application_data record after the client's Finished: a ticket, or the
    /// greeting of a protocol in which the server speaks first.
    case serverDataAfterFinished(length: UInt32)
    /// The first heartbeat record of a side (RFC 6520).
    case heartbeat(length: UInt32)
    /// The first bytes of a side that are neither TLS nor a CONNECT.
    /// Its length, at most 65,535, and its first line: see ``EvidenceStore/quote(_:)``.
    case otherData(length: UInt16, quote: UInt16)
    /// A request to a WSUS server over plain HTTP; of a file with its method and path, see ``EvidenceStore/quote(_:)``.
    case wsusRequest(WSUSService, WSUSOperation, quote: UInt16)
    /// The answer; the quote is the .NET exception that a SOAP fault names.
    case wsusResponse(WSUSAnswer, quote: UInt16)
    /// Further requests of the flow that were answered without an error, and are not listed.
    case wsusExchanges(count: UInt32)
    case fin(EndDetails)
    /// An RST that its receiver accepts.
    case rst(EndDetails)
    /// An RST outside the window: it ended nothing.
    case outOfWindowReset
    /// A repeated SYN, SYN/ACK, CONNECT or hello.
    case retransmission(of: Kind)
    /// Bytes that are missing from the capture.
    case gap(bytes: UInt32)
    /// Bytes that the snap length removed.
    case truncated(bytes: UInt32)
    /// An ICMP unreachable answered this side.
    case unreachable(code: UInt32)
    /// An ICMP message that a packet of this side is too big.
    case packetTooBig
  }

  /// The cases of ``Payload`` without their values.
  package enum Kind: UInt8, CaseIterable, Hashable, Sendable {
    case syn, synAck, handshakeAck
    case connectRequest, connectResponse
    case clientHello, serverHello, helloRetryRequest
    case certificate, serverKeyExchange, certificateRequest, serverHelloDone, clientKeyExchange
    case certificateStatus, newSessionTicket, certificateVerify
    case alert, encryptedAlert, changeCipherSpec, finished
    case applicationData, clientDataAfterFinished, serverDataAfterFinished, heartbeat, otherData
    case wsusRequest, wsusResponse, wsusExchanges
    case fin, rst, outOfWindowReset
    case retransmission, gap, truncated, unreachable, packetTooBig
  }
}

extension FlowEvent.Payload {
  @inlinable package var kind: FlowEvent.Kind {
    switch self {
    case .syn: .syn
    case .synAck: .synAck
    case .handshakeAck: .handshakeAck
    case .connectRequest: .connectRequest
    case .connectResponse: .connectResponse
    case .clientHello: .clientHello
    case .serverHello: .serverHello
    case .helloRetryRequest: .helloRetryRequest
    case .certificate: .certificate
    case .serverKeyExchange: .serverKeyExchange
    case .certificateRequest: .certificateRequest
    case .serverHelloDone: .serverHelloDone
    case .certificateStatus: .certificateStatus
    case .newSessionTicket: .newSessionTicket
    case .certificateVerify: .certificateVerify
    case .clientKeyExchange: .clientKeyExchange
    case .alert: .alert
    case .encryptedAlert: .encryptedAlert
    case .changeCipherSpec: .changeCipherSpec
    case .finished: .finished
    case .applicationData: .applicationData
    case .clientDataAfterFinished: .clientDataAfterFinished
    case .serverDataAfterFinished: .serverDataAfterFinished
    case .heartbeat: .heartbeat
    case .otherData: .otherData
    case .wsusRequest: .wsusRequest
    case .wsusResponse: .wsusResponse
    case .wsusExchanges: .wsusExchanges
    case .fin: .fin
    case .rst: .rst
    case .outOfWindowReset: .outOfWindowReset
    case .retransmission: .retransmission
    case .gap: .gap
    case .truncated: .truncated
    case .unreachable: .unreachable
    case .packetTooBig: .packetTooBig
    }
  }

  /// The payload as one number, different for different payloads of a kind: a key for caches.
  package var number: UInt32 {
    switch self {
    case .connectRequest(let number), .connectResponse(let number), .clientHello(let number),
      .serverHello(let number), .helloRetryRequest(let number), .certificate(let number),
      .encryptedAlert(let number), .finished(let number), .applicationData(let number),
      .clientDataAfterFinished(let number), .serverDataAfterFinished(let number), .heartbeat(let number),
      .gap(let number), .truncated(let number), .unreachable(let number), .wsusExchanges(let number):
      number
    case .alert(let level, let description): UInt32(level.rawValue) << 8 | UInt32(description.rawValue)
    case .retransmission(let kind): UInt32(kind.rawValue)
    case .serverKeyExchange(let curve): UInt32(curve)
    case .otherData(let length, let quote): UInt32(quote) << 16 | UInt32(length)
    case .wsusRequest(let service, let operation, let quote):
      UInt32(quote) << 16 | UInt32(service.rawValue) << 8 | UInt32(operation.rawValue)
    case .wsusResponse(let answer, let quote): UInt32(quote) << 16 | UInt32(answer.rawValue)
    case .fin(let details), .rst(let details): details.number
    case .syn, .synAck, .handshakeAck, .certificateRequest, .serverHelloDone, .certificateStatus,
      .newSessionTicket, .certificateVerify,
      .clientKeyExchange, .changeCipherSpec, .outOfWindowReset, .packetTooBig:
      0
    }
  }

  /// Both merged, when they are gaps of the same kind or further exchanges.
  package func joined(with other: Self) -> Self? {
    if case .gap(let bytes) = self, case .gap(let more) = other { return .gap(bytes: bytes &+ more) }
    if case .truncated(let bytes) = self, case .truncated(let more) = other {
      return .truncated(bytes: bytes &+ more)
    }
    if case .wsusExchanges(let count) = self, case .wsusExchanges(let more) = other {
      return .wsusExchanges(count: count &+ more)
    }
    return nil
  }
}

extension FlowEvent.Payload {
  /// A place in a list of an ``EvidenceStore``.
  enum StoreIndex {
    case name(UInt32)
    case sighting(UInt32)
    case serverHello(UInt32)
    case chain(UInt32)

    var number: UInt32 {
      switch self {
      case .name(let index), .sighting(let index), .serverHello(let index), .chain(let index): index
      }
    }
  }

  /// The same event, which points to another place; one that points to none stays.
  func replacingIndex(_ new: (StoreIndex) -> UInt32) -> Self {
    switch self {
    case .connectRequest(let authority): .connectRequest(authority: new(.name(authority)))
    case .clientHello(let reference): .clientHello(reference: new(.sighting(reference)))
    case .serverHello(let index): .serverHello(index: new(.serverHello(index)))
    case .helloRetryRequest(let index): .helloRetryRequest(index: new(.serverHello(index)))
    case .certificate(let chain): .certificate(chain: new(.chain(chain)))
    case .syn, .synAck, .handshakeAck, .connectResponse, .serverKeyExchange, .certificateRequest,
      .serverHelloDone, .certificateStatus, .newSessionTicket, .certificateVerify, .clientKeyExchange, .alert,
      .encryptedAlert, .changeCipherSpec, .finished, .applicationData, .clientDataAfterFinished,
      .serverDataAfterFinished, .heartbeat, .otherData, .wsusRequest, .wsusResponse, .wsusExchanges, .fin,
      .rst,
      .outOfWindowReset, .retransmission, .gap, .truncated, .unreachable, .packetTooBig:
      self
    }
  }
}

extension FlowEvent {
  package var authority: UInt32? {
    if case .connectRequest(let authority) = payload { authority } else { nil }
  }

  package var status: UInt32? {
    if case .connectResponse(let status) = payload { status } else { nil }
  }

  package var helloReference: UInt32? {
    if case .clientHello(let reference) = payload { reference } else { nil }
  }

  package var serverHelloIndex: UInt32? {
    if case .serverHello(let index) = payload { return index }
    if case .helloRetryRequest(let index) = payload { return index }
    return nil
  }

  package var chain: UInt32? {
    if case .certificate(let chain) = payload { chain } else { nil }
  }

  package var endDetails: EndDetails? {
    switch payload {
    case .fin(let details), .rst(let details): details
    case .syn, .synAck, .handshakeAck, .connectRequest, .connectResponse, .clientHello, .serverHello,
      .helloRetryRequest, .certificate, .serverKeyExchange, .certificateRequest, .serverHelloDone,
      .certificateStatus, .newSessionTicket, .certificateVerify,
      .clientKeyExchange, .alert, .encryptedAlert, .changeCipherSpec, .finished, .applicationData,
      .clientDataAfterFinished, .serverDataAfterFinished, .heartbeat, .otherData, .wsusRequest, .wsusResponse,
      .wsusExchanges, .outOfWindowReset,
      .retransmission,
      .gap,
      .truncated, .unreachable, .packetTooBig:
      nil
    }
  }

  package var alert: (level: AlertLevel, description: AlertDescription)? {
    if case .alert(let level, let description) = payload { (level, description) } else { nil }
  }
}

extension FlowEvent {
  /// Lengths of an encrypted alert of TLS 1.3: two bytes of alert, one of content type, and a tag of 8 (CCM_8) or
  /// 16 bytes (RFC 8446, sections 5.2 and 6, appendix B.4); up to 24, because some senders pad.
  package static let alertLengths: ClosedRange<UInt32> = 11...24
  /// What a server sends after the client's Finished may be an alert up to this length: Java pads to 40. A Finished has
  /// 45 at least.
  package static let longestServerAlert: UInt32 = 44
}
