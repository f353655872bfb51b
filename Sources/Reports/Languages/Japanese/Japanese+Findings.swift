import Diagnosis
import Protocols

extension Japanese {
  func tag(_ tag: Tag) -> Phrase {
    switch tag {
    case .fails: "失敗"
    case .warns: "警告"
    case .informs: "情報"
    case .succeeds: "成功"
    case .undecided: "不明"
    case .clean: "正常"
    }
  }

  func title(_ finding: Finding) -> Phrase {
    var server = server(of: finding)
    switch finding.code {
    case .verdict(let verdict):
      if finding.endpoint?.role == .downstreamServer { server = "WSUS サーバー\(server)" }
      if finding.endpoint?.role == .certificateLists { server = "証明書リストの配布元\(server)" }
      let route: Phrase = finding.route == .proxy ? "プロキシ経由で" : ""
      return finding.laterSucceeded
        ? "\(finding.client) は当初、\(route)\(server)に接続できませんでした: \(cause(verdict))"
        : "\(finding.client) は\(route)\(server)に接続できません: \(cause(verdict))"
    case .endpointRetired:
      return "\(finding.client) は、WSUS では使用停止になった\(server)をまだ使用しています"
    case .endpointDeprecated:
      return "\(finding.client) は、使用停止が予定されている\(server)をまだ使用しています"
    case .tlsInspection:
      return "\(finding.client) に提示された\(server)の証明書は、想定外の発行者のものです"
    }
  }

  /// The server, with the spaces that part it from its neighbours.
  private func server(of finding: Finding) -> Phrase {
    if let name = finding.serverName { return " \(name: name) " }
    guard let address = finding.serverAddresses.first else { return "不明なサーバー" }
    return " \(address) "
  }

