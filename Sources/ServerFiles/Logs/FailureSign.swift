import Diagnosis

/// Words by which a log entry tells what failed.
///
/// Names of exception types and error numbers are English on every Windows; messages are in the language of the
/// server, and one entry mixes both. Messages of Japanese Windows stand beside the English ones. A group is one
/// meaning.
enum FailureSign: Int, CaseIterable {
  /// A call of a web service by this server. Without it an entry tells of the database, or of clients.
  case webException
  /// An answer that is a SOAP fault.
  case soapException
  case noCommonAlgorithm
  case untrustedCertificate
  case nameResolution
  case proxy
  case httpError
  case connectionRefused
  case timeout
  case closedByRemoteHost
  case secureChannel
  case connectionClosed

  /// The kind that the sign means; nil for those that only tell what was called.
  var kind: LoggedFailure.Kind? {
    switch self {
    case .webException, .soapException: nil
    case .noCommonAlgorithm: .noCommonAlgorithm
    case .untrustedCertificate: .untrustedCertificate
    case .nameResolution: .nameResolution
    case .proxy: .proxy
    case .httpError: .httpError
    case .connectionRefused: .connectionRefused
    case .timeout: .timeout
    case .closedByRemoteHost: .closedByRemoteHost
    case .secureChannel: .secureChannel
    case .connectionClosed: .connectionClosed
    }
  }

  var phrases: [String] {
    switch self {
    case .webException: ["WebException", "System.Security.Authentication.AuthenticationException"]
    case .soapException: ["SoapException:", "ThrowException: Actor"]
    case .noCommonAlgorithm:
      [
        "0x80090331", "-2146893007", "do not possess a common algorithm", "共通のアルゴリズムを処理していない",
      ]
    case .untrustedCertificate:
      [
        "800B0109", "0x80090325", "trust relationship for the SSL/TLS", "TrustFailure",
        "remote certificate is invalid", "信頼関係を確立できませんでした", "リモート証明書は無効です",
      ]
    case .nameResolution:
      [
        "remote name could not be resolved", "No such host is known", "NameResolutionFailure",
        "リモート名を解決できませんでした", "そのようなホストは不明です",
      ]
    default: morePhrases
    }
  }

  private var morePhrases: [String] {
    switch self {
    case .proxy:
      [
        "(407)", "HTTP status 407", "Proxy Authentication Required", "Proxy Error",
        "proxy name could not be resolved", "ProxyNameResolutionFailure", "プロキシ認証", "プロキシ名を解決",
      ]
    case .httpError:
      [
        "server returned an error: (", "failed with HTTP status", "サーバーがエラーを返しました",
        "HTTP ステータス", "HTTP 状態",
      ]
    case .connectionRefused: ["actively refused it", "(10061)", "拒否されたため、接続できませんでした"]
    case .timeout:
      [
        "operation has timed out", "operation timed out", "did not properly respond after a period of time",
        "操作がタイムアウト", "操作はタイムアウト", "一定の時間を過ぎても正しく応答しなかった",
      ]
    case .closedByRemoteHost:
      [
        "forcibly closed by the remote host", "closed the transport stream", "(10054)", "0x80072746",
        "0 bytes from the transport stream", "リモート ホストに強制的に切断されました",
        "リモート ホストによって強制的に", "トランスポート ストリームを終了した",
      ]
    case .secureChannel:
      [
        "Could not create SSL/TLS secure channel", "SecureChannelFailure",
        "セキュリティで保護されているチャネルを作成できませんでした",
      ]
    case .connectionClosed:
      [
        "connection was closed", "connection that was expected to be kept alive was closed",
        "基になる接続が閉じられました", "接続が切断されました", "接続が閉じられました",
      ]
    default: []
    }
  }

  static let search = PhraseSearch(allCases.map(\.phrases))
}
