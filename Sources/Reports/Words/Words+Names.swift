import Diagnosis

// What DNS did not resolve.

extension Words {
  func nameTitle(_ finding: Finding) -> Phrase {
    guard let name = finding.unresolvedName else { return "" }
    let outcome = outcome(name.outcome)
    let client = client(of: finding)
    return switch name.purpose {
    case .endpoint:
      text(
        en: "\(client) gets no address for \(name: name.name) from DNS: \(outcome)",
        ja: "\(client) は DNS で \(name: name.name) のアドレスを取得できません: \(outcome)")
    case .proxy:
      text(
        en: "\(client) gets no address for its proxy \(name: name.name) from DNS: \(outcome)",
        ja: "\(client) は DNS でプロキシ \(name: name.name) のアドレスを取得できません: \(outcome)")
    case .proxyDiscovery:
      text(
        en: "\(client) does not discover a proxy: DNS gives no address for \(name: name.name) (\(outcome))",
        ja: "\(client) はプロキシを自動検出できません: DNS に \(name: name.name) のアドレスがありません (\(outcome))")
    }
  }

  func nameExplanation(_ finding: Finding) -> Phrase {
    guard let name = finding.unresolvedName else { return "" }
    let later = text(
      en: "Later in the capture, the client reached the server or received an address.",
      ja: "このキャプチャでは、その後クライアントがアドレスを取得したか、サーバーに接続しています。")
    let cause =
      switch name.purpose {
      case .endpoint:
        text(
          en: """
            Without an address, the client cannot connect, whatever its TLS settings are. A network that reaches the \
            internet only through a proxy often does not resolve public names; the client must then use the proxy.
            """,
          ja: """
            アドレスがなければ、TLS の設定にかかわらず接続できません。プロキシ経由でのみインターネットに接続できる\
            ネットワークでは、外部の名前を解決できないことがよくあります。その場合、クライアントはプロキシを使用する\
            必要があります。
            """)
      case .proxy:
        text(
          en: "Without the address of its proxy, the client cannot reach any update endpoint.",
          ja: "プロキシのアドレスがなければ、クライアントはどの更新エンドポイントにも接続できません。")
      case .proxyDiscovery:
        text(
          en: """
            The client looks for a proxy automatically (WPAD). Most networks have no such name, and then this means \
            nothing. If this network needs a proxy, the client must be told which.
            """,
          ja: """
            クライアントはプロキシを自動検出 (WPAD) しようとしています。ほとんどのネットワークにはこの名前が存在せず、\
            その場合は問題ではありません。プロキシが必要なネットワークでは、クライアントにプロキシを設定する必要が\
            あります。
            """)
      }
    return paragraph([cause, finding.laterSucceeded ? later : ""])
  }

  /// A query and what became of it.
  func nameQuestion(_ question: UnresolvedName.Question, of name: String) -> Phrase {
    let type: Phrase = question.isAboutIPv4 ? "A" : "AAAA"
    let outcome = outcome(question.outcome)
    let query = text(
      en: "Query to \(question.resolver) for \(name: name) (\(type))",
      ja: "\(question.resolver) への \(name: name) (\(type)) の問い合わせ")
    guard question.answeredIn > 0 else {
      return text(
        en: "\(query) in frame \(question.askedIn): \(outcome)",
        ja: "\(query)、フレーム \(question.askedIn): \(outcome)")
    }
    return text(
      en: "\(query), answered in frame \(question.answeredIn): \(outcome)",
      ja: "\(query)、応答はフレーム \(question.answeredIn): \(outcome)")
  }

  private func outcome(_ outcome: UnresolvedName.Outcome) -> Phrase {
    switch outcome {
    case .error(2):
      text(en: "the DNS server failed (SERVFAIL)", ja: "DNS サーバーのエラー (SERVFAIL)")
    case .error(3): text(en: "the name does not exist (NXDOMAIN)", ja: "名前が存在しません (NXDOMAIN)")
    case .error(5):
      text(en: "the DNS server refused the query (REFUSED)", ja: "DNS サーバーが問い合わせを拒否 (REFUSED)")
    case .error(let code):
      text(en: "the DNS server answered with error \(code)", ja: "DNS サーバーがエラー \(code) を返しました")
    case .noAddress: text(en: "the answer holds no address", ja: "応答にアドレスが含まれていません")
    case .unusable(let address):
      text(
        en: "the answer is \(address), which is no server's address",
        ja: "応答の \(address) はサーバーのアドレスではありません")
    case .unanswered: text(en: "no DNS server answered", ja: "DNS サーバーからの応答がありません")
    }
  }
}
