import Diagnosis
import Protocols

extension English {
  func tag(_ tag: Tag) -> Phrase {
    switch tag {
    case .fails: "FAILS"
    case .warns: "WARNS"
    case .informs: "NOTE"
    case .succeeds: "OK"
    case .undecided: "UNSURE"
    case .clean: "OK"
    }
  }

  func title(_ finding: Finding) -> Phrase {
    let server = server(of: finding)
    switch finding.code {
    case .verdict(let verdict):
      let words = titleWords(finding, verdict)
      return "\(finding.client)\(words.between)\(server)\(words.behind)"
    case .endpointRetired:
      return "\(finding.client) still uses \(server), which no longer serves WSUS"
    case .endpointDeprecated:
      return "\(finding.client) still uses \(server), which will be switched off"
    case .tlsInspection:
      return "\(server) shows \(finding.client) a certificate of an unexpected issuer"
    }
  }

  /// What stands between client and server in the title of a failure, and what behind the server.
  func titleWords(_ finding: Finding, _ verdict: Verdict) -> (between: Phrase, behind: Phrase) {
    let kind: Phrase = finding.endpoint?.role == .downstreamServer ? "the WSUS server " : ""
    let purpose: Phrase = finding.endpoint?.role == .certificateLists ? " for lists of certificates" : ""
    let way: Phrase = "\(purpose)\(route(finding))"
    return finding.laterSucceeded
      ? (" could not connect to \(kind)", "\(way) at first: \(cause(verdict))")
      : (" cannot connect to \(kind)", "\(way): \(cause(verdict))")
  }

  /// The server as a title names it.
  func server(of finding: Finding) -> Phrase {
    if let name = finding.serverName { return "\(name: name)" }
    guard let address = finding.serverAddresses.first else { return "an unknown server" }
    return "\(address)"
  }

  private func route(_ finding: Finding) -> Phrase {
    finding.route == .proxy ? " through a proxy" : ""
  }

