import Protocols

extension WSUSExchange {
  /// What to do about an answer with an error, in order.
  var steps: [ResolutionStep] {
    if let fault = answer.fault {
      return fault.isRenewal ? [.resetClientAuthorization, .checkServerHealth] : steps(for: fault)
    }
    switch answer.status {
    case 401, 403, 407: return [.checkWebPermissions]
    case 404, 405, 410: return service == .content ? [.checkContent] : [.checkWebServices]
    case 503: return [.checkApplicationPool]
    case 500...599: return [.checkServerHealth, .checkApplicationPool]
    default: return [.checkWebServices, .checkServerHealth]
    }
  }

  private func steps(for fault: WSUSFault) -> [ResolutionStep] {
    fault == .serverBusy ? [.checkApplicationPool, .checkServerHealth] : [.checkServerHealth]
  }
}
