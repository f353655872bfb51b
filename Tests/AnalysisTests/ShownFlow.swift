import Diagnosis

@testable import Analysis

extension CaptureResult {
  /// What is concluded of a flow, with its evidence: also what its events point to, whose numbers another analysis may
  /// give to others.
  func shown(_ id: Int) -> String {
    let flow = flow(id)
    var evidence = flow.evidence
    evidence.events = []
    let events = flow.evidence.events.map {
      "\($0.from) \($0.frame) \($0.reassembledIn) \($0.time) \(content(of: $0))"
    }
    return "\(flow.judgement) \(evidence) \(events) \(flow.serverName?.name ?? "-") \(judgement(id))"
  }

  private func content(of event: FlowEvent) -> String {
    if let authority = event.authority { return "\(event.kind) \(store.name(authority) ?? "-")" }
    if let hello = event.helloReference { return "\(event.kind) \(store.clientHello(hello))" }
    if let index = event.serverHelloIndex { return "\(event.kind) \(store.serverHellos[Int(index)])" }
    if let chain = event.chain {
      return "\(event.kind) \(store.chains[Int(chain)].extent) \(store.certificates(ofChain: chain))"
    }
    return "\(event.payload)"
  }
}
