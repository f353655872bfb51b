import Diagnosis

/// The other end of a client's connections, as sentences name it.
struct Peer: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case updateEndpoint
    /// One that serves other WSUS servers and clients.
    case wsusServer
    case server
  }

  var kind: Kind
  /// Then the other end of the TCP connection is the proxy; what comes through the tunnel is the endpoint's.
  var isThroughProxy: Bool
  /// Whether a device on the path may have sent the RST or FIN in its name.
  var isEndDoubtful = false

  /// That of verdicts in general.
  static let anyServer = Peer(kind: .server, isThroughProxy: false)

  init(kind: Kind, isThroughProxy: Bool) {
    (self.kind, self.isThroughProxy) = (kind, isThroughProxy)
  }

  init(_ role: EndpointRole?, isThroughProxy: Bool, doubts: [Doubt] = []) {
    self.isThroughProxy = isThroughProxy
    isEndDoubtful = doubts.contains { $0.code == .endPrecedesHello || $0.code == .endFromElsewhere }
    switch role {
    case .sync, .legacySync, .retired, .catalog, .content: kind = .updateEndpoint
    case .downstreamServer: kind = .wsusServer
    case .certificateLists, nil: kind = .server
    }
  }
}

extension JudgedFlow {
  var peer: Peer {
    if judgement.isOfWSUS { return Peer(kind: .wsusServer, isThroughProxy: false) }
    return Peer(endpointRole, isThroughProxy: judgement.isThroughProxy, doubts: judgement.doubts)
  }
}

extension Finding {
  var peer: Peer {
    wsusError == nil
      ? Peer(endpointRole, isThroughProxy: route == .proxy) : Peer(kind: .wsusServer, isThroughProxy: false)
  }
}

extension Words {
  /// `update endpoint`: who sends the TLS messages.
  func server(_ peer: Peer) -> Phrase {
    switch peer.kind {
    case .updateEndpoint: text(en: "update endpoint", ja: "更新エンドポイント")
    case .wsusServer: text(en: "WSUS server", ja: "接続先の WSUS サーバー")
    case .server: role(.server)
    }
  }

  /// `proxy`: who answers the SYN and ends the TCP connection.
  func tcpServer(_ peer: Peer) -> Phrase {
    peer.isThroughProxy ? text(en: "proxy", ja: "プロキシ") : server(peer)
  }

  func role(_ role: Role) -> Phrase {
    switch role {
    case .client: text(en: "client", ja: "クライアント")
    case .server: text(en: "server", ja: "サーバー")
    }
  }

  /// Who sent a frame, in a table.
  /// - Parameter isTunnelled: it came through the proxy, not from it.
  func sender(_ role: Role, _ peer: Peer, isTunnelled: Bool) -> Phrase {
    if role == .client { return self.role(role) }
    if peer.isThroughProxy, !isTunnelled { return text(en: "proxy", ja: "プロキシ") }
    return switch peer.kind {
    case .updateEndpoint: text(en: "endpoint", ja: "エンドポイント")
    case .wsusServer: text(en: "WSUS server", ja: "WSUS サーバー")
    case .server: self.role(role)
    }
  }
}
