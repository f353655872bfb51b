import Diagnosis

/// Phrases by which a log entry tells what failed. Exception types and error numbers are English on every
/// Windows; messages are localised.
struct FailureSign {
  /// Nil for those that only tell what was called.
  let kind: LoggedFailure.Kind?
  let phrases: [String]

  /// The index of a call of a web service by this server. Without it an entry is about the database, or clients.
  static let webException = 0
  /// The index of an answer that is a SOAP fault.
  static let soapException = 1

  /// All of them, the first that names a kind counts.
  static let all: [FailureSign] = [
    FailureSign(
      kind: nil,
      phrases: [
        "WebException", "System.Security.Authentication.AuthenticationException",
      ]),
    FailureSign(kind: nil, phrases: ["SoapException:", "ThrowException: Actor"]),
    FailureSign(
      kind: .noCommonAlgorithm,
      phrases: [
        "0x80090331", "-2146893007", "do not possess a common algorithm",
        "共通のアルゴリズムを処理していない",
      ]),
    FailureSign(
      kind: .untrustedCertificate,
      phrases: [
        "800B0109", "0x80090325", "trust relationship for the SSL/TLS", "TrustFailure",
        "remote certificate is invalid", "信頼関係を確立できませんでした", "リモート証明書は無効です",
      ]),
    FailureSign(
      kind: .nameResolution,
      phrases: [
        "remote name could not be resolved", "No such host is known", "NameResolutionFailure",
        "リモート名を解決できませんでした", "そのようなホストは不明です",
      ]),
    FailureSign(
      kind: .proxy,
      phrases: [
        "(407)", "HTTP status 407", "Proxy Authentication Required", "Proxy Error",
        "proxy name could not be resolved", "ProxyNameResolutionFailure", "プロキシ認証",
        "プロキシ名を解決",
      ]),
    FailureSign(
      kind: .httpError,
      phrases: [
        "server returned an error: (", "failed with HTTP status", "サーバーがエラーを返しました",
        "HTTP ステータス", "HTTP 状態",
      ]),
    FailureSign(
      kind: .connectionRefused,
      phrases: [
        "actively refused it", "(10061)", "拒否されたため、接続できませんでした",
      ]),
    FailureSign(
      kind: .timeout,
      phrases: [
        "operation has timed out", "operation timed out",
        "did not properly respond after a period of time", "操作がタイムアウト", "操作はタイムアウト",
        "一定の時間を過ぎても正しく応答しなかった",
      ]),
    FailureSign(
      kind: .closedByRemoteHost,
      phrases: [
        "forcibly closed by the remote host", "closed the transport stream", "(10054)", "0x80072746",
        "0 bytes from the transport stream", "リモート ホストに強制的に切断されました",
        "リモート ホストによって強制的に", "トランスポート ストリームを終了した",
      ]),
    FailureSign(
      kind: .secureChannel,
      phrases: [
        "Could not create SSL/TLS secure channel", "SecureChannelFailure",
        "セキュリティで保護されているチャネルを作成できませんでした",
      ]),
    FailureSign(
      kind: .connectionClosed,
      phrases: [
        "connection was closed", "connection that was expected to be kept alive was closed",
        "基になる接続が閉じられました", "接続が切断されました", "接続が閉じられました",
      ]),
  ]

  static let search = PhraseSearch(all.map(\.phrases))

  /// The first sign in a search that names a kind.
  static func first(in found: PhraseSearch.Found) -> (index: Int, kind: LoggedFailure.Kind)? {
    for (index, sign) in all.enumerated() where found.contains(index) {
      if let kind = sign.kind { return (index, kind) }
    }
    return nil
  }
}