  /// The second half of a title.
  func cause(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .versionReject: "TLS バージョンが拒否されました"
    case .noCommonCipher: "共通の暗号スイートがありません"
    case .clientFin: "クライアントが何も送信せずに接続を閉じました"
    case .clientReset: "クライアントが何も送信せずに接続をリセットしました"
    case .certificateRejected: "クライアントがサーバー証明書を拒否しました"
    case .serverAlert: "サーバーが TLS アラートを返しました"
    case .serverReset: "ClientHello に対して RST が返されました"
    case .serverClose: "サーバーが接続を閉じました"
    case .handshakeTimeout: "ClientHello に応答がありません"
    case .handshakeAborted: "ハンドシェイクが中断されました"
    case .connectionRefused: "接続が拒否されました"
    case .connectTimeout: "サーバーから応答がありません"
    case .proxyDenied: "プロキシがトンネルを開きませんでした"
    case .success, .notTLS, .incompleteCapture, .unfinished: label(verdict)
    }
  }

  func explanation(_ finding: Finding) -> Phrase {
    let own = finding.endpoint?.message.map(Self.policyWords)
    switch finding.code {
    case .verdict(let verdict):
      return paragraph([
        meaning(verdict), finding.endpoint.map { terms(of: $0, for: verdict) } ?? "",
        finding.endpoint.map { purpose($0.role) } ?? "",
        finding.laterSucceeded ? "このクライアントは、その後同じサーバーへの接続に成功しています。" : "", own ?? "",
      ])
    case .endpointRetired:
      return own ?? """
        このエンドポイントは WSUS 同期エンドポイントとして使用停止になっており、接続しても同期できません。サーバーの MUUrl に \
        https://sws.update.microsoft.com を指定する必要があります。
        """
    case .endpointDeprecated:
      return own ?? """
        この古いエンドポイントは TLS 1.0、TLS 1.1、TLS 1.2 の接続を受け入れますが、最終的に使用停止になります。Windows Server \
        2012 以降では https://sws.update.microsoft.com を使用する必要があります。
        """
    case .tlsInspection:
      return paragraph([
        """
        この発行者は、エンドポイント ポリシーが想定する発行者ではありません。経路上でプロキシやファイアウォールが TLS を検査し、\
        独自の証明書を提示している可能性が最も高いと考えられます。更新の通信は検査の対象から除外する必要があります。
        """, own ?? "",
      ])
    }
  }

  /// What a policy says of an endpoint: the built-in one's words in Japanese, anybody else's as they are.
  private static func policyWords(_ message: String) -> Phrase {
    let words = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    return Phrase(builtInMessages[words] ?? words)
  }

  /// The messages of the built-in policy.
  static let builtInMessages = [
    """
    The endpoint was kept for WSUS 3.0 SP2, and Microsoft set 10 January 2022 as the end of that. It may be switched off \
    at any time: where it does not answer, look here before the network. The server's MUUrl has to name \
    https://sws.update.microsoft.com.
    """: """
    このエンドポイントは WSUS 3.0 SP2 のために維持されてきたもので、Microsoft はその終了日を 2022 年 1 月 10 日としています。\
    いつ使用停止になってもおかしくないため、応答がない場合は、ネットワークより先にこの点を確認してください。サーバーの MUUrl に \
    https://sws.update.microsoft.com を指定する必要があります。
    """
  ]

  /// What the endpoint takes, where that is the point.
  private func terms(of endpoint: Endpoint, for verdict: Verdict) -> Phrase {
    switch verdict {
    case .versionReject:
      return endpoint.minimumVersion == endpoint.maximumVersion
        ? "このエンドポイントが受け入れるのは \(endpoint.minimumVersion) のみです。"
        : "このエンドポイントが受け入れるのは \(endpoint.minimumVersion) から \(endpoint.maximumVersion) までです。"
    case .noCommonCipher:
      guard let suites = endpoint.cipherSuites, !suites.isEmpty else { return "" }
      let names = Phrase(suites.map(\.displayName).joined(separator: "、"))
      let date: Phrase = endpoint.cipherSuitesAsOf.map { " (\($0) 時点)" } ?? ""
      return "このエンドポイントが受け入れる暗号スイート\(date): \(names)。"
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
      "これらのリストを取得できないと、失効した証明書を判別できず、新しいルート証明書も届きません。"
    case .downstreamServer:
      "その間、このサーバーを参照する WSUS サーバーやクライアントは、更新プログラムを取得できません。"
    case .sync, .legacySync, .retired, .catalog, .content: ""
    }
  }

  /// What a verdict says about the client, in one or two sentences.
  private func meaning(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .versionReject:
      """
      クライアントが提示する TLS の最高バージョンは、サーバーが受け入れるバージョンより古いため、サーバーが接続を終了しています。
      """
    case .noCommonCipher:
      """
      クライアントの TLS バージョンは受け入れられますが、提示された暗号スイートはいずれも受け入れられないため、サーバーが接続を\
      終了しています。
      """
    case .clientFin, .clientReset:
      """
      TCP 接続は確立していますが、クライアントは ClientHello を送信せずに終了しています。プログラムが使用できるプロトコルの\
      バージョンが、そのコンピューターですべて無効になっています。
      """
    case .certificateRejected:
      "クライアントはサーバー証明書を受信し、それを理由にハンドシェイクを終了しました。"
    case .serverAlert:
      "サーバーは、理由を示す致命的なアラートでハンドシェイクを拒否しました。"
    case .serverReset:
      """
      サーバーはクライアントの提示内容を受け入れるはずであるか、サーバーについての情報がありません。多くの場合、経路上の\
      ファイアウォール、フィルター、または TLS 検査装置が接続をリセットしています。
      """
    case .serverClose: "相手側がアラートを送信せずに接続を閉じました。"
    case .handshakeTimeout:
      """
      TCP 接続は確立していますが、ClientHello への応答がありません。経路上で破棄されているか、接続を受け付けた機器が先の処理に\
      進んでいません。
      """
    case .handshakeAborted: "サーバーは応答しましたが、ハンドシェイクは完了する前に終了しました。"
    case .connectionRefused:
      "そのポートで待ち受けているプログラムがないか、ファイアウォールが接続を拒否しています。"
    case .connectTimeout:
      "SYN に応答がありません。サーバーに到達できないか、ファイアウォールがパケットを破棄しています。"
    case .proxyDenied:
      """
      プロキシが CONNECT 要求にエラーを返しました。原因として、資格情報、プロキシのポリシー、またはプロキシから先の経路が\
      考えられます。
      """
    case .success, .notTLS, .incompleteCapture, .unfinished: ""
    }
  }

  func attempts(_ count: Int, first: Phrase, last: Phrase) -> Phrase {
    first == last ? "\(count: count) 回の試行、\(first)。" : "\(count: count) 回の試行、\(first) から \(last)。"
  }

  func certificate(_ certificate: CertificateSummary, number: Int, of count: Int) -> Phrase {
    let place: Phrase = "証明書 \(number)/\(count)"
    if certificate.fault != nil { return "\(place): 解読不能" }
    return "\(place): \(name: certificate.subject)、発行者 \(name: certificate.issuer)"
  }

  func issueTitle(_ issue: ArticleIssue) -> Phrase {
    switch issue {
    case .importFails: "手動インポートは失敗するが、同期は成功する"
    case .importFailsAfterHardening: "TLS 1.0 と TLS 1.1 を無効にした後、インポートが失敗する"
    case .synchronizationFailsWithoutRollup:
      "月次ロールアップがない Windows Server 2012 または 2012 R2 で同期が失敗する"
    case .synchronizationFailsWithConfigurationManager: "Configuration Manager との統合環境で同期が失敗する"
    case .limitedCiphers: "暗号スイートの制限により同期が失敗する"
    }
  }

  func issue(_ assessment: IssueAssessment) -> Phrase {
    let numbers = assessment.best.map { [$0] } ?? assessment.candidates
    let names = numbers.compactMap(ArticleIssue.init(rawValue:)).map { issue in
      ("問題 \(issue.rawValue) (\(issueTitle(issue)))" as Phrase).text
    }
    return paragraph(["記事の\(names.joined(separator: "または"))。" as Phrase, basis(assessment.basis)])
  }

  func basis(_ basis: IssueAssessment.Basis) -> Phrase {
    switch basis {
    case .onlyCandidate: "通信上このように見えるのは、この問題だけです。"
    case .sameClientSucceeds(let flow):
      "このキャプチャ内で、同じクライアントがエンドポイントとの TLS 1.2 接続に成功しています (フロー \(flow))。"
    case .helloOfNewerSystem(let flow):
      """
      フロー \(flow) の ClientHello には、Windows Server 2016 より前のシステムが送信しない内容が含まれています。
      """
    case .undecided: "どちらであるかを決める情報がありません。"
    case .decided(let step): claim(step.claim)
    case .contradictory: "証拠が互いに矛盾しています。どの証拠がどの問題を示すかを確認してください。"
    case .severalClients:
      "ファイルは 1 台のサーバーのものですが、キャプチャのどのクライアントに当たるかを判断できません。"
    }
  }
}
