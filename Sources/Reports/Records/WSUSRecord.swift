import Diagnosis
import Protocols

/// A WSUS server's own traffic over plain HTTP, as programs read it.
struct WSUSRecord {
  let traffic: WSUSTraffic

  /// Nil for a flow without it.
  init?(of flow: JudgedFlow) {
    guard flow.judgement.isOfWSUS, let traffic = WSUSTraffic(flow.evidence.events) else { return nil }
    self.traffic = traffic
  }

  static let fields: [Field<WSUSRecord>] = [
    Field("purpose", csv: .at(44, "wsus_purpose"), stored: .init("wsus_purpose", version: 3)) {
      $0.traffic.purpose.code
    },
    Field("service") { $0.traffic.firstService.name },
    Field("operations") { $0.operations },
    Field("requests") { $0.traffic.requests },
    Field("errors") { $0.traffic.errors.count },
    .record("first_error", WSUSExchange.fields) { $0.traffic.errors.first },
    .column(
      path: ["first_error", "answer"], csv: .at(45, "wsus_error"), stored: .init("wsus_error", version: 3)
    ) { $0.traffic.errors.first?.name },
  ]

  /// Each once, in the order in which they were asked for.
  private var operations: [String]? {
    var names: [String] = []
    for exchange in traffic.exchanges {
      if let name = exchange.operation.name, !names.contains(name) { names.append(name) }
    }
    return names.unlessEmpty
  }
}

extension WSUSExchange {
  static let fields: [Field<WSUSExchange>] = [
    Field("service") { $0.service.name },
    Field("operation") { $0.operation.name },
    Field("status") { $0.answer.status },
    Field("fault") { $0.answer.fault.map { $0.code ?? "unknown" } },
    Field("answer") { $0.name },
    Field("request_frame") { $0.requestFrame },
    Field("response_frame") { $0.responseFrame },
  ]

  /// The code of the fault, else the status.
  fileprivate var name: String { answer.fault?.code ?? String(answer.status) }
}

extension WSUSPurpose {
  package var code: String {
    switch self {
    case .synchronization: "synchronization"
    case .client: "client"
    case .administration: "administration"
    case .content: "content"
    }
  }
}
