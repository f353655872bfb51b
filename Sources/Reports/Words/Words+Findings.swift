import Diagnosis
import Protocols

/// The word at the head of a finding.
enum Tag: CaseIterable {
  case fails
  case warns
  case informs
  case succeeds
  case undecided
  case clean
}

extension Words {
  func tag(_ tag: Tag) -> Phrase {
    switch tag {
    case .fails: text(en: "FAILS", ja: "失敗")
    case .warns: text(en: "WARNS", ja: "警告")
    case .informs: text(en: "NOTE", ja: "情報")
    case .succeeds: text(en: "OK", ja: "成功")
    case .undecided: text(en: "UNKNOWN", ja: "不明")
    case .clean: text(en: "OK", ja: "正常")
    }
  }

  func title(_ finding: Finding) -> Phrase {
    let server = server(of: finding)
    return switch finding.code {
    case .verdict(let verdict): failureTitle(finding, verdict)
    case .endpointRetired:
      text(
        en: "\(client(of: finding)) still uses \(server), which is retired for WSUS",
        ja: "\(client(of: finding)) は、WSUS では使用停止になった\(server)をまだ使用しています")
    case .endpointDeprecated:
      text(
        en: "\(client(of: finding)) still uses \(server), which will be retired",
        ja: "\(client(of: finding)) は、使用停止が予定されている\(server)をまだ使用しています")
    case .tlsInspection:
      text(
        en: "\(client(of: finding)) receives a certificate of an unexpected issuer for \(server)",
        ja: "\(client(of: finding)) に提示された\(server)の証明書は、想定外の発行者のものです")
    case .nameNotResolved: nameTitle(finding)
    case .wsusHTTPError, .wsusSOAPFault: wsusTitle(finding)
    case .noResponse:
      text(
        en: "\(client(of: finding)) gets no response to its request from \(server)",
        ja: "\(client(of: finding)) の要求に\(server)が応答していません")
    case .pathMTU:
      text(
        en: "\(client(of: finding)) does not receive the large packets of \(server)",
        ja: "\(client(of: finding)) に\(server)からの大きいパケットが届いていません")
    }
  }

  private func failureTitle(_ finding: Finding, _ verdict: Verdict) -> Phrase {
    let server = server(of: finding)
    let (between, behind) = titleWords(finding, verdict)
    return text(
      en: "\(client(of: finding))\(between)\(server)\(behind)", ja: japaneseFailureTitle(finding, verdict))
  }

  private func japaneseFailureTitle(_ finding: Finding, _ verdict: Verdict) -> Phrase {
    let kind: Phrase =
      switch finding.endpoint?.role {
      case .downstreamServer: "WSUS サーバー"
      case .certificateLists: "証明書リストの配布元"
      case .sync, .legacySync, .retired, .catalog, .content, nil: ""
      }
    let way: Phrase = finding.route == .proxy ? "プロキシ経由で" : ""
    let server: Phrase = "\(way)\(kind)\(server(of: finding))"
    return finding.laterSucceeded
      ? "\(client(of: finding)) は当初、\(server)に接続できませんでした: \(cause(of: finding, verdict))"
      : "\(client(of: finding)) は\(server)に接続できません: \(cause(of: finding, verdict))"
  }

  /// What is between client and server in the English title of a failure, and what follows the server.
  func titleWords(_ finding: Finding, _ verdict: Verdict) -> (between: Phrase, behind: Phrase) {
    let kind: Phrase = finding.endpoint?.role == .downstreamServer ? "the WSUS server " : ""
    let purpose: Phrase = finding.endpoint?.role == .certificateLists ? " for certificate lists" : ""
    let way: Phrase = finding.route == .proxy ? " through a proxy" : ""
    return finding.laterSucceeded
      ? (" could not connect to \(kind)", "\(purpose)\(way) at first: \(cause(of: finding, verdict))")
      : (" cannot connect to \(kind)", "\(purpose)\(way): \(cause(of: finding, verdict))")
  }

  /// The client of a synchronisation is a WSUS server; of another connection it may be any computer.
  func client(of finding: Finding) -> Phrase {
    switch finding.endpointRole {
    case .sync, .legacySync: text(en: "WSUS server \(finding.client)", ja: "WSUS サーバー \(finding.client)")
    case .retired, .catalog, .content, .certificateLists, .downstreamServer, nil: "\(finding.client)"
    }
  }

  /// The server as a title names it; in Japanese with the spaces around it.
  func server(of finding: Finding) -> Phrase {
    if let name = finding.serverName { return text(en: "\(name: name)", ja: " \(name: name) ") }
    guard let address = finding.serverAddresses.first else {
      return text(en: "an unknown server", ja: "不明なサーバー")
    }
    return text(en: "\(address)", ja: " \(address) ")
  }