  /// The second half of a title.
  func cause(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .versionReject: "the TLS version is refused"
    case .noCommonCipher: "there is no cipher suite in common"
    case .clientFin: "the client closes before it says anything"
    case .clientReset: "the client resets the connection before it says anything"
    case .certificateRejected: "the client rejects the server's certificate"
    case .serverAlert: "the server answers with a TLS alert"
    case .serverReset: "the ClientHello is answered by a reset"
    case .serverClose: "the server closes the connection"
    case .handshakeTimeout: "the ClientHello is never answered"
    case .handshakeAborted: "the handshake is broken off"
    case .connectionRefused: "the connection is refused"
    case .connectTimeout: "the server never answers"
    case .proxyDenied: "the proxy opens no tunnel"
    case .success, .notTLS, .incompleteCapture, .unfinished: label(verdict)
    }
  }

  func explanation(_ finding: Finding) -> Phrase {
    let own = finding.endpoint?.message.map {
      Phrase($0.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
    let more: Phrase = own.map { " \($0)" } ?? ""
    switch finding.code {
    case .verdict(let verdict):
      let terms = finding.endpoint.map { self.terms(of: $0, for: verdict) } ?? ""
      let role = finding.endpoint.map { purpose($0.role) } ?? ""
      let later: Phrase = finding.laterSucceeded ? " A later connection of this client to it succeeded." : ""
      return "\(meaning(verdict))\(terms)\(role)\(later)\(more)"
    case .endpointRetired:
      return own ?? """
        The endpoint was retired for WSUS synchronisation: connections to it fail or lead nowhere. The server's \
        MUUrl has to name https://sws.update.microsoft.com.
        """
    case .endpointDeprecated:
      return own ?? """
        The old endpoint still takes TLS 1.0, 1.1 and 1.2 and will be retired. Windows Server 2012 and later have to \
        use https://sws.update.microsoft.com.
        """
    case .tlsInspection:
      return """
        The issuer is none that the endpoint policy expects: something on the way, a proxy or a firewall that inspects \
        TLS, most likely shows a certificate of its own. Update traffic has to pass it untouched.\(more)
        """
    }
  }

  /// What the endpoint takes, where that is the point.
  private func terms(of endpoint: Endpoint, for verdict: Verdict) -> Phrase {
    switch verdict {
    case .versionReject:
      return endpoint.minimumVersion == endpoint.maximumVersion
        ? " The endpoint takes \(endpoint.minimumVersion) only."
        : " The endpoint takes \(endpoint.minimumVersion) to \(endpoint.maximumVersion)."
    case .noCommonCipher:
      guard let suites = endpoint.cipherSuites, !suites.isEmpty else { return "" }
      let names = Phrase(suites.map(\.displayName).joined(separator: ", "))
      let date: Phrase = endpoint.cipherSuitesAsOf.map { " (as of \($0))" } ?? ""
      return " The endpoint takes\(date): \(names)."
    case .success, .clientFin, .clientReset, .certificateRejected, .serverAlert, .serverReset, .serverClose,
      .handshakeTimeout, .handshakeAborted, .connectionRefused, .connectTimeout, .proxyDenied, .notTLS,
      .incompleteCapture, .unfinished:
      return ""
    }
  }

  /// What a failure at an endpoint leads to, where its name does not tell.
  private func purpose(_ role: EndpointRole) -> Phrase {
    switch role {
    case .certificateLists:
      " Without these lists revoked certificates cannot be told and new root certificates do not arrive."
    case .downstreamServer: " WSUS servers and clients that it serves get nothing from it meanwhile."
    case .sync, .legacySync, .retired, .catalog, .content: ""
    }
  }

  /// What a verdict says about the client, in one or two sentences.
  private func meaning(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .versionReject:
      "The highest TLS version that the client offers is older than what the server takes, and the server ends it."
    case .noCommonCipher:
      "The client's TLS version is accepted, but none of its cipher suites is, and the server ends it."
    case .clientFin, .clientReset:
      """
      TCP works, and the client gives up without a ClientHello: every protocol version that its program can use is \
      switched off on that machine.
      """
    case .certificateRejected:
      "The client received the server's certificate and ended the handshake over it."
    case .serverAlert:
      "The server refused the handshake with a fatal alert that names its reason."
    case .serverReset:
      """
      The server should take what the client offers, or nothing is known of it: a firewall, filter or inspection \
      device on the way most often does this.
      """
    case .serverClose: "The other side closed the connection without an alert."
    case .handshakeTimeout:
      """
      The connection stands, but no answer to the ClientHello comes: it is dropped on the way, or what accepted the \
      connection does not go on.
      """
    case .handshakeAborted: "The server answered, and the handshake ended before it was finished."
    case .connectionRefused: "Nothing listens there, or a firewall answers with a refusal."
    case .connectTimeout:
      "The SYN was never answered: the server is not reachable, or a firewall drops the packets."
    case .proxyDenied:
      "The proxy answered the CONNECT request with an error: credentials, its policy, or its own way out."
    case .success, .notTLS, .incompleteCapture, .unfinished: ""
    }
  }

  func attempts(_ count: Int, first: Phrase, last: Phrase) -> Phrase {
    let attempts = Self.counted(count, "attempt", "attempts")
    return first == last ? "\(attempts), \(first)." : "\(attempts), \(first) to \(last)."
  }

  func certificate(_ certificate: CertificateSummary, number: Int, of count: Int) -> Phrase {
    let place: Phrase = "Certificate \(number) of \(count)"
    if certificate.fault != nil { return "\(place), unreadable" }
    return "\(place): \(name: certificate.subject), issued by \(name: certificate.issuer)"
  }

  func issueTitle(_ issue: ArticleIssue) -> Phrase {
    switch issue {
    case .importFails: "import fails, synchronisation works"
    case .importFailsAfterHardening: "import fails after TLS 1.0 and 1.1 were disabled"
    case .synchronizationFailsWithoutRollup:
      "synchronisation fails on Windows Server 2012 or 2012 R2 without Monthly Rollups"
    case .synchronizationFailsWithConfigurationManager: "synchronisation fails with Configuration Manager"
    case .limitedCiphers: "synchronisation fails because cipher suites were limited"
    }
  }

  func issue(_ assessment: IssueAssessment) -> Phrase {
    let numbers = assessment.best.map { [$0] } ?? assessment.candidates
    let names = numbers.compactMap(ArticleIssue.init(rawValue:)).map {
      "\($0.rawValue) (\(issueTitle($0).text))"
    }
    return "Article: issue \(names.joined(separator: " or ")). \(basis(assessment.basis))"
  }

  func basis(_ basis: IssueAssessment.Basis) -> Phrase {
    switch basis {
    case .onlyCandidate: "Only this one looks like this on the wire."
    case .sameClientSucceeds(let flow):
      "The same client also completed TLS 1.2 with the endpoint in this capture (flow \(flow))."
    case .helloOfNewerSystem(let flow):
      "The ClientHello of flow \(flow) offers what no system older than Windows Server 2016 sends."
    case .undecided: "Nothing decides between them."
    case .decided(let step): claim(step.claim)
    case .contradictory: "The proofs contradict each other: see what speaks for which."
    case .severalClients:
      "The files are of one server, and nothing tells which client of the capture that is."
    }
  }
}
