package import Diagnosis

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
    case .certificateStatus: "certificate_status"
    case .newSessionTicket: "new_session_ticket"
    case .certificateVerify: "certificate_verify"
    case .clientKeyExchange: "client_key_exchange"
    case .alert: "alert"
    case .encryptedAlert: "encrypted_alert"
    case .changeCipherSpec: "change_cipher_spec"
    case .finished: "finished"
    case .applicationData: "application_data"
    case .clientDataAfterFinished: "client_data_after_finished"
    case .serverDataAfterFinished: "server_data_after_finished"
    case .heartbeat: "heartbeat"
    case .otherData: "other_data"
    case .wsusRequest: "wsus_request"
    case .wsusResponse: "wsus_response"
    case .wsusExchanges: "wsus_exchanges"
    case .fin: "fin"
    case .rst: "rst"
    case .outOfWindowReset: "out_of_window_rst"
    case .retransmission: "retransmission"
    case .gap: "gap"
    case .truncated: "truncated"
    case .unreachable: "unreachable"
    case .packetTooBig: "packet_too_big"
    }
  }
}

extension Role {
  package var code: String { self == .client ? "client" : "server" }
}