  func explanation(_ finding: Finding) -> Phrase {
    let own = finding.endpoint?.message.map(policyMessage)
    switch finding.code {
    case .verdict(let verdict):
      let later = text(
        en: "A later connection of this client to the same server succeeded.",
        ja: "このクライアントは、その後同じ接続先への接続に成功しています。")
      return paragraph([
        meaning(of: finding, verdict), finding.endpoint.map { terms(of: $0, for: verdict) } ?? "",
        finding.endpoint.map { purpose($0.role) } ?? "", finding.isProbablyAtWSUS ? portOfWSUS : "",
        finding.laterSucceeded ? later : "", own ?? "",
      ])
    case .endpointRetired:
      return own
        ?? text(
          en: """
            The endpoint was retired for WSUS synchronisation: even if it answers, synchronisation fails. Set \
            the MUUrl of the WSUS server to https://sws.update.microsoft.com.
            """,
          ja: """
            このエンドポイントは WSUS 同期エンドポイントとして使用停止になっており、応答があっても同期できません。\
            WSUS サーバーの MUUrl に https://sws.update.microsoft.com を指定してください。
            """)
    case .endpointDeprecated:
      return own
        ?? text(
          en: """
            The old endpoint still accepts TLS 1.0, 1.1 and 1.2 and will be retired. Windows Server 2012 and \
            later must use https://sws.update.microsoft.com.
            """,
          ja: """
            この古いエンドポイントは TLS 1.0、TLS 1.1、TLS 1.2 の接続を受け入れますが、最終的に使用停止になり\
            ます。Windows Server 2012 以降では https://sws.update.microsoft.com を使用する必要があります。
            """)
    case .tlsInspection:
      let inspected = text(
        en: """
          The endpoint policy does not expect this issuer. Most likely, a proxy or firewall on the path inspects TLS \
          and presents a certificate of its own. Update traffic must be exempt from inspection.
          """,
        ja: """
          この発行者は、エンドポイント ポリシーが想定する発行者ではありません。経路上でプロキシやファイアウォールが \
          TLS を検査し、独自の証明書を提示している可能性が最も高いと考えられます。更新の通信は検査の対象から除外する\
          必要があります。
          """)
      return paragraph([inspected, own ?? ""])
    case .nameNotResolved: return nameExplanation(finding)
    case .wsusHTTPError, .wsusSOAPFault: return wsusExplanation(finding)
    case .noResponse:
      return text(
        en: """
          TLS was established and the server acknowledged the request, but it did not answer it. TLS is not the cause: \
          the server, or a proxy or inspecting firewall in front of it, received the request and held it back.
          """,
        ja: """
          TLS 接続は確立し、サーバーは要求の受信を確認していますが、応答を返していません。原因は TLS ではありません。\
          サーバー、またはその手前のプロキシや通信を検査するファイアウォールが、要求を受け取ったまま応答していません。
          """)
    case .pathMTU:
      return text(
        en: """
          Small packets of the server arrive, but the large packets of its handshake never do, although it had time to \
          repeat them, and the client never acknowledges them. Most likely, a link on the path carries only smaller \
          packets, and a firewall drops the ICMP messages that would tell the server so.
          """,
        ja: """
          サーバーからの小さいパケットは届いていますが、ハンドシェイクの大きいパケットは、再送に十分な時間があったにも\
          かかわらず届かず、クライアントも受信を確認していません。経路上に小さいパケットしか通さないリンクがあり、それを\
          サーバーに通知する ICMP メッセージがファイアウォールで破棄されている可能性が最も高いと考えられます。
          """)
    }
  }

  /// What a policy says of an endpoint, on one line: the built-in one's words translated, another's as they are.
  private func policyMessage(_ message: String) -> Phrase {
    let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    return text(en: Phrase(line), ja: Phrase(Self.builtInMessages[line] ?? line))
  }

  /// The messages of the built-in policy in Japanese.
  static let builtInMessages = [
    """
    The endpoint was kept for WSUS 3.0 SP2, and Microsoft set 10 January 2022 as its end date. It may be switched off \
    at any time: if it does not answer, check this before the network. Set the MUUrl of the WSUS server to \
    https://sws.update.microsoft.com.
    """: """
    このエンドポイントは WSUS 3.0 SP2 のために維持されてきたもので、Microsoft はその終了日を 2022 年 1 月 10 日とし\
    ています。いつ使用停止になってもおかしくないため、応答がない場合は、ネットワークより先にこの点を確認してください。\
    WSUS サーバーの MUUrl に https://sws.update.microsoft.com を指定してください。
    """
  ]

  /// What a failure at an endpoint leads to, where its name does not tell.
  private func purpose(_ role: EndpointRole) -> Phrase {
    switch role {
    case .certificateLists:
      text(
        en: """
          Without these lists, Windows cannot recognise revoked certificates and does not receive new root \
          certificates.
          """,
        ja: """
          これらのリストを取得できないと、Windows は失効した証明書を判別できず、新しいルート証明書も取得できません。
          """)
    case .downstreamServer:
      text(
        en: "WSUS servers and clients that use this server receive no updates from it in the meantime.",
        ja: """
          その間、このサーバーを参照する WSUS サーバーやクライアントは、更新プログラムを取得できません。
          """)
    case .sync, .legacySync, .retired, .catalog, .content: ""
    }
  }

  /// How often and when: `6 attempts, 09:14:31 to 09:15:01`.
  func attempts(_ count: Int, first: Phrase, last: Phrase) -> Phrase {
    let period = first == last ? first : text(en: "\(first) to \(last)", ja: "\(first)～\(last)")
    return text(
      en: "\(count: count, "attempt", "attempts"), \(period).", ja: "\(count: count) 回試行 (\(period))。")
  }

  /// A certificate of a chain that is shown whole: its subject and its issuer.
  func certificate(_ certificate: CertificateSummary, number: Int, of count: Int) -> Phrase {
    let place = text(en: "Certificate \(number) of \(count)", ja: "証明書 \(number)/\(count)")
    if certificate.fault != nil { return text(en: "\(place), unreadable", ja: "\(place): 解読不能") }
    return text(
      en: "\(place): \(name: certificate.subject), issued by \(name: certificate.issuer)",
      ja: "\(place): \(name: certificate.subject)、発行者 \(name: certificate.issuer)")
  }
}
