extension Severity {
  /// How much a failed flow matters.
  ///
  /// A server that synchronises or imports cannot work without these endpoints: error. Content hosts have
  /// siblings that serve the same files, certificate lists are kept for days, and other servers may not concern WSUS
  /// at all: warning.
  init(ofFailureAt role: EndpointRole?) {
    switch role {
    case .sync, .legacySync, .retired, .catalog, .downstreamServer: self = .error
    case .content, .certificateLists, nil: self = .warning
    }
  }

  /// The next lower severity; info stays info.
  var lowered: Severity { self == .error ? .warning : .info }

  /// 0 for the gravest.
  var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .info: 2
    }
  }
}

extension FindingCode {
  /// The severity of findings that are no failed handshake.
  ///
  /// A retired endpoint still serves Windows Update clients, and an inspected connection may work: warning.
  /// A deprecated endpoint works today: info.
  var ownSeverity: Severity? {
    switch self {
    case .verdict: nil
    case .endpointRetired, .tlsInspection: .warning
    case .endpointDeprecated: .info
    }
  }
}

extension Verdict {
  /// The verdicts that the article's issues show on the wire. They come of how a program is set up: another
  /// program's success at the same server does not cure them.
  var isOfArticle: Bool {
    switch self {
    case .versionReject, .noCommonCipher, .clientFin, .clientReset: true
    default: false
    }
  }
}

extension Confidence {
  /// 0 for the surest.
  var rank: Int {
    switch self {
    case .certain: 0
    case .probable: 1
    case .possible: 2
    }
  }
}
