import Protocols

extension FlowFacts {
  mutating func noteEnd(_ kind: EndSign.Kind, _ event: FlowEvent, _ position: Position) {
    guard end == nil else { return }
    end = EndSign(kind: kind, by: event.from, frame: event.frame)
    endPosition = position
    endDetails = event.endDetails ?? EndDetails()
    endTime = event.time
  }

  mutating func noteAlert(
    _ level: AlertLevel, _ description: AlertDescription, _ event: FlowEvent, _ position: Position
  ) {
    guard end == nil else { return preferAlert(level, description, event, position) }
    let kind = EndSign.Kind.alert(description.rawValue)
    if description == .closeNotify || isFatal(level, description) {
      noteEnd(kind, event, position)
    } else if event.from == .client, description.refusesServerCertificate {
      certificateWarning = EndSign(kind: kind, by: .client, frame: event.frame)
    }
  }

  /// A fatal alert of the side that closed proves more than its FIN or RST, also when its segment arrived
  /// late.
  mutating func preferAlert(
    _ level: AlertLevel, _ description: AlertDescription, _ event: FlowEvent, _ position: Position
  ) {
    guard let end, end.isSilent, isFatal(level, description), end.by == event.from || answersHalfClose(event)
    else { return }
    self.end = EndSign(kind: .alert(description.rawValue), by: event.from, frame: event.frame)
    endPosition = position
    endDetails = EndDetails()
    endTime = event.time
  }

  /// An alert of the server after the client's FIN answers a hello that was open until then.
  private func answersHalfClose(_ event: FlowEvent) -> Bool {
    event.from == .server && end?.kind == .fin && firstHello != nil && serverHello == nil
  }

  /// Whether an alert ends the session at once.
  /// 1. Any level other than `warning` is fatal (RFC 5246, section 7.2).
  /// 2. close_notify and user_canceled only announce an end (RFC 8446, section 6.1).
  /// 3. In TLS 1.3 every other alert is fatal (RFC 8446, section 6). Before the ServerHello the version is
  ///    unknown, so the level counts.
  private func isFatal(_ level: AlertLevel, _ description: AlertDescription) -> Bool {
    if description == .closeNotify || description == .userCanceled { return false }
    return isTLS13 || level != .warning
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
  var isClose: Bool { kind == .fin || kind == .alert(AlertDescription.closeNotify.rawValue) }

  var fatalAlert: AlertDescription? {
    guard case .alert(let number) = kind, number != AlertDescription.closeNotify.rawValue else { return nil }
    return AlertDescription(rawValue: number)
  }

  /// True for FIN, RST and close_notify, which say that it is over and not why.
  var isSilent: Bool { isClose || kind == .rst }
}
