import Protocols

extension FlowFacts {
  mutating func noteEnd(_ kind: EndSign.Kind, _ event: FlowEvent, _ mark: Mark) {
    guard end == nil else { return }
    end = EndSign(kind: kind, by: event.from, frame: event.frame)
    endMark = mark
  }

  /// Takes an alert for an end when it is one: fatal, or close_notify.
  mutating func noteAlert(_ event: FlowEvent, _ mark: Mark) {
    guard end == nil else { return preferAlert(event, mark) }
    let description = AlertDescription(rawValue: UInt8(truncatingIfNeeded: event.detail))
    if description == .closeNotify || isFatal(event.detail) {
      noteEnd(.alert(description.rawValue), event, mark)
    } else if event.from == .client, description.refusesServerCertificate {
      certificateWarning = mark
    }
  }

  /// A fatal alert of the side that closed proves more than its FIN or RST. In the stream it stands before
  /// them, also when its segment came late.
  mutating func preferAlert(_ event: FlowEvent, _ mark: Mark) {
    guard let sign = end, sign.by == event.from, isFatal(event.detail) else { return }
    switch sign.kind {
    case .fin, .rst, .alert(0):
      end = EndSign(
        kind: .alert(UInt8(truncatingIfNeeded: event.detail)), by: event.from, frame: event.frame)
      endMark = mark
    default: break
    }
  }

  /// Whether an alert ends the session at once.
  ///
  /// 1. A level other than `warning` is fatal (RFC 5246, section 7.2).
  /// 2. close_notify and user_canceled announce an end and are none by themselves (RFC 8446, section 6.1).
  /// 3. In TLS 1.3 every other alert is fatal whatever its level says (RFC 8446, section 6). Before the
  ///    ServerHello nobody knows the version, so the level counts.
  private func isFatal(_ detail: UInt32) -> Bool {
    let description = AlertDescription(rawValue: UInt8(truncatingIfNeeded: detail))
    if description == .closeNotify || description == .userCanceled { return false }
    return isTLS13 || UInt8(truncatingIfNeeded: detail >> 8) != AlertLevel.warning.rawValue
  }
}

extension AlertDescription {
  /// The alerts by which a client refuses the server's certificate (RFC 8446, section 6.2).
  var refusesServerCertificate: Bool {
    switch self {
    case .badCertificate, .unsupportedCertificate, .certificateRevoked, .certificateExpired,
      .certificateUnknown, .unknownCA, .accessDenied:
      true
    default: false
    }
  }
}

extension EndSign {
  /// FIN, or close_notify, which says the same in TLS.
  var isClose: Bool { kind == .fin || kind == .alert(AlertDescription.closeNotify.rawValue) }

  /// The fatal alert that ended the flow, if one did.
  var fatalAlert: AlertDescription? {
    guard case .alert(let number) = kind, number != AlertDescription.closeNotify.rawValue else { return nil }
    return AlertDescription(rawValue: number)
  }

  /// True for FIN, RST and close_notify, which say that it is over and not why.
  var isSilent: Bool { isClose || kind == .rst }
}
