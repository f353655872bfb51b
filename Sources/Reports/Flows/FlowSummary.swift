package import Diagnosis

/// What a report says of a flow beyond its events one by one, found in one pass over them.
struct FlowSummary {
  /// The first of several hellos, and how many there were.
  var clientHello: FlowEvent?
  var clientHelloCount = 0
  /// The hello that decides: the first that is no HelloRetryRequest, else that one.
  var serverHello: FlowEvent?
  var serverHelloCount = 0
  var hasCertificates = false
  var hasAlerts = false
  /// The last CONNECT, and its answer.
  var connectRequest: FlowEvent?
  var connectResponse: FlowEvent?
  /// Nanoseconds from SYN to SYN/ACK; where the SYN was repeated or is missing, from SYN/ACK to ACK.
  var roundTrip: Int64?

  init(_ events: [FlowEvent]) {
    var syn: FlowEvent?
    var synAck: FlowEvent?
    var isAmbiguous = false
    for event in events {
      switch event.kind {
      case .syn: syn = syn ?? event
      case .synAck: synAck = synAck ?? event
      case .handshakeAck:
        if roundTrip == nil, let synAck, !isAmbiguous { roundTrip = event.time &- synAck.time }
        continue
      case .retransmission:
        if synAck == nil { syn = nil }
        isAmbiguous =
          isAmbiguous || FlowEvent.Kind(rawValue: UInt8(truncatingIfNeeded: event.detail)) == .synAck
        continue
      default:
        read(event)
        continue
      }
      if let syn, let synAck, event.kind == .synAck { roundTrip = roundTrip ?? (synAck.time &- syn.time) }
    }
    // A clock that was set back, or two interfaces with different clocks.
    if let measured = roundTrip, measured < 0 { roundTrip = nil }
  }

  private mutating func read(_ event: FlowEvent) {
    switch event.kind {
    case .clientHello:
      clientHello = clientHello ?? event
      clientHelloCount += 1
    case .serverHello, .helloRetryRequest:
      if serverHello == nil || (serverHello?.kind == .helloRetryRequest && event.kind == .serverHello) {
        serverHello = event
      }
      serverHelloCount += 1
    case .certificate: hasCertificates = true
    case .alert: hasAlerts = true
    case .connectRequest: (connectRequest, connectResponse) = (event, nil)
    case .connectResponse: connectResponse = event
    default: break
    }
  }
}

extension FlowEvent.Kind {
  /// What JSON calls it: a fixed name in snake_case.
  package var code: String {
    switch self {
    case .syn: "syn"
    case .synAck: "syn_ack"
    case .handshakeAck: "ack"
    case .connectRequest: "connect_request"
    case .connectResponse: "connect_response"
    case .clientHello: "client_hello"
    case .serverHello: "server_hello"
    case .helloRetryRequest: "hello_retry_request"
    case .certificate: "certificate"
    case .serverKeyExchange: "server_key_exchange"
    case .certificateRequest: "certificate_request"
    case .serverHelloDone: "server_hello_done"
    case .clientKeyExchange: "client_key_exchange"
    case .alert: "alert"
    case .encryptedAlert: "encrypted_alert"
    case .changeCipherSpec: "change_cipher_spec"
    case .finished: "finished"
    case .applicationData: "application_data"
    case .clientDataAfterFinished: "client_goes_on"
    case .serverDataAfterFinished: "server_goes_on"
    case .otherData: "other_data"
    case .fin: "fin"
    case .rst: "rst"
    case .outOfWindowReset: "stray_rst"
    case .retransmission: "retransmission"
    case .gap: "gap"
    case .cut: "cut"
    case .unreachable: "unreachable"
    }
  }
}

extension Role {
  package var code: String { self == .client ? "client" : "server" }
}
