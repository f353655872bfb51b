import Diagnosis

extension English {
  func explanation(of verdict: Verdict) -> Explanation {
    Explanation(
      title: verdict.isFailure ? cause(verdict) : label(verdict), onTheWire: onTheWire(verdict),
      why: why(verdict))
  }

  private func onTheWire(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .success:
      """
      The handshake was finished: up to TLS 1.2, ChangeCipherSpec and an encrypted handshake record from both ends; in TLS \
      1.3, a ServerHello and encrypted records both ways, the client going on after its Finished.
      """
    case .versionReject:
      """
      A ClientHello whose highest version is older than what the server takes, then RST, FIN or an alert from the server. \
      The highest version is the largest in supported_versions, or else the hello's own; the record's version says nothing.
      """
    case .noCommonCipher:
      "A ClientHello of a version that the server takes, with no suite, curve or certificate kind that fits, then RST, FIN or an alert."
    case .clientFin:
      "SYN, SYN/ACK, ACK (and CONNECT with its answer), then FIN from the client, which has sent no TLS byte."
    case .clientReset:
      "SYN, SYN/ACK, ACK (and CONNECT with its answer), then RST from the client, which has sent no TLS byte."
    case .certificateRejected:
      "An alert from the client that names the certificate (42 to 49), or its FIN or RST right after the server's certificate."
    case .serverAlert:
      "A fatal alert from the server before the handshake was done, for a reason that no other verdict covers."
    case .serverReset:
      "RST from the server's side after a ClientHello that it should take, or of a server of which nothing is known."
    case .serverClose:
      "FIN from the server's side after such a ClientHello, or before the client sent anything."
    case .handshakeTimeout:
      "A ClientHello without an answer: it is sent again, or the client gives up after waiting."
    case .handshakeAborted:
      "The connection ended between ServerHello and Finished, in a way that no other verdict covers."
    case .connectionRefused: "A SYN that is answered by RST, or by an ICMP unreachable message."
    case .connectTimeout: "A SYN that is never answered."
    case .proxyDenied:
      "A CONNECT that is answered by something other than 2xx, with no later success on the connection."
    case .notTLS: "The client spoke something else, or nothing at all to a port that nothing ties to TLS."
    case .incompleteCapture:
      "What would decide was not captured: the start is missing, packets were lost or cut by the snap length."
    case .unfinished: "The capture ended before anything was decided."
    }
  }

  private func why(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .success:
      "Both ends agreed on a version and a cipher suite, and the client accepted the certificate."
    case .versionReject: "The program cannot use TLS 1.2, though the system can: issue 1 or 3 of the article."
    case .noCommonCipher:
      "Cipher suites were limited by Group Policy or in the registry: issue 5 of the article."
    case .clientFin, .clientReset:
      "The program may use none of the versions that are switched on: it fails before it can say hello. Issue 2 or 4 of the article."
    case .certificateRejected:
      "The client does not trust the certificate: inspection on the way, missing roots, or a wrong clock."
    case .serverAlert: "The alert's name says it."
    case .serverReset, .serverClose: "A firewall, filter or inspection device on the way, most often."
    case .handshakeTimeout:
      "Something on the way swallows the ClientHello: a filter, or a path that loses large packets."
    case .handshakeAborted: "One end gave up within the handshake; the frames before tell which."
    case .connectionRefused: "Nothing listens on the port, or a firewall refuses."
    case .connectTimeout: "The address is not reachable, or a firewall drops the packets."
    case .proxyDenied:
      "407: credentials. 403: the proxy's policy. 502, 503, 504: the proxy could not reach the endpoint."
    case .notTLS: "It is other traffic."
    case .incompleteCapture:
      "The capture began too late, lost packets, or kept too little of each (pktmon keeps 128 bytes unless told otherwise)."
    case .unfinished: "The capture was stopped too early."
    }
  }
}
