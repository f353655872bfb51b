/// Failures of .NET as their messages tell them.
package enum BuiltFailure: String, CaseIterable, Sendable {
  case closedByRemoteHost
  case closedTransport
  case noCommonAlgorithm
  case untrustedCertificate
  case nameNotResolved
  case proxyAuthentication
  case badGateway
  case refused
  case timeout
  case secureChannel
  case closedOnReceive

  /// What follows `Exception Details: `, in one line.
  package func details(_ language: BuiltLanguage, host: String = "sws.update.microsoft.com") -> String {
    switch language {
    case .english: english(host)
    case .japanese: japanese(host)
    }
  }

  private func english(_ host: String) -> String {
    let web = "System.Net.WebException: "
    let send = web + "The underlying connection was closed: An unexpected error occurred on a send. ---> "
    let receive = web + "The underlying connection was closed: An unexpected error occurred on a receive."
    let closed = "An existing connection was forcibly closed by the remote host"
    switch self {
    case .closedByRemoteHost:
      return send
        + "System.IO.IOException: Unable to read data from the transport connection: \(closed). ---> "
        + "System.Net.Sockets.SocketException: \(closed)"
    case .closedTransport:
      return send + "System.IO.IOException: Authentication failed because the remote party has closed the "
        + "transport stream."
    case .noCommonAlgorithm:
      return receive
        + " ---> System.ComponentModel.Win32Exception: The client and server cannot communicate, "
        + "because they do not possess a common algorithm"
    case .untrustedCertificate:
      return web
        + "The underlying connection was closed: Could not establish trust relationship for the SSL/TLS "
        + "secure channel. ---> System.Security.Authentication.AuthenticationException: The remote certificate is "
        + "invalid according to the validation procedure."
    case .nameNotResolved: return web + "The remote name could not be resolved: '\(host)'"
    case .proxyAuthentication:
      return web + "The remote server returned an error: (407) Proxy Authentication Required."
    case .badGateway: return web + "The request failed with HTTP status 502: Bad Gateway."
    case .refused:
      return web
        + "Unable to connect to the remote server ---> System.Net.Sockets.SocketException: No connection "
        + "could be made because the target machine actively refused it 203.0.113.10:443"
    case .timeout: return web + "The operation has timed out"
    case .secureChannel: return web + "The request was aborted: Could not create SSL/TLS secure channel."
    case .closedOnReceive: return receive
    }
  }

  private func japanese(_ host: String) -> String {
    let web = "System.Net.WebException: "
    let send = web + "接続が切断されました: 送信時に、予期しないエラーが発生しました。 ---> "
    let receive = web + "接続が切断されました: 受信時に予期しないエラーが発生しました。"
    let closed = "既存の接続はリモート ホストに強制的に切断されました。"
    switch self {
    case .closedByRemoteHost:
      return send + "System.IO.IOException: 転送接続からデータを読み取れません: \(closed) ---> "
        + "System.Net.Sockets.SocketException: \(closed)"
    case .closedTransport:
      return send + "System.IO.IOException: リモート パーティがトランスポート ストリームを終了したため、"
        + "認証に失敗しました。"
    case .noCommonAlgorithm:
      return receive + " ---> System.ComponentModel.Win32Exception: "
        + "クライアントとサーバーは共通のアルゴリズムを処理していないので、通信できません。"
    case .untrustedCertificate:
      return web + "接続が切断されました: SSL/TLS のセキュリティで保護されているチャネルに対する"
        + "信頼関係を確立できませんでした ---> System.Security.Authentication.AuthenticationException: "
        + "検証プロシージャによると、リモート証明書は無効です。"
    case .nameNotResolved: return web + "リモート名を解決できませんでした。: '\(host)'"
    case .proxyAuthentication:
      return web + "リモート サーバーがエラーを返しました: (407) プロキシ認証が必要です"
    case .badGateway: return web + "リモート サーバーがエラーを返しました: (502) 無効なゲートウェイです。"
    case .refused:
      return web + "リモート サーバーに接続できません。 ---> System.Net.Sockets.SocketException: "
        + "対象のコンピューターによって拒否されたため、接続できませんでした。 203.0.113.10:443"
    case .timeout: return web + "操作はタイムアウトになりました。"
    case .secureChannel:
      return web + "要求は中止されました: SSL/TLS のセキュリティで保護されているチャネルを作成できませんでした。"
    case .closedOnReceive: return receive
    }
  }

  /// The stack below, as .NET writes it on Windows of that language.
  package static func stack(_ language: BuiltLanguage) -> [String] {
    let end =
      language == .english
      ? "   --- End of inner exception stack trace ---" : "   --- 内部例外スタック トレースの終わり ---"
    let at = language == .english ? "   at " : "   場所 "
    return [
      at + "System.Net.Sockets.NetworkStream.Read(Byte[] buffer, Int32 offset, Int32 size)", end,
      at + "System.Web.Services.Protocols.WebClientProtocol.GetWebResponse(WebRequest request)",
      at
        + "System.Web.Services.Protocols.SoapHttpClientProtocol.Invoke(String methodName, Object[] parameters)",
      at + "Microsoft.UpdateServices.ServerSyncWebServices.ServerSync.ServerSyncProxy.GetAuthConfig()",
    ]
  }
}
